package dev.apes.engine.workflow;

/** The next batch would exceed the limit on evaluator calls. Ends the session in good order; never leaves the engine. */
final class BudgetSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    BudgetSpentException(long limit) {
        super("the next measurement would exceed the limit on evaluator calls");
        this.limit = limit;
    }

    /** Of a plugin's own limit; so many calls had been made. */
    BudgetSpentException(long calls, String which) {
        super(which);
        this.limit = calls;
    }

    long limit() {
        return limit;
    }
}
