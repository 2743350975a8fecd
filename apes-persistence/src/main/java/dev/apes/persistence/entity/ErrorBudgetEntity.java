package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What sessions on the same prompts have spent of the chance of a false promotion. */
@Entity(name = "ErrorBudget")
@Table(name = "training_error_budgets")
public class ErrorBudgetEntity {
    @Id
    @Column(name = "budget_family")
    private String budgetFamily;

    @Column(name = "tests")
    private int tests;

    @Column(name = "spent")
    private double spent;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For Jakarta Persistence. */
    protected ErrorBudgetEntity() {}

    /** {@return how many candidates were tested} */
    public int tests() {
        return tests;
    }

    /** {@return sum of their levels} */
    public double spent() {
        return spent;
    }

    /**
     * @param newTests how many candidates were tested by now
     * @param newSpent sum of their levels
     * @param now when
     */
    public void spend(int newTests, double newSpent, Instant now) {
        if (newTests != tests || newSpent != spent) {
            tests = newTests;
            spent = newSpent;
            updatedAt = now;
        }
    }
}
