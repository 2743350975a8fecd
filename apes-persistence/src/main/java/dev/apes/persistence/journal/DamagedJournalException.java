package dev.apes.persistence.journal;

/** A journal's bytes are not what was written. */
final class DamagedJournalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param problem what is wrong where */
    DamagedJournalException(String problem) {
        super(problem);
    }

    DamagedJournalException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
