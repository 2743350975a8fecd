package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Settings spread evenly over a space, by a randomised Sobol sequence. */
public final class SpaceFillingDesign {
    private SpaceFillingDesign() {}

    /**
     * @param space what to cover
     * @param count how many settings, at least 0
     * @param seed shifts the sequence
     * @return at most that many distinct settings: fewer in a small space, the empty setting alone in an empty one
     */
    public static List<ParameterValues> settings(ParameterSpace space, int count, long seed) {
        if (space.parameters().isEmpty()) {
            return count == 0 ? List.of() : List.of(space.defaults());
        }
        SpaceCodec codec = new SpaceCodec(space);
        InitialDesign design = new InitialDesign(codec, new SplittableRandom(seed));
        Set<ParameterValues> settings = new LinkedHashSet<>();
        for (int i = 0; i < 2 * count && settings.size() < count; i++) {
            settings.add(codec.decode(design.next()));
        }
        return List.copyOf(settings);
    }
}
