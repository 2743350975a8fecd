package dev.apes.cli.dashboard.web;

/** Why a request is not fulfilled, as it is told to who made it: problem details (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    /**
     * @param status of HTTP
     * @param title what kind of problem, the same whenever it occurs
     * @param detail what is wrong this time, and the way out
     */
    public Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** {@return the status of HTTP} */
    public int status() {
        return status;
    }

    /** {@return what kind of problem} */
    public String title() {
        return title;
    }

    /**
     * @param what that is not there
     * @return that it is not there
     */
    public static Problem notFound(String what) {
        return new Problem(404, "Not found", "There is no such " + what + ".");
    }

    /**
     * @param parameter of a query, path or body
     * @param expected what it must be
     * @return that it can't be used
     */
    public static Problem bad(String parameter, String expected) {
        return new Problem(400, "Bad request", "'" + parameter + "' " + expected + ".");
    }

    /**
     * @param detail what is not allowed, and the way out
     * @return that it is not allowed
     */
    public static Problem forbidden(String detail) {
        return new Problem(403, "Not allowed", detail);
    }
}
