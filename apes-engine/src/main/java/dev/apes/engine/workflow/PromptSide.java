package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.List;

/**
 * The prompts of one side of the split with their features, in a fixed order.
 *
 * @param prompts the prompts
 * @param features {@link PromptFeatures#encoded()} of each
 * @param domains the domain of each
 */
record PromptSide(List<Prompt> prompts, double[][] features, List<String> domains) {
    /** Headroom from which a prompt counts for coverage. */
    static final double HEADROOM = 0.1;

    static PromptSide of(List<Prompt> prompts) {
        double[][] features = new double[prompts.size()][];
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            PromptFeatures measured = PromptFeatures.of(prompts.get(i).text());
            features[i] = measured.encoded();
            domains.add(measured.domain().name());
        }
        return new PromptSide(List.copyOf(prompts), features, List.copyOf(domains));
    }

    /** The prompts at these positions, in this order. */
    PromptSide select(int[] positions) {
        List<Prompt> chosen = new ArrayList<>();
        double[][] rows = new double[positions.length][];
        List<String> theirs = new ArrayList<>();
        for (int k = 0; k < positions.length; k++) {
            chosen.add(prompts.get(positions[k]));
            rows[k] = features[positions[k]];
            theirs.add(domains.get(positions[k]));
        }
        return new PromptSide(List.copyOf(chosen), rows, List.copyOf(theirs));
    }

    int size() {
        return prompts.size();
    }
}
