package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.ScoreHistory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** After 10,000 iterations a decision allocates no more than after 200, and takes no longer where it reads a window only. */
class FlatCostTest {
    private static final Set<String> READ_ALL = Set.of("patience", "prechelt_gl", "prechelt_pq");

    @Test
    void aDecisionCostsTheSameHoweverLongTheHistory() {
        TrainingHistory shorter = history(200);
        TrainingHistory longer = history(10_000);
        List<StoppingCriterion> all = new ArrayList<>(StoppingCriteria.builtIn().values());
        all.add(StoppingCriteria.recommended());
        for (StoppingCriterion criterion : all) {
            Cost few = cost(criterion, shorter);
            Cost many = cost(criterion, longer);
            // a copy of the scores alone would be 80,000 bytes
            assertThat(many.bytes()).as("bytes, " + criterion.name()).isLessThan(2 * few.bytes() + 2_000);
            if (!READ_ALL.contains(criterion.name())) {
                // generous, since the machine may be busy: reading everything would take fifty times as long
                assertThat(many.nanos()).as("time, " + criterion.name()).isLessThan(10 * few.nanos() + 20_000);
            }
        }
    }

    private record Cost(long bytes, long nanos) {}

    /** The least of many decisions, so that neither the compiler nor other processes count. */
    private static Cost cost(StoppingCriterion criterion, TrainingHistory history) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            long before = System.nanoTime();
            criterion.evaluate(history);
            nanos = Math.min(nanos, System.nanoTime() - before);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        return new Cost(bytes, nanos);
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
