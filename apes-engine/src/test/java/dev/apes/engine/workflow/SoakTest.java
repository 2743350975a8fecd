package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.engine.Apes;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many iterations of next to no work: neither their time nor the heap may grow with their number. Runs as a program, too. */
@Tag("slow")
class SoakTest {
    private static final int WARM_UP = 200;
    private static final int WINDOW = 100;

    @Test
    void theLastIterationsCostWhatTheFirstDid() throws InterruptedException {
        Figures figures = run(2_000);
        assertThat(figures.ratio).isLessThan(1.5);
        assertThat(figures.heapMiB).isLessThan(200);
    }

    private record Figures(double ratio, long heapMiB) {}

    /**
     * @param arguments number of iterations
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        run(Integer.parseInt(arguments[0]));
    }

    private static Figures run(int iterations) throws InterruptedException {
        List<Long> ends = new ArrayList<>();
        TrainingRequest request = TrainingRequest.builder()
                .prompts(Prompts.some(40, 5))
                .evaluator("noise")
                .generatedRows(0)
                .settingsPerRule(2)
                .patience(Integer.MAX_VALUE)
                .stopping("max_iterations:limit=" + iterations)
                .targets(new MetricTargets(1, 1, 1, Map.of()))
                .threads(1)
                .build();
        try (TrainingEngine engine = Apes.builder()
                .pluginClassLoader(null)
                .rule(new TwoSidedRule())
                .evaluator(Judges.noise())
                .stoppingCriterion(new dev.apes.engine.stopping.MaxIterations())
                .gapAnalyzer(new NeverContent())
                .store(new InMemorySessionStore())
                .build()) {
            TrainingReport report = engine.start(request, e -> {
                        if (e instanceof TrainingEvent.IterationCommitted c) {
                            ends.add(System.nanoTime());
                            if (c.record().iteration() % 500 == 0) {
                                System.out.printf(
                                        Locale.ROOT,
                                        "iteration %d: %d MiB in use%n",
                                        c.record().iteration(),
                                        heap());
                            }
                        }
                    })
                    .await();
            assertThat(report.iterationCount()).isEqualTo(ends.size());
            assertThat(report.iterations()).hasSizeLessThanOrEqualTo(Course.KEPT + 1);
            double first = mean(ends, Math.min(WARM_UP, ends.size() / 4));
            double last = mean(ends, ends.size() - 1 - WINDOW);
            Figures figures = new Figures(last / first, heap());
            System.out.printf(
                    Locale.ROOT,
                    "%d iterations (%s): %.2f ms each at first, %.2f ms at last, ratio %.2f; %d MiB in use%n",
                    ends.size(),
                    report.stopExplanation(),
                    first,
                    last,
                    figures.ratio,
                    figures.heapMiB);
            return figures;
        }
    }

    /** Sees the same gap for ever. */
    private static final class NeverContent implements GapAnalyzer {
        @Override
        public String name() {
            return "never_content";
        }

        @Override
        public GapReport analyze(GapContext context) {
            return new GapReport(List.of(new Gap(
                    Gap.Kind.RULE_EFFECTIVENESS,
                    TwoSidedRule.ID,
                    0.5,
                    1,
                    0.5,
                    0.5,
                    0.1,
                    0.5,
                    OptionalDouble.empty(),
                    0,
                    false,
                    "for ever")));
        }
    }

    /** Milliseconds per iteration over a window. */
    private static double mean(List<Long> ends, int from) {
        int to = Math.min(ends.size() - 1, from + WINDOW);
        return (ends.get(to) - ends.get(from)) / 1e6 / (to - from);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() >> 20;
    }
}
