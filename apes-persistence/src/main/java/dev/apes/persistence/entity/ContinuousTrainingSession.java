package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/** A session of continuous training. */
@Entity(name = "ContinuousTrainingSession")
@DiscriminatorValue("continuous_training")
public class ContinuousTrainingSession extends SessionEntity {
    @Column(name = "data_key", updatable = false)
    private String dataKey;

    @Column(name = "total_iterations")
    private Integer totalIterations;

    @Column(name = "evaluator_calls")
    private Long evaluatorCalls;

    @Column(name = "performance_history")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String performanceHistory;

    @Column(name = "best_performance")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String bestPerformance;

    @Column(name = "lease_token", updatable = false)
    private UUID leaseToken;

    /** For Jakarta Persistence. */
    protected ContinuousTrainingSession() {}

    /** {@return fingerprint of its prompts} */
    public String dataKey() {
        return dataKey;
    }

    /** {@return how many iterations are committed} */
    public int totalIterations() {
        return totalIterations == null ? 0 : totalIterations;
    }

    /** {@return drawn by the process that took the session last} */
    public UUID leaseToken() {
        return leaseToken;
    }

    /** {@return the last scores, a JSON array, or null} */
    public String performanceHistory() {
        return performanceHistory;
    }

    /**
     * Counts an iteration.
     *
     * @param iteration its number
     * @param calls evaluator calls so far
     * @param history the last scores, a JSON array
     * @param best the best metrics so far as JSON, or null to leave them
     */
    public void committed(int iteration, long calls, String history, String best) {
        totalIterations = iteration;
        evaluatorCalls = calls;
        performanceHistory = history;
        bestPerformance = best == null ? bestPerformance : best;
    }
}
