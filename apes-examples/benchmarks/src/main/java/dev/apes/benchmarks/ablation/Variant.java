package dev.apes.benchmarks.ablation;

import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingRequest.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to train.
 *
 * @param name for the table of results
 * @param change what is different from the full system
 */
record Variant(String name, UnaryOperator<TrainingRequest.Builder> change) {
    /** The full system; everything is compared with it. */
    static final Variant FULL = new Variant("full", b -> b);

    /** Generators that serve one strategy each. */
    private static final List<String> METHODS =
            List.of("copula", "smote", "diversity", "rule_focused", "diffusion", "hybrid");

    /** {@return the full system, the system without each part, and each strategy alone as far as it is installed} */
    static List<Variant> all(java.util.Collection<String> generators) {
        List<Variant> all = new ArrayList<>();
        all.add(FULL);
        all.add(new Variant("no generation", b -> b.generatedRows(0)));
        all.add(new Variant("no gap targeting", b -> b.without(Part.TARGETING)));
        all.add(new Variant("no surrogate", b -> b.without(Part.SURROGATE)));
        all.add(new Variant("no bandit", b -> b.without(Part.BANDIT)));
        METHODS.stream()
                .filter(generators::contains)
                .forEach(m -> all.add(new Variant("only " + m, b -> b.generator(m))));
        return all;
    }
}
