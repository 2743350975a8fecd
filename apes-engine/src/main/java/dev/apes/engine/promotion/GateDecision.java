package dev.apes.engine.promotion;

import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import java.util.Locale;

/** What the gate made of a candidate, with its evidence and the error budget to go on with. */
public sealed interface GateDecision {
    /** {@return the data set's error budget after this decision; to be stored with it} */
    ErrorBudget budget();

    /** {@return how many validation prompts' texts differ} */
    int n();

    /** {@return a sentence for the report, with figures} */
    String explanation();

    /**
     * @param ruleId whose parameters the candidate changes
     * @return this decision as it is stored
     */
    GateTestRecord toRecord(String ruleId);

    /** {@return whether the candidate becomes the incumbent} */
    default boolean promoted() {
        return this instanceof Promoted;
    }

    /**
     * Figures of a test that took place.
     *
     * @param differences moments of the units tested
     * @param pValue one-sided, of "the mean is not above 0"
     * @param alpha the level spent
     */
    record Evidence(Moments differences, double pValue, double alpha) {
        /** {@return the mean difference over the differing prompts with its 95 % interval (Student's)} */
        public Interval effect() {
            return differences.meanInterval(0.95);
        }

        /** {@return the effect in standard deviations of the differences; 0 if these don't vary} */
        public double standardizedEffect() {
            return differences.variance() == 0 ? 0 : differences.mean() / differences.deviation();
        }

        private String text(int n) {
            Interval effect = effect();
            return String.format(
                    Locale.ROOT,
                    "%+.4f [%+.4f, %+.4f] on %d differing prompts, p = %.2g at level %.2g",
                    effect.estimate(),
                    effect.low(),
                    effect.high(),
                    n,
                    pValue,
                    alpha);
        }
    }

    /**
     * Proven better.
     *
     * @param evidence the test
     * @param n differing prompts
     * @param budget after it
     */
    record Promoted(Evidence evidence, int n, ErrorBudget budget) implements GateDecision {
        @Override
        public String explanation() {
            return "promoted: " + evidence.text(n);
        }

        @Override
        public GateTestRecord toRecord(String ruleId) {
            return tested(ruleId, GateTestRecord.Outcome.PROMOTED, evidence, n, explanation());
        }
    }

    /**
     * Tested and not proven better, or not by as much as is worth having.
     *
     * @param evidence the test
     * @param n differing prompts
     * @param budget after it; the level is spent
     * @param minimumEffect what the effect had to reach
     */
    record Rejected(Evidence evidence, int n, ErrorBudget budget, double minimumEffect) implements GateDecision {
        @Override
        public String explanation() {
            String why = evidence.pValue() <= evidence.alpha()
                    ? "better, but by less than the " + minimumEffect + " worth having: "
                    : "not proven better: ";
            return why + evidence.text(n);
        }

        @Override
        public GateTestRecord toRecord(String ruleId) {
            return tested(ruleId, GateTestRecord.Outcome.REJECTED, evidence, n, explanation());
        }
    }

    /**
     * Not tested for want of power; nothing is spent.
     *
     * @param n differing prompts
     * @param needed how many would be needed, more than {@code n}
     * @param effectToShow the smallest effect worth having that the figure refers to
     * @param budget unchanged
     */
    record Untestable(int n, int needed, double effectToShow, ErrorBudget budget) implements GateDecision {
        @Override
        public String explanation() {
            return String.format(
                    Locale.ROOT,
                    "untestable: %d validation prompts differ, %d are needed to show an effect of %.4f; nothing spent",
                    n,
                    needed,
                    effectToShow);
        }

        @Override
        public GateTestRecord toRecord(String ruleId) {
            return new GateTestRecord(ruleId, GateTestRecord.Outcome.UNTESTABLE, 0, 1, 0, n, needed, explanation());
        }
    }

    /**
     * This data set has no error budget left.
     *
     * @param n differing prompts
     * @param budget unchanged
     */
    record BudgetExhausted(int n, ErrorBudget budget) implements GateDecision {
        @Override
        public String explanation() {
            return "not tested: " + budget.tests()
                    + " candidates have spent the error budget of these prompts; give fresh prompts to go on";
        }

        @Override
        public GateTestRecord toRecord(String ruleId) {
            return new GateTestRecord(ruleId, GateTestRecord.Outcome.BUDGET_SPENT, 0, 1, 0, n, 0, explanation());
        }
    }

    private static GateTestRecord tested(
            String ruleId, GateTestRecord.Outcome outcome, Evidence evidence, int n, String explanation) {
        return new GateTestRecord(
                ruleId, outcome, evidence.differences().mean(), evidence.pValue(), evidence.alpha(), n, 0, explanation);
    }
}
