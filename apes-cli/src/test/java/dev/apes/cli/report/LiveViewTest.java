package dev.apes.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.SessionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static final TrainingEvent STEP = new TrainingEvent.StepStarted(
            SampleSession.ID, 2, TrainingStep.OPTIMISE, Optional.of(new PerformanceMetrics(0.81, 0.56, 0.31, 100)));
    private static final TrainingEvent HALF =
            new TrainingEvent.StepProgress(SampleSession.ID, 2, TrainingStep.OPTIMISE, 5, 10);
    private static final TrainingEvent DONE = new TrainingEvent.StepFinished(
            SampleSession.ID, 2, TrainingStep.OPTIMISE, Duration.ofMillis(1234), "two candidates");
    private static final TrainingEvent PROMOTED = new TrainingEvent.Promoted(SampleSession.ID, SampleSession.PROMOTION);
    private static final TrainingEvent FINISHED = new TrainingEvent.SessionFinished(
            SampleSession.ID, SessionStatus.COMPLETED, "max_iterations", "Two were asked for.", Map.of());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plainLinesTellStepsPromotionsAndTheEnd() {
        PlainView view = new PlainView(out, true);
        for (TrainingEvent event : new TrainingEvent[] {STEP, HALF, DONE, PROMOTED, FINISHED}) {
            view.accept(event);
        }
        assertThat(printed()).isEqualTo("""
                        [2] 5/7 optimise rules: two candidates (1.2 s)
                        [1] promoted rule_a: threshold 0.7 -> 0.55; place end -> start; gain +0.0210 [+0.0120, +0.0300], n = 210, p = 4.0e-05 <= 0.0100
                        ended: max_iterations: Two were asked for.
                        """);
    }

    @Test
    void theBarShowsStepShareAndMetricsWithinItsWidth() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (BarView view = new BarView(out, 80, false, clock)) {
            view.accept(STEP);
            view.accept(HALF);
            assertThat(view.frame())
                    .isEqualTo("[2] 5/7 optimise rules         [####----]  50%   0s acc 0.81 eff 0.56 cov 0.31");
        }
    }

    @Test
    void theBarLeavesACleanLineAndColoursOnlyWhenAsked() {
        for (boolean colour : new boolean[] {true, false}) {
            bytes.reset();
            BarView view = new BarView(out, 80, colour, Clock.systemUTC());
            view.accept(STEP);
            view.accept(PROMOTED);
            view.accept(FINISHED);
            int length = bytes.size();
            view.accept(HALF);
            view.close();
            assertThat(bytes.size()).isEqualTo(length);
            assertThat(printed()).endsWith("\n");
            assertThat(printed().contains("\u001b[32m")).isEqualTo(colour);
        }
    }
}
