package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpaceCodecTest {
    private static final ParameterSpace SPACE = ParameterSpace.of(
            ParameterDefinition.real("real", 0.3, -2, 5, ""),
            ParameterDefinition.integer("integer", 3, 1, 7, ""),
            ParameterDefinition.integer("fixed", 4, 4, 4, ""),
            ParameterDefinition.integer("wide", 0, Integer.MIN_VALUE, Integer.MAX_VALUE, ""),
            ParameterDefinition.flag("flag", false, ""),
            ParameterDefinition.choice("choice", "a", List.of("a", "b", "c"), ""));

    private final SpaceCodec codec = new SpaceCodec(SPACE);

    @Property(tries = 200)
    void everySnappedPointIsASettingInsideTheSpaceAndComesBack(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] point = new double[codec.dimensions()];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextDouble(-1, 4);
        }
        ParameterValues values = codec.decode(codec.snap(point));
        assertThat(SPACE.validate(values)).isEqualTo(values);
        assertThat(codec.decode(codec.snap(codec.encode(values)))).isEqualTo(values);
    }

    @Test
    void scalesNumbersAndNumbersOptions() {
        ParameterValues values = new ParameterValues(
                Map.of("real", 1.5, "integer", 7, "fixed", 4, "wide", Integer.MIN_VALUE, "flag", true, "choice", "c"));
        assertThat(codec.encode(SPACE.validate(values))).containsExactly(0.5, 1, 0, 0, 1, 2);
    }

    @Test
    void uniformNumbersReachEveryLevelEquallyOften() {
        int[] counts = new int[7];
        for (int i = 0; i < 700; i++) {
            counts[(int) Math.round(codec.fromUniform(1, i / 700.0) * 6)]++;
        }
        assertThat(counts).containsOnly(100);
    }
}
