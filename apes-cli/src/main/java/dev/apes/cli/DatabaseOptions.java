package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that mean something once there is a database. Known here so that they are refused by name, never ignored. */
final class DatabaseOptions {
    private static final String WITH_VALUE = "--db";
    private static final String FLAG = "--new";

    @Option(
            names = {WITH_VALUE, "--home", "--resume"},
            hidden = true,
            arity = "0..1")
    private List<String> withValue;

    @Option(
            names = {FLAG, "--auto-init", "--no-init"},
            hidden = true)
    private boolean[] flag;

    /**
     * @param parsed a command line
     * @throws InvalidInputException if one of these options was given
     */
    static void refuse(ParseResult parsed) {
        for (String option : new String[] {WITH_VALUE, FLAG}) {
            if (parsed.hasMatchedOption(option)) {
                throw new InvalidInputException(
                        asGiven(parsed, parsed.matchedOption(option)),
                        "arrives with the database, in the next version; this one trains in memory. Leave it out.");
            }
        }
    }

    private static String asGiven(ParseResult parsed, OptionSpec option) {
        List<String> names = List.of(option.names());
        return parsed.originalArgs().stream()
                .map(argument -> argument.split("=", 2)[0])
                .filter(names::contains)
                .findFirst()
                .orElse(option.longestName());
    }
}
