package dev.apes.cli;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.status.NothingToDoException;
import java.io.UncheckedIOException;

/** Tells a person what went wrong, in one message, and the shell by an exit code. */
final class Failures {
    private Failures() {}

    /**
     * @param failure what went wrong
     * @param streams where to say so
     * @param verbose whether to add the stack trace
     * @return the exit code
     */
    static int report(Throwable failure, Streams streams, boolean verbose) {
        streams.out().flush();
        String message = message(failure);
        streams.say(message + (verbose || message.contains("-v shows") ? "" : hint(failure)));
        if (verbose) {
            failure.printStackTrace(streams.err());
        }
        streams.err().flush();
        if (failure instanceof NothingToDoException) {
            return ExitCode.NOTHING_TO_DO;
        }
        return failure instanceof InvalidInputException ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }

    private static String message(Throwable failure) {
        if (failure instanceof ApesException
                || failure instanceof UncheckedIOException
                || failure instanceof NothingToDoException) {
            return failure.getMessage();
        }
        if (outOfMemory(failure)) {
            return "out of memory. Maybe fewer prompts, or a larger heap:" + " APES_JAVA_OPTS=-Xmx1g ./apes …";
        }
        return "internal error, please report it: " + failure;
    }

    private static String hint(Throwable failure) {
        boolean told = failure instanceof InvalidInputException
                || failure instanceof NothingToDoException
                || outOfMemory(failure);
        return told ? "" : " (-v shows details)";
    }

    private static boolean outOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
