package dev.apes.engine.rubric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Fits the coefficients of the gain on labelled pairs together with their {@link Controls}. A preferred rewrite should gain, a control
 * should not; both halves of the loss are weighted so that controls make up 40 % of it.
 */
final class PairFit {
    static final int FOLDS = 10;
    private static final double CONTROL_SHARE = 0.4;
    private static final double RIDGE = 0.002;
    private final double[][] preferred;
    private final double[][][] controls;

    PairFit(List<LabelledPair> pairs) {
        Controls maker = new Controls(pairs);
        preferred = new double[pairs.size()][];
        controls = new double[pairs.size()][][];
        for (int i = 0; i < pairs.size(); i++) {
            OriginalProfile original = new OriginalProfile(pairs.get(i).original());
            preferred[i] = Comparison.of(original, pairs.get(i).preferred());
            controls[i] = maker.of(i).stream()
                    .map(text -> Comparison.of(original, text))
                    .toArray(double[][]::new);
        }
    }

    double[] preferred(int i) {
        return preferred[i];
    }

    double[][] controls(int i) {
        return controls[i];
    }

    /** Coefficients fitted on the pairs that are let in, in the order of {@link Facet}. */
    double[] fit(IntPredicate in) {
        List<double[]> rows = new ArrayList<>();
        List<Boolean> won = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        int pairs = 0;
        for (int i = 0; i < preferred.length; i++) {
            if (in.test(i)) {
                pairs++;
                rows.add(preferred[i]);
                won.add(true);
                weights.add(1 - CONTROL_SHARE);
                for (double[] control : controls[i]) {
                    rows.add(control);
                    won.add(false);
                    weights.add(CONTROL_SHARE / controls[i].length);
                }
            }
        }
        boolean[] outcomes = new boolean[rows.size()];
        double[] shares = new double[rows.size()];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = won.get(i);
            shares[i] = weights.get(i) / pairs;
        }
        return new SignedLogit(RIDGE).fit(rows.toArray(double[][]::new), outcomes, shares);
    }

    /** For each pair the balance under coefficients fitted without its fold. */
    double[] crossValidated() {
        double[] balances = new double[preferred.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            double[] coefficients = fit(i -> i % FOLDS != held);
            for (int i = fold; i < balances.length; i += FOLDS) {
                balances[i] = RubricModel.sum(coefficients, preferred[i]);
            }
        }
        return balances;
    }
}
