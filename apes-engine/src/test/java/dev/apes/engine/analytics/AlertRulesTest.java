package dev.apes.engine.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    @Test
    void aFallBeyondNoiseIsARegression() {
        double[] scores = new double[30];
        Arrays.setAll(scores, i -> (i < 22 ? 0.6 : 0.5) + (i % 3) * 0.002);
        Alert alert = AlertRules.regression(scores, 101).orElseThrow();
        assertThat(alert.kind()).isEqualTo("regression");
        assertThat(alert.figures().get("bestIteration")).isBetween(105.0, 122.0);
        assertThat(alert.message()).contains("0.50", "0.60");
        assertThat(AlertRules.regression(Arrays.copyOf(scores, 19), 1)).isEmpty();
    }

    @Test
    void noiseAloneHardlyEverIs() {
        int alarms = 0;
        for (int session = 0; session < 200; session++) {
            RandomGenerator random = new java.util.SplittableRandom(session);
            double[] scores = new double[100];
            Arrays.setAll(scores, i -> 0.6 + 0.02 * random.nextGaussian());
            alarms += AlertRules.regression(scores, 1).isPresent() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    @Test
    void aFlatScoreWithoutPromotionsIsAStall() {
        double[] flat = new double[25];
        Arrays.setAll(flat, i -> 0.6 + (i % 2) * 0.001);
        int[] none = new int[25];
        assertThat(AlertRules.stall(flat, none).orElseThrow().message()).contains("20 iterations");
        int[] one = new int[25];
        one[20] = 1;
        assertThat(AlertRules.stall(flat, one)).isEmpty();
        double[] rising = new double[25];
        Arrays.setAll(rising, i -> 0.5 + 0.002 * i);
        assertThat(AlertRules.stall(rising, none)).isEmpty();
        assertThat(AlertRules.stall(Arrays.copyOf(flat, 10), new int[10])).isEmpty();
    }

    @Test
    void heartbeatAndDisk() {
        Duration beat = Duration.ofSeconds(10);
        assertThat(AlertRules.heartbeat(Duration.ofSeconds(59), beat, true)).isEmpty();
        assertThat(AlertRules.heartbeat(Duration.ofSeconds(61), beat, true)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Alert.Severity.WARNING);
        assertThat(AlertRules.heartbeat(Duration.ofSeconds(5), beat, false)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Alert.Severity.CRITICAL);
        assertThat(AlertRules.disk("/data", 2L << 30, 100L << 30)).isEmpty();
        assertThat(AlertRules.disk("/data", 1L << 29, 4L << 30))
                .as("a small disk")
                .isEmpty();
        assertThat(AlertRules.disk("/data", 1L << 29, 100L << 30).orElseThrow().severity())
                .isEqualTo(Alert.Severity.WARNING);
        assertThat(AlertRules.disk("/data", 1L << 20, 1L << 30).orElseThrow().message())
                .startsWith("1 MiB are left of 1024 under /data");
    }
}
