package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A data set and whose error budget it spends from. Written in bulk by plain JDBC. */
@Entity(name = "TrainingDataSet")
@Table(name = "training_data_sets")
public class DataSetEntity {
    @Id
    @Column(name = "data_key")
    private String dataKey;

    @Column(name = "budget_family")
    private String budgetFamily;

    /** For Jakarta Persistence. */
    protected DataSetEntity() {}

    /** {@return fingerprint of the data set} */
    public String dataKey() {
        return dataKey;
    }

    /** {@return the data set whose error budget it shares} */
    public String budgetFamily() {
        return budgetFamily;
    }
}
