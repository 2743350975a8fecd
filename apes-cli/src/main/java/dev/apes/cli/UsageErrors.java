package dev.apes.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Words for command lines that make no sense. */
final class UsageErrors {
    private UsageErrors() {}

    /**
     * @param argument what is not known
     * @param line the command it was given to
     * @return what is wrong with it and what may have been meant
     */
    static String unmatched(String argument, CommandLine line) {
        String name = argument.split("=", 2)[0];
        if (!name.startsWith("-")) {
            boolean command = !line.getSubcommands().isEmpty();
            return command
                    ? "There is no command '" + name + "'"
                            + Suggestion.among(name, line.getSubcommands().keySet())
                    : "'" + name + "' belongs to no option";
        }
        List<String> options = new ArrayList<>();
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (!option.hidden()) {
                options.addAll(List.of(option.names()));
            }
        }
        return "Unknown option '" + name + "'" + Suggestion.among(name, options);
    }
}
