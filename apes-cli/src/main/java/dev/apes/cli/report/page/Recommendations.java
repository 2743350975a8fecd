package dev.apes.cli.report.page;

import dev.apes.api.HoldoutResult;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.StoredSelection;
import dev.apes.cli.report.Kept;
import dev.apes.cli.status.SessionView;
import dev.apes.engine.analytics.Trend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a person could do next, each with the figures that say so. */
final class Recommendations {
    /** (z(0.975) + z(0.8)) / z(0.975): from the half width of a 95 % interval to the effect found with 80 % power. */
    private static final double POWER = (1.959963984540054 + 0.8416212335729143) / 1.959963984540054;

    private static final Set<String> LIMITS =
            Set.of("max_iterations", "time_limit", "evaluation_budget", "user", "signal");

    /** Where a session's stored configuration names the selection of rules that it began with. */
    private static final String SELECTION_AT_START = "start.selection";

    private Recommendations() {}

    static List<String> of(SessionView view, Kept kept) {
        List<String> advice = new ArrayList<>();
        if (view.condition().cutOff()) {
            advice.add("The session was cut off: '" + kept.command("train --resume " + view.shortId())
                    + "' goes on with it.");
        }
        view.session().end().flatMap(SessionEnd::holdout).ifPresent(h -> holdout(h, advice));
        List<IterationRecord> iterations = view.iterations();
        if (iterations.isEmpty()) {
            return advice;
        }
        course(view, kept, advice);
        gate(iterations, advice);
        generation(iterations, advice);
        boolean selects = view.session().configuration().containsKey(SELECTION_AT_START)
                || iterations.stream()
                        .flatMap(i -> i.promotions().stream())
                        .anyMatch(p -> p.id().ruleId().equals(StoredSelection.RULE_ID));
        // a proven selection leaves rules out where they hurt
        if (!selects) {
            rules(iterations.get(iterations.size() - 1), view.session().initialParameters(), advice);
        }
        if (advice.isEmpty()) {
            advice.add("Nothing calls for action. The figures are those of '"
                    + view.session().evaluator().name()
                    + "': read a few of the prompts above yourself before you rely on them.");
        }
        return advice;
    }

    private static void holdout(HoldoutResult h, List<String> advice) {
        if (h.high() < 0) {
            advice.add(
                    "The holdout got worse: do not use these parameters. Roll the promotions back (TrainingEngine.rollback), or"
                            + " start anew with '--start-from' the earlier ones.");
        } else if (h.low() <= 0 && h.difference() > 0) {
            double half = (h.high() - h.low()) / 2;
            double factor = POWER * half / h.difference();
            double needed = Math.ceil(h.prompts() * factor * factor);
            advice.add(String.format(
                    Locale.ROOT,
                    "The holdout shows no difference. If the true one is the %+.4f seen, about %,.0f holdout prompts (%,.0f in all)"
                            + " would show it with 80 %% power; there are %d.",
                    h.difference(),
                    needed,
                    5 * needed,
                    h.prompts()));
        }
    }

    private static void course(SessionView view, Kept kept, List<String> advice) {
        double[] scores = view.iterations().stream()
                .filter(i -> i.summary().metrics().modelAccuracy() > 0)
                .mapToDouble(SessionKpis::score)
                .toArray();
        String reason = view.session().stopReason().orElse("");
        if (scores.length >= Trend.FEWEST && LIMITS.contains(reason)) {
            double[] recent = java.util.Arrays.copyOfRange(scores, Math.max(0, scores.length - 20), scores.length);
            Trend trend = Trend.ofSeries(recent);
            if (trend.direction() == Trend.Direction.RISING) {
                advice.add(String.format(
                        Locale.ROOT,
                        "It ended by %s while the score still rose by %.5f an iteration: give it more (%s).",
                        reason,
                        trend.slope().estimate(),
                        kept.command("train -i …")));
            }
        }
    }

    private static void gate(List<IterationRecord> iterations, List<String> advice) {
        Map<String, GateTestRecord> last = new LinkedHashMap<>();
        iterations.forEach(i -> i.gateTests().forEach(t -> last.put(t.ruleId(), t)));
        int needed = 0;
        List<String> untestable = new ArrayList<>();
        boolean spent = false;
        for (GateTestRecord test : last.values()) {
            if (test.outcome() == GateTestRecord.Outcome.UNTESTABLE) {
                untestable.add(test.ruleId());
                needed = Math.max(needed, test.needed());
            }
            spent |= test.outcome() == GateTestRecord.Outcome.BUDGET_SPENT;
        }
        if (!untestable.isEmpty()) {
            advice.add("There were too few validation prompts to test candidates of " + String.join(", ", untestable)
                    + (needed > 0 ? ": up to " + needed + " that a candidate changes are needed" : "")
                    + ". More prompts (a fifth of them validate) make them testable.");
        }
        if (spent) {
            advice.add(
                    "The error budget of these prompts is spent: fresh prompts are needed before anything more can be proven.");
        }
    }

    private static void generation(List<IterationRecord> iterations, List<String> advice) {
        long asked = 0;
        long kept = 0;
        for (IterationRecord i : iterations) {
            asked += i.generation().rowsRequested();
            kept += i.generation().promptsAccepted();
        }
        if (asked >= 200 && kept < 0.2 * asked) {
            advice.add(String.format(
                    Locale.ROOT,
                    "Only %,d of %,d generated rows became a prompt (%.0f %%): '--rows 0' saves their labels, or another '--generator'"
                            + " may fit these prompts better.",
                    kept,
                    asked,
                    100.0 * kept / asked));
        }
    }

    private static void rules(IterationRecord last, Map<String, ParameterValues> known, List<String> advice) {
        List<String> harmful = new ArrayList<>();
        last.rules().stream()
                .filter(rule -> known.containsKey(rule.ruleId()) && rule.prompts() > 1)
                .filter(rule -> rule.meanGain() + 1.96 * rule.gainDeviation() / Math.sqrt(rule.prompts()) < 0)
                .forEach(rule -> harmful.add(String.format(Locale.ROOT, "%s (%+.4f)", rule.ruleId(), rule.meanGain())));
        if (!harmful.isEmpty()) {
            advice.add("By itself, " + String.join(", ", harmful)
                    + " makes validation prompts worse on average, and no better setting was proven: consider to disable it"
                    + " (rule_metadata.enabled).");
        }
    }
}
