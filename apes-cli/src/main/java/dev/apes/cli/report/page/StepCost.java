package dev.apes.cli.report.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.TrainingStep;
import dev.apes.api.store.IterationRecord;
import dev.apes.cli.report.Json;
import dev.apes.cli.report.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one step took over a session.
 *
 * @param step which
 * @param time of all iterations
 * @param share of the time of all steps, in [0, 1]
 * @param calls evaluator calls of all iterations; empty where one of them did not record any
 */
record StepCost(TrainingStep step, Duration time, double share, OptionalLong calls) {
    /** In the order of the steps; those that never ran are left out. */
    static List<StepCost> of(List<IterationRecord> iterations) {
        Map<TrainingStep, Duration> sums = new EnumMap<>(TrainingStep.class);
        iterations.forEach(i -> i.stepTimes().forEach((step, time) -> sums.merge(step, time, Duration::plus)));
        double all = sums.values().stream().mapToLong(Duration::toNanos).sum();
        List<StepCost> costs = new ArrayList<>();
        sums.forEach((step, time) ->
                costs.add(new StepCost(step, time, all > 0 ? time.toNanos() / all : 0, calls(step, iterations))));
        return costs;
    }

    private static OptionalLong calls(TrainingStep step, List<IterationRecord> iterations) {
        return iterations.stream().allMatch(i -> i.stepCalls().containsKey(step))
                ? OptionalLong.of(iterations.stream()
                        .mapToLong(i -> i.stepCalls().get(step))
                        .sum())
                : OptionalLong.empty();
    }

    static void write(List<IterationRecord> iterations, Page.Draft page) {
        List<StepCost> costs = of(iterations);
        if (costs.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        costs.forEach(c -> rows.add(row(
                c.step.ordinal() + 1 + " " + c.name().replace('_', ' '),
                c.time,
                Numbers.percent(c.share),
                c.calls,
                iterations)));
        boolean counted = costs.stream().allMatch(c -> c.calls.isPresent());
        rows.add(row(
                "all",
                costs.stream().map(StepCost::time).reduce(Duration.ZERO, Duration::plus),
                "",
                counted
                        ? OptionalLong.of(costs.stream()
                                .mapToLong(c -> c.calls.getAsLong())
                                .sum())
                        : OptionalLong.empty(),
                iterations));
        page.heading("Time and cost")
                .text("Calls are those of the evaluator; scoring the holdout at the start and at the end comes on top.")
                .add(new Block.Grid(
                        List.of("step", "time in all", "per iteration", "share of time", "calls"), rows, 1));
    }

    private static List<String> row(
            String name, Duration time, String share, OptionalLong calls, List<IterationRecord> iterations) {
        return List.of(
                name,
                Numbers.seconds(time),
                Numbers.seconds(time.dividedBy(iterations.size())),
                share,
                calls.isPresent() ? String.format(Locale.ROOT, "%,d", calls.getAsLong()) : "-");
    }

    private String name() {
        return step.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode node() {
        ObjectNode node = Json.object()
                .put("step", name())
                .put("seconds", Json.seconds(time))
                .put("shareOfTime", share);
        calls.ifPresentOrElse(n -> node.put("evaluatorCalls", n), () -> node.putNull("evaluatorCalls"));
        return node;
    }
}
