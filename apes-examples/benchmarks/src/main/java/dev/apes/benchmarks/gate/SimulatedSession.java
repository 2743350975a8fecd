package dev.apes.benchmarks.gate;

import dev.apes.api.store.ErrorBudget;
import dev.apes.engine.promotion.GateDecision;
import dev.apes.engine.promotion.PairedDifferences;
import dev.apes.engine.promotion.PromotionGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One data set on which candidates are put through the gate one after another, with three training prompts to a validation prompt, as
 * the split gives. Each candidate looks better on training prompts than it is, by two standard errors, as the best of
 * about twenty would.
 */
final class SimulatedSession {
    /** Standard deviation of the differences in units of score. */
    static final double DEVIATION = 0.05;

    private static final int TRAINING_PER_VALIDATION = 3;
    private static final double WINNERS_CURSE = 2;

    private final PromotionGate gate;
    private final int n;
    private final int training;
    private final int candidates;
    private final RandomGenerator random;
    private ErrorBudget budget = ErrorBudget.FRESH;

    SimulatedSession(PromotionGate gate, int n, int candidates, RandomGenerator random) {
        this.gate = gate;
        this.n = n;
        this.training = TRAINING_PER_VALIDATION * n;
        this.candidates = candidates;
        this.random = random;
    }

    /** {@return how many candidates were tested} */
    int tested() {
        return budget.tests();
    }

    /** {@return whether any of these candidates, none of which is better, is promoted} */
    boolean promotesAny(Law law) {
        for (int k = 0; k < candidates; k++) {
            if (judge(sample(law, n, 0), sample(law, training, curse())).promoted()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A share of the candidates is better by 0.3 standard deviations; the others are as good as the incumbent of the moment. Rightful promotions
     * change the incumbent, and the session goes on.
     *
     * @return whether a candidate that is no better is ever promoted
     */
    boolean promotesFalselyByTaste(double shareBetter) {
        double[][] validation = Taste.prompts(n, random);
        double[][] others = Taste.prompts(training, random);
        Taste.Liking incumbent = Taste.Liking.draw(random);
        double[] held = Taste.likings(validation, incumbent);
        double[] heldByOthers = Taste.likings(others, incumbent);
        for (int k = 0; k < candidates; k++) {
            Taste.Liking candidate = Taste.Liking.draw(random);
            double[] liked = Taste.likings(validation, candidate);
            double[] likedByOthers = Taste.likings(others, candidate);
            boolean better = random.nextDouble() < shareBetter;
            double effect = better ? 0.3 : 0;
            GateDecision decision =
                    judge(differences(liked, held, effect), differences(likedByOthers, heldByOthers, effect + curse()));
            if (decision.promoted()) {
                if (!better) {
                    return true;
                }
                held = liked;
                heldByOthers = likedByOthers;
            }
        }
        return false;
    }

    /**
     * No candidate is better; prompts come in families of one to fifteen, which share half of the variance and are the gate's units.
     *
     * @return whether any is promoted
     */
    boolean promotesAnyByFamily(Law law) {
        for (int k = 0; k < candidates; k++) {
            if (judge(families(law, n, 0), families(law, training, curse())).promoted()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the gate's decision on one candidate that is better by so many standard deviations, with no winner's curse} */
    GateDecision judgeBetter(Law law, double effect) {
        return judge(sample(law, n, effect), sample(law, training, effect));
    }

    private double curse() {
        return WINNERS_CURSE / Math.sqrt(training);
    }

    private GateDecision judge(double[] validation, double[] others) {
        return judge(PairedDifferences.of(validation), PairedDifferences.of(others));
    }

    private GateDecision judge(PairedDifferences validation, PairedDifferences others) {
        GateDecision decision = gate.judge(validation, Optional.of(others), budget);
        budget = decision.budget();
        return decision;
    }

    private PairedDifferences families(Law law, int size, double shift) {
        double[] d = new double[size];
        List<Integer> families = new ArrayList<>();
        int left = 0;
        double shared = 0;
        for (int i = 0; i < size; i++) {
            if (left-- == 0) {
                left = random.nextInt(15);
                shared = law.draw(random);
            }
            d[i] = score((shared + law.draw(random)) / Math.sqrt(2) + shift);
            families.add(i + left);
        }
        return PairedDifferences.grouped(d, families);
    }

    private double[] sample(Law law, int size, double shift) {
        double[] d = new double[size];
        for (int i = 0; i < size; i++) {
            d[i] = score(law.draw(random) + shift);
        }
        return d;
    }

    private double[] differences(double[] candidate, double[] incumbent, double shift) {
        double[] d = new double[candidate.length];
        for (int i = 0; i < d.length; i++) {
            double noise = 0.3 * random.nextGaussian();
            d[i] = score(candidate[i] - incumbent[i] + noise + shift);
        }
        return d;
    }

    private static double score(double inDeviations) {
        return Math.max(-1, Math.min(1, DEVIATION * inDeviations));
    }
}
