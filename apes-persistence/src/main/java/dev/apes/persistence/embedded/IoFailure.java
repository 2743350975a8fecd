package dev.apes.persistence.embedded;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the file system refuses into one sentence with the file and a way out. */
final class IoFailure {
    static final String WAY_OUT = "set APES_HOME (or --home) to another folder, or use --db with a server of your own";

    private IoFailure() {}

    /**
     * @param action what was being done, e.g. {@code "write"}
     * @param path the file or folder it was done to
     */
    static ApesException of(String action, Path path, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new CancelledException("Starting APES' own PostgreSQL was interrupted");
        }
        String reason = reason(cause);
        String at =
                cause instanceof FileSystemException file && file.getFile() != null ? file.getFile() : path.toString();
        if (noSpace(reason)) {
            return new StoreException(
                    "Cannot " + action + " " + at + ": " + reason
                            + "; PostgreSQL needs about 200 MB there: free some, or " + WAY_OUT,
                    cause);
        }
        if (cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException
                || reason.contains("Read-only file system")
                || reason.contains("Not a directory")) {
            return new InvalidInputException(at, "cannot " + action + " it: " + reason + "; " + WAY_OUT, cause);
        }
        return new StoreException("Cannot " + action + " " + at + ": " + reason + "; " + WAY_OUT, cause);
    }

    /** {@return whether a message of the JDK or of PostgreSQL tells of a full disk or quota} */
    static boolean noSpace(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("quota exceeded");
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
