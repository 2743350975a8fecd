package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.engine.model.Calibration;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.promotion.PairedDifferences;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final PairedDifferences CHANGED = PairedDifferences.of(new double[] {0.1, 0.3, 0.2, 0.2});

    private static double gain(double accuracy, double seenAccuracy) {
        return Selection.gain(
                CHANGED,
                10,
                new CrossValidation(accuracy, 0, 1, 9, 0.5, seenAccuracy, 0, 0, 9, Map.of(), Calibration.NONE));
    }

    @Test
    void countsOverAllPromptsAndOnlyAsFarAsTheModelHoldsOnUnseenOnes() {
        // 0.2 on 4 of 10 prompts
        assertThat(gain(0.9, 0.9)).isCloseTo(0.08, within(1e-12));
        assertThat(gain(0.6, 0.9)).isCloseTo(0.02, within(1e-12));
        assertThat(gain(0.5, 0.9)).isZero();
        assertThat(gain(0.4, 0.9)).isZero();
        assertThat(gain(0.95, 0.9)).isCloseTo(0.08, within(1e-12));
        assertThat(gain(0, 0.5)).isZero();
    }
}
