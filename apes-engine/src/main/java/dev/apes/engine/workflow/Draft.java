package dev.apes.engine.workflow;

import dev.apes.api.TrainingStep;
import dev.apes.api.gap.GapReport;
import dev.apes.api.store.IterationRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An iteration in the making: each step adds what it found. Dropped as a whole if the iteration does not reach its commit. */
final class Draft {
    final int iteration;
    final SessionState state;
    final long startedAt;
    final long callsBefore;
    final Map<TrainingStep, Duration> times;
    final Map<TrainingStep, Long> calls = new EnumMap<>(TrainingStep.class);
    final List<String> notes = new ArrayList<>();

    Assessment assessment;
    GapReport gaps;
    Generated generated;
    Learned learned;
    Searched searched;
    Validated validated;
    IterationRecord committed;
    HoldoutScoring holdout;

    Draft(int iteration, SessionState state, long startedAt, long callsBefore, Map<TrainingStep, Duration> times) {
        this.iteration = iteration;
        this.state = state;
        this.startedAt = startedAt;
        this.callsBefore = callsBefore;
        this.times = times;
    }
}
