package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;

/** A pattern that a session of training knows. Rows without a session are others'. */
@Entity(name = "DiscoveredPattern")
@Table(name = "discovered_patterns")
@DynamicUpdate
public class PatternEntity {
    @Id
    @Column(name = "pattern_id")
    private UUID patternId;

    @Column(name = "improvement_session_id", updatable = false)
    private String sessionId;

    @Column(name = "rank")
    private Integer rank;

    @Column(name = "rule_id")
    private String ruleId;

    @Column(name = "pattern_name")
    private String name;

    @Column(name = "pattern_description")
    private String description;

    @Column(name = "pattern_rule")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String patternRule;

    @Column(name = "discovery_method")
    private String discoveryMethod;

    @Column(name = "effectiveness_score")
    private Double effectivenessScore;

    @Column(name = "confidence_interval")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String confidenceInterval;

    @Column(name = "validation_status")
    private String validationStatus;

    @Column(name = "discovered_at")
    private LocalDateTime discoveredAt;

    @Column(name = "validated_at")
    private LocalDateTime validatedAt;

    /** For Jakarta Persistence. */
    protected PatternEntity() {}

    /**
     * @param sessionId the session that knows it
     * @param ruleId the rule it is about
     * @param patternRule the pattern as JSON
     * @param now when it was found
     */
    public PatternEntity(String sessionId, String ruleId, String patternRule, LocalDateTime now) {
        this.patternId = UUID.randomUUID();
        this.sessionId = sessionId;
        this.ruleId = ruleId;
        this.patternRule = patternRule;
        this.discoveryMethod = "continuous_training";
        this.discoveredAt = now;
    }

    /** {@return its identity} */
    public UUID patternId() {
        return patternId;
    }

    /** {@return the pattern as JSON} */
    public String patternRule() {
        return patternRule;
    }

    /** @param newRank its place among the session's patterns, from 0 */
    public void rank(int newRank) {
        rank = newRank;
    }

    /** It is no pattern of the last iteration any more. */
    public void retire() {
        rank = null;
    }

    /**
     * @param newName what people call it
     * @param newDescription its conditions in words
     * @param lift mean gain where it holds over the rule's mean
     * @param interval of the lift as JSON
     * @param validated whether other prompts confirmed it
     */
    public void describe(String newName, String newDescription, double lift, String interval, boolean validated) {
        name = newName;
        description = newDescription;
        effectivenessScore = lift;
        confidenceInterval = interval;
        validationStatus = validated ? "validated" : "pending";
        validatedAt = validated ? discoveredAt : null;
    }
}
