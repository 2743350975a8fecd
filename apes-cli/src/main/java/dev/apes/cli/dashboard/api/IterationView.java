package dev.apes.cli.dashboard.api;

import dev.apes.api.gap.Gap;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.IterationRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An iteration with its reasons.
 *
 * @param iteration its number
 * @param best whether it was the best so far
 * @param strategy why and what it generated
 * @param reason why this strategy
 * @param gaps what lay below target, worst first
 * @param gateTests what the gate made of each candidate
 * @param stepSeconds how long each step took
 * @param notes what else a person should know
 */
record IterationView(
        int iteration,
        boolean best,
        String strategy,
        String reason,
        List<Gap> gaps,
        List<GateTestRecord> gateTests,
        Map<String, Double> stepSeconds,
        List<String> notes) {
    static IterationView of(IterationRecord record) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        record.stepTimes()
                .forEach((step, time) -> seconds.put(step.name().toLowerCase(Locale.ROOT), time.toMillis() / 1000.0));
        return new IterationView(
                record.iteration(),
                record.best(),
                record.strategy(),
                record.choice().explanation(),
                record.gaps().gaps(),
                record.gateTests(),
                seconds,
                record.notes());
    }
}
