package dev.apes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.error.StepFailedException;
import dev.apes.api.error.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityAndReportTest {
    @Test
    void sessionIdsAreSafeInFilesAndTables() {
        assertThat(new SessionId("a-B_9").toString()).isEqualTo("a-B_9");
        for (String bad : List.of("", "a b", "a/b", "é", "a".repeat(101), "../x", "a;")) {
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> new SessionId(bad));
        }
        assertThat(SessionId.random()).isNotEqualTo(SessionId.random());
        assertThatIllegalArgumentException().isThrownBy(() -> new PromotionId(SessionId.random(), "rule", 0));
    }

    @Test
    void dataMustBeAccountedFor() {
        assertThat(new DataSummary("file", 10, 1, 2, 4, 2, 1).given()).isEqualTo(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSummary("file", 10, 0, 2, 4, 2, 1))
                .withMessageContaining("10 prompts given");
    }

    @Test
    void theHoldoutDifferenceIsEndMinusStart() {
        assertThat(new HoldoutResult("all", 20, 5, 0.4, 0.5, 0.53, 0.01, 0.05).difference())
                .isCloseTo(0.03, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldoutResult("all", 20, 21, 0.4, 0.5, 0.53, 0.01, 0.05))
                .withMessageContaining("differing");
    }

    @Test
    void trainingCanStartUnlessAPhaseIsBlocked() {
        assertThat(report(InitializationReport.Outcome.OK, InitializationReport.Outcome.WARNING)
                        .ready())
                .isTrue();
        assertThat(report(InitializationReport.Outcome.DONE, InitializationReport.Outcome.BLOCKED)
                        .ready())
                .isFalse();
    }

    private static InitializationReport report(InitializationReport.Outcome... outcomes) {
        return new InitializationReport(Arrays.stream(outcomes)
                .map(o -> new InitializationReport.PhaseResult("phase", o, List.of(), Duration.ZERO))
                .toList());
    }

    @Test
    void stepsAreNumberedFromOneToSeven() {
        assertThat(TrainingStep.values()).extracting(TrainingStep::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(TrainingStep.values())
                .extracting(s -> s.defaultTimeout().toSeconds())
                .containsExactly(300L, 180L, 600L, 1200L, 400L, 300L, 120L);
    }

    @Test
    void cancellationThrowsOnlyWhenAskedFor() {
        Cancellation.NONE.throwIfCancelled();
        Cancellation cancelled = () -> true;
        assertThatThrownBy(cancelled::throwIfCancelled).isInstanceOf(CancelledException.class);
    }

    @Test
    void errorsCarryTheirData() {
        InvalidInputException input = new InvalidInputException("--threshold", "must be a number but is 'x'");
        assertThat(input).hasMessage("--threshold: must be a number but is 'x'").isInstanceOf(ApesException.class);
        assertThat(input.subject()).isEqualTo("--threshold");

        IllegalStateException cause = new IllegalStateException("boom");
        PluginException plugin = new PluginException("evaluator", "mine", "threw boom", cause);
        assertThat(plugin).hasMessage("The evaluator 'mine' threw boom").hasCause(cause);
        assertThat(plugin.kind() + plugin.plugin()).isEqualTo("evaluatormine");

        StepFailedException late = new StepFailedException(TrainingStep.TRAIN, 3, true, "1200 s are over", null);
        assertThat(late).hasMessage("Step 'train incrementally' of iteration 3 timed out: 1200 s are over");
        assertThat(late.step()).isEqualTo(TrainingStep.TRAIN);
        assertThat(late.iteration()).isEqualTo(3);
        assertThat(late.timedOut()).isTrue();
        assertThat(new StoreException("disk full", cause)).hasCause(cause);
    }
}
