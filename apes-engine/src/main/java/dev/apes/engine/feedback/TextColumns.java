package dev.apes.engine.feedback;

import dev.apes.engine.text.FeatureKind;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;

/** Turns measured texts into rows: what a prompt is like, and what a version of it changed. */
final class TextColumns {
    private static final PromptFeature[] FEATURES = PromptFeature.values();

    static final int CHANGE_COLUMNS = 3 * FEATURES.length;

    private TextColumns() {}

    /** A prompt: categories as flags, counts as logarithms, for their long tails would rule every fit. */
    static double[] ofPrompt(PromptFeatures prompt) {
        double[] row = prompt.encoded();
        int at = 0;
        for (PromptFeature f : FEATURES) {
            if (f.kind() == FeatureKind.CATEGORICAL) {
                at += f.categories().size();
            } else {
                row[at] = scaled(f, row[at]);
                at++;
            }
        }
        return row;
    }

    /** A version: for each feature how far it moved, and whether it rose or fell at all. All zero for an equal text. */
    static double[] ofChange(PromptFeatures original, PromptFeatures version) {
        double[] row = new double[CHANGE_COLUMNS];
        for (int i = 0; i < FEATURES.length; i++) {
            PromptFeature f = FEATURES[i];
            if (f.kind() == FeatureKind.CATEGORICAL) {
                row[3 * i] = original.get(f) == version.get(f) ? 0 : 1;
                continue;
            }
            double change = scaled(f, version.get(f)) - scaled(f, original.get(f));
            row[3 * i] = change;
            row[3 * i + 1] = change > 0 ? 1 : 0;
            row[3 * i + 2] = change < 0 ? 1 : 0;
        }
        return row;
    }

    private static double scaled(PromptFeature f, double value) {
        return f.kind() == FeatureKind.INTEGER ? Math.log1p(value) : value;
    }
}
