package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.ScoreHistory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After 10,000 iterations a decision allocates no more than after 200. */
class FlatCostTest {
    @Test
    void aDecisionCostsTheSameHoweverLongTheHistory() {
        TrainingHistory shorter = history(200);
        TrainingHistory longer = history(10_000);
        List<StoppingCriterion> all = new ArrayList<>(StoppingCriteria.builtIn().values());
        all.add(StoppingCriteria.recommended());
        for (StoppingCriterion criterion : all) {
            long few = bytes(criterion, shorter);
            long many = bytes(criterion, longer);
            // a copy of the scores alone would be 80,000 bytes
            assertThat(many).as("bytes, " + criterion.name()).isLessThan(2 * few + 2_000);
        }
    }

    /** The least of many decisions, so that class loading does not count. */
    private static long bytes(StoppingCriterion criterion, TrainingHistory history) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            criterion.evaluate(history);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        return bytes;
    }

    private static TrainingHistory history(int n) {
        ScoreHistory history = new ScoreHistory();
        for (int i = 0; i < n; i++) {
            history.add(0.5 + 0.1 * Math.sin(i))
                    .losses(1 + Math.sin(i), 1 + Math.cos(i))
                    .regretBound(0.1);
        }
        return history.toHistory();
    }
}
