package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** How good a committed model is. */
@Entity(name = "ModelPerformance")
@Table(name = "ml_model_performance")
public class ModelPerformanceEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Integer id;

    @Column(name = "model_version")
    private String version;

    @Column(name = "model_type")
    private String type;

    @Column(name = "accuracy_score")
    private Double accuracy;

    @Column(name = "training_data_size")
    private Integer trainingSize;

    @Column(name = "validation_data_size")
    private Integer validationSize;

    @Column(name = "hyperparameters")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String hyperparameters;

    @Column(name = "figures")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private String figures;

    @Column(name = "improvement_session_id")
    private String sessionId;

    @Column(name = "iteration")
    private Integer iteration;

    /** For Jakarta Persistence. */
    protected ModelPerformanceEntity() {}

    /**
     * @param sessionId the session that trained it
     * @param iteration in which
     * @param version at most 50 characters
     * @param type at most 50 characters
     * @param accuracy in [0, 1]
     */
    public ModelPerformanceEntity(String sessionId, int iteration, String version, String type, double accuracy) {
        this.sessionId = sessionId;
        this.iteration = iteration;
        this.version = version;
        this.type = type;
        this.accuracy = accuracy;
    }

    /**
     * @param training how many samples it learnt from
     * @param validation how many it was judged by
     * @param settings hyperparameters as JSON
     * @param furtherFigures further figures as JSON
     */
    public void describe(int training, int validation, String settings, String furtherFigures) {
        trainingSize = training;
        validationSize = validation;
        hyperparameters = settings;
        figures = furtherFigures;
    }
}
