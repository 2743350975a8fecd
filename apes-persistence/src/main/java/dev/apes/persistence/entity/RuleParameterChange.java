package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** One change of a rule's parameters, with its evidence and the way back. */
@Entity(name = "RuleParameterChange")
@Table(name = "rule_parameter_history")
public class RuleParameterChange {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Long id;

    @Column(name = "rule_id")
    private String ruleId;

    @Column(name = "kind")
    private String kind;

    @Column(name = "session_id")
    private String sessionId;

    @Column(name = "iteration")
    private Integer iteration;

    @Column(name = "before_parameters")
    @ColumnTransformer(write = "cast(? as json)")
    private String beforeParameters;

    @Column(name = "after_parameters")
    @ColumnTransformer(write = "cast(? as json)")
    private String afterParameters;

    @Column(name = "version_before")
    private String versionBefore;

    @Column(name = "version_after")
    private String versionAfter;

    @Column(name = "effect")
    private Double effect;

    @Column(name = "effect_low")
    private Double effectLow;

    @Column(name = "effect_high")
    private Double effectHigh;

    @Column(name = "standardized_effect")
    private Double standardizedEffect;

    @Column(name = "p_value")
    private Double pValue;

    @Column(name = "alpha")
    private Double alpha;

    @Column(name = "prompts")
    private Integer prompts;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Jakarta Persistence. */
    protected RuleParameterChange() {}

    /**
     * @param kind {@code promotion} or {@code rollback}
     * @param ruleId the rule
     * @param sessionId the session of the promotion
     * @param iteration its iteration
     * @param createdAt when
     */
    public RuleParameterChange(String kind, String ruleId, String sessionId, int iteration, Instant createdAt) {
        this.kind = kind;
        this.ruleId = ruleId;
        this.sessionId = sessionId;
        this.iteration = iteration;
        this.createdAt = createdAt;
    }

    /**
     * @param before parameters before it as JSON
     * @param after parameters after it as JSON
     * @param fromVersion version before it, or null
     * @param toVersion version after it, or null
     */
    public void change(String before, String after, String fromVersion, String toVersion) {
        beforeParameters = before;
        afterParameters = after;
        versionBefore = fromVersion;
        versionAfter = toVersion;
    }

    /**
     * @param mean effect
     * @param low lower end of its interval
     * @param high upper end of its interval
     * @param standardized effect in standard deviations
     * @param p one-sided p-value
     * @param level it had to pass
     * @param n how many prompts
     */
    public void evidence(double mean, double low, double high, double standardized, double p, double level, int n) {
        effect = mean;
        effectLow = low;
        effectHigh = high;
        standardizedEffect = standardized;
        pValue = p;
        alpha = level;
        prompts = n;
    }
}
