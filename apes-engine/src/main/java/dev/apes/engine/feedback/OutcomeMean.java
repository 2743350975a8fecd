package dev.apes.engine.feedback;

import dev.apes.api.store.FeedbackLog.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean outcome of a rule in {@code rule_performance}, as a share of what could be gained or lost, −1 to 1. Each outcome compares a prompt with its own version,
 * so only the mix of prompts needs correcting: outcomes are weighted by how common their kind of prompt is over all rules, divided by
 * how common it is among those of the rule. That is inverse propensity weighting with one propensity per kind (Horvitz and Thompson
 * 1952, in Hájek's ratio form), the weights clipped at {@link #LARGEST_WEIGHT}.
 *
 * @param mean weighted mean
 * @param standardError of the mean
 * @param count outcomes
 */
record OutcomeMean(double mean, double standardError, int count) {
    static final double LARGEST_WEIGHT = 10;
    static final int FEWEST = 30;

    /** By rule; of rules with at least {@value #FEWEST} outcomes. */
    static Map<String, OutcomeMean> byRule(List<Outcome> outcomes) {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, List<Outcome>> rules = new TreeMap<>();
        for (Outcome o : outcomes) {
            kinds.merge(o.promptType(), 1, Integer::sum);
            rules.computeIfAbsent(o.ruleId(), r -> new java.util.ArrayList<>()).add(o);
        }
        Map<String, OutcomeMean> means = new LinkedHashMap<>();
        rules.forEach((rule, own) -> {
            if (own.size() >= FEWEST) {
                means.put(rule, of(own, kinds, outcomes.size()));
            }
        });
        return means;
    }

    private static OutcomeMean of(List<Outcome> own, Map<String, Integer> kinds, int total) {
        Map<String, Integer> ownKinds = new TreeMap<>();
        own.forEach(o -> ownKinds.merge(o.promptType(), 1, Integer::sum));
        double[] weights = new double[own.size()];
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < weights.length; i++) {
            String kind = own.get(i).promptType();
            double common = kinds.get(kind) / (double) total;
            weights[i] = Math.min(LARGEST_WEIGHT, common / (ownKinds.get(kind) / (double) own.size()));
            sum += weights[i];
            weighted += weights[i] * share(own.get(i));
        }
        double mean = weighted / sum;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            double residual = weights[i] * (share(own.get(i)) - mean);
            squares += residual * residual;
        }
        return new OutcomeMean(mean, Math.sqrt(squares) / sum, own.size());
    }

    private static double share(Outcome o) {
        return 2 * o.improvementScore() - 1;
    }
}
