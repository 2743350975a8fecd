package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** What resuming behind an iteration needs. */
@Entity(name = "TrainingCheckpoint")
@Table(name = "training_checkpoints")
public class CheckpointEntity {
    @EmbeddedId
    private IterationId id;

    @Column(name = "format")
    private int format;

    @Column(name = "state")
    private byte[] state;

    @Column(name = "compressed")
    private boolean compressed;

    @Column(name = "sha256")
    private byte[] sha256;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Jakarta Persistence. */
    protected CheckpointEntity() {}

    /**
     * @param id session and iteration
     * @param format version of the layout
     * @param state the bytes, compressed or not
     * @param compressed whether they are
     * @param sha256 digest of format and uncompressed bytes
     * @param createdAt when it is committed
     */
    public CheckpointEntity(
            IterationId id, int format, byte[] state, boolean compressed, byte[] sha256, Instant createdAt) {
        this.id = id;
        this.format = format;
        this.state = state;
        this.compressed = compressed;
        this.sha256 = sha256;
        this.createdAt = createdAt;
    }
}
