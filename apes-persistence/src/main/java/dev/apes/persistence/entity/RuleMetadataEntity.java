package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;

/** A rule as its owner has it. Training changes its parameters and raises their version, nothing else. */
@Entity(name = "RuleMetadata")
@Table(name = "rule_metadata")
@DynamicUpdate
public class RuleMetadataEntity {
    @Id
    @Column(name = "rule_id", length = 50)
    private String ruleId;

    @Column(name = "rule_name", updatable = false)
    private String ruleName;

    @Column(name = "default_parameters")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String defaultParameters;

    @Column(name = "rule_version", length = 20)
    private String ruleVersion;

    @Column(name = "enabled")
    private Boolean enabled;

    @Column(name = "base_rule_id", updatable = false)
    private String baseRuleId;

    /** For Jakarta Persistence. */
    protected RuleMetadataEntity() {}

    /** {@return its identity} */
    public String ruleId() {
        return ruleId;
    }

    /** {@return what people call it} */
    public String ruleName() {
        return ruleName;
    }

    /** {@return its parameters in force as JSON, or null} */
    public String defaultParameters() {
        return defaultParameters;
    }

    /** {@return version of its parameters, or null} */
    public String ruleVersion() {
        return ruleVersion;
    }

    /** {@return whether it was made of another rule} */
    public boolean derived() {
        return baseRuleId != null;
    }

    /** {@return whether it may be used} */
    public boolean enabled() {
        return !Boolean.FALSE.equals(enabled);
    }

    /** Takes a derived rule out of force; its parameters stay for whoever switches it on again. */
    public void switchOff() {
        enabled = false;
    }

    /**
     * Puts parameters in force.
     *
     * @param parameters as JSON
     * @param version their version
     */
    public void putInForce(String parameters, String version) {
        defaultParameters = parameters;
        ruleVersion = version;
    }
}
