package dev.apes.engine.workflow;

import dev.apes.api.error.SessionStateException;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.IterationRecord;
import java.util.ArrayList;
import java.util.List;

/** Whether an iteration computed again is the one that was committed. What reads the clock is left out. */
final class Reproduction {
    private Reproduction() {}

    static void check(IterationRecord stored, IterationRecord again) {
        List<String> differences = differences(stored, again);
        if (!differences.isEmpty()) {
            throw new SessionStateException("iteration " + stored.iteration()
                    + ", computed again, differs from what is stored: " + String.join("; ", differences)
                    + ". An evaluator, rule or generator does not repeat itself, or was changed without another version;"
                    + " start a new session with --new");
        }
    }

    static List<String> differences(IterationRecord stored, IterationRecord again) {
        List<String> found = new ArrayList<>();
        IterationSummary a = stored.summary();
        IterationSummary b = again.summary();
        compare(
                found,
                "model accuracy",
                a.metrics().modelAccuracy(),
                b.metrics().modelAccuracy());
        compare(
                found,
                "rule effectiveness",
                a.metrics().ruleEffectiveness(),
                b.metrics().ruleEffectiveness());
        compare(
                found,
                "pattern coverage",
                a.metrics().patternCoverage(),
                b.metrics().patternCoverage());
        compare(found, "improvement", a.improvement(), b.improvement());
        compare(found, "evaluator calls", a.evaluatorCalls(), b.evaluatorCalls());
        compare(found, "training loss", a.trainingLoss(), b.trainingLoss());
        compare(found, "validation loss", a.validationLoss(), b.validationLoss());
        compare(found, "regret bound", a.regretBound(), b.regretBound());
        compare(found, "rules", stored.rules(), again.rules());
        compare(found, "gaps", stored.gaps(), again.gaps());
        compare(found, "strategy", stored.strategy(), again.strategy());
        compare(found, "generation", stored.generation(), again.generation());
        compare(found, "samples of the model", stored.modelSamples(), again.modelSamples());
        compare(found, "settings tried", stored.candidates(), again.candidates());
        compare(found, "gate tests", stored.gateTests(), again.gateTests());
        compare(found, "promotions", stored.promotions(), again.promotions());
        return found;
    }

    private static void compare(List<String> found, String what, Object stored, Object again) {
        if (!stored.equals(again)) {
            found.add(what + " " + shortened(stored) + " became " + shortened(again));
        }
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
