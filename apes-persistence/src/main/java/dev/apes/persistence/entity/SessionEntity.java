package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A row of the one session table; {@code session_type} tells whose. */
@Entity(name = "Session")
@Table(name = "improvement_sessions")
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "session_type", length = 30)
@DynamicUpdate
public abstract class SessionEntity {
    @Id
    @Column(name = "session_id", length = 100)
    private String sessionId;

    @Column(name = "status", length = 20)
    private String status;

    /** For Jakarta Persistence. */
    protected SessionEntity() {}

    /** {@return its identity} */
    public String sessionId() {
        return sessionId;
    }

    /** {@return its stored state, in lower case} */
    public String status() {
        return status;
    }
}
