package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes scripts that complete the command line in bash, zsh and fish; the build of a distribution runs it:
 *
 * <pre>java -cp … dev.apes.cli.Completions FOLDER</pre>
 */
final class Completions {
    private Completions() {}

    /**
     * @param args the folder to write to
     * @throws IOException if it can't be written to
     */
    public static void main(String[] args) throws IOException {
        CommandLine line = ApesMain.line(Streams.ofProcess(), Environment.ofProcess(), (plugins, store) -> {
            throw new IllegalStateException("completing a command line needs no engine");
        });
        Path folder = Files.createDirectories(Path.of(args[0]));
        String bash = AutoComplete.bash("apes", line);
        Files.writeString(folder.resolve("apes.bash"), bash);
        // picocli's script knows both shells, but zsh has to be given bash's builtins first
        Files.writeString(
                folder.resolve("apes.zsh"),
                "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + bash);
        Files.writeString(folder.resolve("apes.fish"), fish(line));
    }

    static String fish(CommandLine line) {
        StringBuilder script = new StringBuilder("# completes apes in fish\ncomplete -c apes -f\n");
        for (Map.Entry<String, CommandLine> command : line.getSubcommands().entrySet()) {
            script.append("complete -c apes -n __fish_use_subcommand -a ")
                    .append(command.getKey())
                    .append(" -d ")
                    .append(quoted(
                            command.getValue().getCommandSpec().usageMessage().description()))
                    .append('\n');
            for (OptionSpec option : command.getValue().getCommandSpec().options()) {
                if (option.hidden()) {
                    continue;
                }
                script.append("complete -c apes -n '__fish_seen_subcommand_from ")
                        .append(command.getKey())
                        .append('\'');
                for (String name : option.names()) {
                    script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
                }
                if (option.arity().max() > 0) {
                    script.append(" -r");
                    String label = option.paramLabel();
                    if (label.contains("FILE") || label.contains("DIR")) {
                        script.append(" -F");
                    }
                    if (option.completionCandidates() != null) {
                        script.append(" -a ").append(quoted(String.join(" ", option.completionCandidates())));
                    }
                }
                script.append(" -d ").append(quoted(option.description())).append('\n');
            }
        }
        return script.toString();
    }

    private static String quoted(String... lines) {
        return "'" + String.join(" ", lines).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
