package dev.apes.engine.promotion;

import dev.apes.api.store.ErrorBudget;
import dev.apes.engine.statistics.Moments;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether a candidate's parameters replace the incumbent's. A pure function: what has been spent on a data set comes in as an
 * {@link ErrorBudget} and goes out with the decision, to be stored in the same transaction. Immutable, safe for many threads.
 *
 * <pre>{@code
 * GateDecision decision = gate.judge(PairedDifferences.of(validation), Optional.of(PairedDifferences.of(training)), budget);
 * budget = decision.budget();
 * }</pre>
 *
 * <h2>What is tested</h2>
 * {@code D_i} is the raw gain of the candidate's composition minus that of the incumbent's on validation prompt i, over the n prompts whose
 * texts differ. The null hypothesis is {@code E D <= 0}; a promotion also needs a mean of at least the minimum effect (0.005).
 * The floor is on the estimate and not in the hypothesis: testing {@code E D <= 0.005} would ask of a candidate to be <em>proven</em> better than
 * the floor, which with 400 prompts and a deviation of 0.05 takes an effect of 0.0145. Losing where the incumbent applied and the
 * candidate does not is a difference like any other, so a candidate gains nothing by hiding from prompts.
 *
 * <h2>The error bound</h2>
 * Let test k on a data set have level α_k fixed in advance ({@link AlphaSpending}), with {@code Σ α_k = 0.05}.
 * <ol>
 *   <li>Whatever proposes candidates reads training rows only; of validation it learns nothing but promoted or not. Take the training side as
 *       given. As long as nothing has been promoted, all answers have been "no", so that candidate k is one fixed candidate c_k,
 *       whatever the validation prompts are.
 *   <li>Validation prompts are a random sample beside the training prompts. So {@code P(c_k passes) <= α_k} for each c_k
 *       with {@code E D <= 0}, by the validity of {@link GainTest}. Tastes that differ from prompt to prompt are part of the law of D. Candidates may share
 *       prompts and depend on each other in any way.
 *   <li>The first false promotion with nothing promoted before it is among the events "c_k passes", k = 1, 2, …, so its chance is at
 *       most {@code Σ α_k = 0.05} (Boole), over all sessions on the data set, however many tests there are and whenever they end.
 *   <li>A candidate without power is skipped by what does not depend on the test's outcome ({@link PowerCheck}), and spends nothing since its test
 *       is never looked at. A budget spent stays spent: giving it back after a promotion would let a data set be mined for ever.
 *   <li>After a rightful promotion the sequence goes on from an incumbent whose position k may depend on the validation sample. With r
 *       rightful promotions before test k the bound multiplies, strictly, by the number of places these may have had. A rightful promotion that
 *       the sample could hardly have prevented carries next to no information, and the simulation with rightful promotions on the same prompts
 *       ({@code GateSimulation}, law "mixed") stays within the bound.
 * </ol>
 * Prompts that are not independent of each other must be given as {@linkplain PairedDifferences#grouped groups}. In the generated
 * starting corpus the families of its grammar share their fate: with smooth tastes over prompt features the plain t-test passed 15 in
 * 1,000 at a nominal 1.5, with families as units (about 53 in 400 prompts) less than 1.
 *
 * @param spending levels
 * @param minimumEffect smallest mean difference of raw gains worth having, above 0
 * @param power power a test must have, in (0.5, 1)
 * @param designEffect smallest effect in standard deviations the gate is built for, above 0
 * @param minimumPrompts fewer differing prompts are never tested; at least 2. Simulated: where one prompt in twenty has a
 *     large loss and the others small gains, 13 % of sessions promote falsely with 37 prompts, 1.5 % with 50
 * @param plausibleLoss a loss that must be reckoned with although no prompt has shown one as large, in (0, 1]; see {@link GainTest}
 */
public record PromotionGate(
        AlphaSpending spending,
        double minimumEffect,
        double power,
        double designEffect,
        int minimumPrompts,
        double plausibleLoss) {
    /** Fewer independent units, prompts or groups of them, are never tested. */
    private static final int MINIMUM_UNITS = 20;

    /** 5 % over a data set, 0.005, power 80 %, 0.2 standard deviations, 50 prompts, a quarter of the scale. */
    public static final PromotionGate DEFAULT = new PromotionGate(AlphaSpending.DEFAULT, 0.005, 0.8, 0.2, 50, 0.25);

    /** Validates. */
    public PromotionGate {
        Objects.requireNonNull(spending, "spending");
        if (!(minimumEffect > 0) || !(power > 0.5 && power < 1) || !(designEffect > 0) || minimumPrompts < 2) {
            throw new IllegalArgumentException(
                    "minimumEffect and designEffect must be above 0, power in (0.5, 1) and minimumPrompts"
                            + " at least 2 but are " + minimumEffect + ", " + designEffect + ", " + power + " and "
                            + minimumPrompts);
        }
        if (!(plausibleLoss > 0 && plausibleLoss <= 1)) {
            throw new IllegalArgumentException("plausibleLoss must be in (0, 1] but is " + plausibleLoss);
        }
    }

    /**
     * @param budget what was spent on a data set
     * @return what a person has to know when nothing can be tested on it any more
     */
    public Optional<String> spent(ErrorBudget budget) {
        return spending.nextLevel(budget) > 0
                ? Optional.empty()
                : Optional.of("the error budget of these prompts is spent: " + budget.tests()
                        + " candidates have been tested on them over all sessions, and one more could not be believed;"
                        + " nothing can be promoted on them any more, so give fresh prompts");
    }

    /**
     * @param validation the candidate's differences on validation prompts
     * @param training its differences on training prompts, of the same kind and not looked at by the gate for anything but their spread and
     *     promise; at least 30 units to be used
     * @param budget what was spent on this data set so far, by all sessions
     * @return the decision
     */
    public GateDecision judge(PairedDifferences validation, Optional<PairedDifferences> training, ErrorBudget budget) {
        int n = validation.prompts();
        double alpha = spending.nextLevel(budget);
        if (alpha == 0) {
            return new GateDecision.BudgetExhausted(n, budget);
        }
        PowerCheck check = new PowerCheck(power, minimumEffect, designEffect);
        PowerCheck.Plan plan = check.plan(validation, training);
        int units = Math.max(MINIMUM_UNITS, check.needed(plan, alpha));
        if (n < minimumPrompts || validation.size() < units) {
            int needed = Math.max(minimumPrompts, promptsFor(units, validation));
            return new GateDecision.Untestable(n, needed, plan.effect(), budget);
        }
        double p = new GainTest(plausibleLoss).pValue(validation, training, alpha);
        Moments m = validation.moments();
        GateDecision.Evidence evidence = new GateDecision.Evidence(m, p, alpha);
        ErrorBudget after = spending.spend(budget, alpha);
        return p <= alpha && m.mean() >= minimumEffect
                ? new GateDecision.Promoted(evidence, n, after)
                : new GateDecision.Rejected(evidence, n, after, minimumEffect);
    }

    /** Units into prompts: where groups are the units, in proportion. */
    private static int promptsFor(int units, PairedDifferences validation) {
        double promptsPerUnit = validation.size() == 0 ? 1 : (double) validation.prompts() / validation.size();
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(units * promptsPerUnit));
    }
}
