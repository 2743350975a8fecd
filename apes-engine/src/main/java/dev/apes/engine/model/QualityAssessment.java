package dev.apes.engine.model;

import dev.apes.engine.statistics.Concordance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computes a {@link CrossValidation} from the predictions of each member for each sample. */
final class QualityAssessment {
    private static final double TWO_SIDED_95 = 1.959964;
    private static final int ACROSS_LIMIT = 4_000;

    private QualityAssessment() {}

    /**
     * @param samples all samples
     * @param folds the member that has not seen each sample
     * @param predictions by member and sample
     */
    static CrossValidation assess(ModelSchema schema, List<GainSample> samples, int[] folds, float[][] predictions) {
        int[] real = IntStream.range(0, samples.size())
                .filter(i -> samples.get(i).real())
                .toArray();
        double[] truth = new double[real.length];
        double[] unseen = new double[real.length];
        double[] seen = new double[real.length];
        List<String> prompts = new ArrayList<>();
        double trainingLoss = 0;
        double validationLoss = 0;
        double[] residuals = new double[real.length];
        double[] deviations = new double[real.length];
        int[] numbers = new int[real.length];
        int[] realFolds = new int[real.length];
        Map<String, Integer> known = new LinkedHashMap<>();
        Map<String, double[]> sums = new LinkedHashMap<>();
        schema.rules().forEach(r -> sums.put(r, new double[3]));
        for (int j = 0; j < real.length; j++) {
            int i = real[j];
            GainSample s = samples.get(i);
            prompts.add(s.promptId());
            truth[j] = s.gain();
            unseen[j] = predictions[folds[i]][i];
            double[] members = new double[predictions.length];
            for (int m = 0; m < members.length; m++) {
                members[m] = predictions[m][i];
                seen[j] += m == folds[i] ? 0 : predictions[m][i] / (members.length - 1.0);
            }
            trainingLoss += (seen[j] - truth[j]) * (seen[j] - truth[j]) / real.length;
            validationLoss += (unseen[j] - truth[j]) * (unseen[j] - truth[j]) / real.length;
            residuals[j] = Math.abs(unseen[j] - truth[j]);
            deviations[j] = Prediction.ofMembers(members).deviation();
            numbers[j] = known.computeIfAbsent(s.promptId(), p -> known.size());
            realFolds[j] = folds[i];
            double[] sum = sums.get(s.ruleId());
            sum[0]++;
            sum[1] += residuals[j];
            sum[2] += deviations[j];
        }
        Map<String, CrossValidation.OfRule> byRule = new LinkedHashMap<>();
        sums.forEach((rule, s) -> {
            if (s[0] > 0) {
                byRule.put(rule, new CrossValidation.OfRule((int) s[0], s[1] / s[0], s[2] / s[0]));
            }
        });
        Concordance within = Concordance.within(truth, unseen, prompts);
        double accuracy = within.index().orElse(0);
        double margin = TWO_SIDED_95 * standardError(within, truth, unseen, prompts);
        boolean any = within.pairs() > 0;
        return new CrossValidation(
                accuracy,
                any ? Math.max(0, accuracy - margin) : 0,
                any ? Math.min(1, accuracy + margin) : 1,
                within.pairs(),
                across(truth, unseen),
                Concordance.within(truth, seen, prompts).index().orElse(1),
                validationLoss,
                trainingLoss,
                real.length,
                byRule,
                new Calibrating(
                                residuals,
                                deviations,
                                numbers,
                                realFolds,
                                IntStream.of(real)
                                        .mapToObj(i -> samples.get(i).ruleId())
                                        .toList())
                        .fit());
    }

    /** Of a ratio of sums over prompts, linearised (Cochran 1977, section 6.3): prompts are independent, pairs are not. */
    private static double standardError(Concordance all, double[] truth, double[] predicted, List<String> prompts) {
        if (all.pairs() == 0) {
            return 0;
        }
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < truth.length; i++) {
            groups.computeIfAbsent(prompts.get(i), p -> new ArrayList<>()).add(i);
        }
        double index = all.index().orElseThrow();
        double squares = 0;
        int count = 0;
        for (List<Integer> members : groups.values()) {
            Concordance c = Concordance.across(pick(truth, members), pick(predicted, members));
            if (c.pairs() > 0) {
                double residual = c.concordant() + 0.5 * c.tiedPredictions() - index * c.pairs();
                squares += residual * residual;
                count++;
            }
        }
        double correction = count < 2 ? 1 : count / (count - 1.0);
        return Math.sqrt(squares * correction) / all.pairs();
    }

    private static double[] pick(double[] values, List<Integer> indices) {
        return indices.stream().mapToDouble(i -> values[i]).toArray();
    }

    private static double across(double[] truth, double[] predicted) {
        int n = Math.min(truth.length, ACROSS_LIMIT);
        double[] t = new double[n];
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            int from = (int) ((long) i * truth.length / n);
            t[i] = truth[from];
            p[i] = predicted[from];
        }
        return Concordance.across(t, p).index().orElse(0);
    }
}
