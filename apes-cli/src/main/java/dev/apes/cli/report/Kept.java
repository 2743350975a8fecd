package dev.apes.cli.report;

/**
 * Where a session's result is kept.
 *
 * @param place for people, without secrets
 * @param repeat the options by which another command finds that place, each behind a space; may be blank
 */
public record Kept(String place, String repeat) {
    /**
     * @param arguments of a command, e.g. {@code train --resume latest}
     * @return the command line
     */
    public String command(String arguments) {
        return "apes " + arguments + repeat;
    }
}
