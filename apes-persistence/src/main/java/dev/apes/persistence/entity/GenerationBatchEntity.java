package dev.apes.persistence.entity;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** What one iteration generated. */
@Entity(name = "GenerationBatch")
@Table(name = "generation_batches")
public class GenerationBatchEntity {
    @EmbeddedId
    @AttributeOverride(name = "sessionId", column = @Column(name = "improvement_session_id"))
    private IterationId id;

    @Column(name = "method")
    private String method;

    @Column(name = "strategy")
    private String strategy;

    @Column(name = "rows_requested")
    private int rowsRequested;

    @Column(name = "prompts_accepted")
    private int promptsAccepted;

    @Column(name = "rejected")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String rejected;

    @Column(name = "difficulty")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String difficulty;

    @Column(name = "duration_seconds")
    private Double durationSeconds;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Jakarta Persistence. */
    protected GenerationBatchEntity() {}

    /**
     * @param id session and iteration
     * @param method the generator's name
     * @param strategy why
     * @param durationSeconds how long the step took, or null
     * @param createdAt when it is committed
     */
    public GenerationBatchEntity(
            IterationId id, String method, String strategy, Double durationSeconds, Instant createdAt) {
        this.id = id;
        this.method = method;
        this.strategy = strategy;
        this.durationSeconds = durationSeconds;
        this.createdAt = createdAt;
    }

    /**
     * @param requested rows asked for
     * @param accepted prompts kept
     * @param reasons how many were dropped by reason, as JSON
     * @param levels how many are of each difficulty, as JSON
     */
    public void count(int requested, int accepted, String reasons, String levels) {
        rowsRequested = requested;
        promptsAccepted = accepted;
        rejected = reasons;
        difficulty = levels;
    }
}
