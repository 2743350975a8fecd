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

/**
 * What one step took over a session.
 *
 * @param step which
 * @param time of all iterations
 * @param share of the time of all steps, in [0, 1]
 */
record StepCost(TrainingStep step, Duration time, double share) {
    /** In the order of the steps; those that never ran are left out. */
    static List<StepCost> of(List<IterationRecord> iterations) {
        Map<TrainingStep, Duration> sums = new EnumMap<>(TrainingStep.class);
        iterations.forEach(i -> i.stepTimes().forEach((step, time) -> sums.merge(step, time, Duration::plus)));
        double all = sums.values().stream().mapToLong(Duration::toNanos).sum();
        List<StepCost> costs = new ArrayList<>();
        sums.forEach((step, time) -> costs.add(new StepCost(step, time, all > 0 ? time.toNanos() / all : 0)));
        return costs;
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
                iterations)));
        rows.add(row("all", costs.stream().map(StepCost::time).reduce(Duration.ZERO, Duration::plus), "", iterations));
        page.heading("Time and cost")
                .add(new Block.Grid(List.of("step", "time in all", "per iteration", "share of time"), rows, 1));
    }

    private static List<String> row(String name, Duration time, String share, List<IterationRecord> iterations) {
        return List.of(name, Numbers.seconds(time), Numbers.seconds(time.dividedBy(iterations.size())), share);
    }

    private String name() {
        return step.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode node() {
        return Json.object()
                .put("step", name())
                .put("seconds", Json.seconds(time))
                .put("shareOfTime", share);
    }
}
