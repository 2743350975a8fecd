package dev.apes.persistence.entity;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A committed iteration. */
@Entity(name = "Iteration")
@Table(name = "training_iterations")
public class IterationEntity {
    /** The name under which the mapping knows the session's column; a table of an earlier program has another. */
    public static final String SESSION_COLUMN = "iteration_session_id";

    @EmbeddedId
    @AttributeOverride(name = "sessionId", column = @Column(name = SESSION_COLUMN))
    private IterationId id;

    @Column(name = "workflow_id")
    private String workflowId;

    @Column(name = "performance_metrics")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String performanceMetrics;

    @Column(name = "rule_optimizations")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String ruleOptimizations;

    @Column(name = "synthetic_data_generated")
    private Integer syntheticDataGenerated;

    @Column(name = "duration_seconds")
    private Double durationSeconds;

    @Column(name = "improvement_score")
    private Double improvementScore;

    @Column(name = "evaluator_calls")
    private Long evaluatorCalls;

    @Column(name = "promotions")
    private Integer promotions;

    @Column(name = "strategy")
    private String strategy;

    @Column(name = "record")
    @ColumnTransformer(write = "cast(? as json)")
    private String record;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Jakarta Persistence. */
    protected IterationEntity() {}

    /**
     * @param id session and number
     * @param createdAt when it is committed
     */
    public IterationEntity(IterationId id, Instant createdAt) {
        this.id = id;
        this.workflowId = id.sessionId() + "/" + id.iteration();
        this.createdAt = createdAt;
    }

    /** {@return session and number} */
    public IterationId id() {
        return id;
    }

    /** {@return the whole iteration as JSON} */
    public String record() {
        return record;
    }

    /**
     * @param metrics as JSON
     * @param optimizations promotions and gate tests as JSON
     * @param whole the iteration as JSON
     */
    public void describe(String metrics, String optimizations, String whole) {
        performanceMetrics = metrics;
        ruleOptimizations = optimizations;
        record = whole;
    }

    /**
     * @param strategyUsed why it generated what it generated
     * @param generated how many prompts it kept
     * @param seconds how long it took
     * @param improvement its deciding improvement
     * @param calls evaluator calls of the session up to its end
     * @param promoted how many candidates became incumbents
     */
    public void count(
            String strategyUsed, int generated, double seconds, double improvement, long calls, int promoted) {
        strategy = strategyUsed;
        syntheticDataGenerated = generated;
        durationSeconds = seconds;
        improvementScore = improvement;
        evaluatorCalls = calls;
        promotions = promoted;
    }
}
