package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts programs that outlive this process. */
final class Shell {
    /**
     * In a session of its own no Ctrl-C and no closed terminal reaches the program; where neither setsid nor perl (macOS)
     * can make one, a process group of its own keeps Ctrl-C away. The program holds none of
     * our streams, and nobody has to wait for it.
     */
    private static final String DETACH = """
            exec 3>&1 </dev/null >/dev/null 2>&1
            if command -v setsid >/dev/null 2>&1; then
              setsid "$@" 3>&- &
            elif command -v perl >/dev/null 2>&1; then
              perl -MPOSIX -e 'POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127' -- "$@" 3>&- &
            else
              set -m
              "$@" 3>&- &
            fi
            echo $! >&3
            """;

    private Shell() {}

    /** {@return whether a path means itself inside double quotes} */
    static boolean quotable(Path path) {
        return path.toString().chars().noneMatch(c -> "\"$`\\".indexOf(c) >= 0);
    }

    /**
     * Starts a program and leaves it.
     *
     * @param environment names and values in turn
     * @return its pid
     */
    static long detach(Path folder, List<String> words, String... environment) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "detach"));
        all.addAll(words);
        Command command = Command.of(all).in(folder);
        for (int i = 0; i < environment.length; i += 2) {
            command.with(environment[i], environment[i + 1]);
        }
        Command.Result result = command.run(Duration.ofSeconds(30));
        try {
            return Long.parseLong(result.output().strip());
        } catch (NumberFormatException e) {
            throw new StoreException(
                    "Cannot start " + words.get(0) + " through /bin/sh: " + result.summary()
                            + "; use --db with a server of" + " your own",
                    e);
        }
    }
}
