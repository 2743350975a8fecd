package dev.apes.engine.workflow;

/** The next batch would exceed the limit on evaluator calls. Ends the session in good order; never leaves the engine. */
final class BudgetSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    BudgetSpentException(long limit) {
        super("the limit of " + limit + " evaluator calls is reached");
        this.limit = limit;
    }

    long limit() {
        return limit;
    }
}
