package dev.apes.persistence.embedded;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As whom the server's programs run: PostgreSQL refuses to run as root. An ordinary user runs them as they are. Root
 * runs them in a user namespace of their own, in which nobody is root, or as another user, to whom the folder is then
 * given. Which of these works here is found out by trying.
 *
 * @param prefix the words to put before a command
 * @param version of the programs, as they tell it, e.g. {@code 17.5}
 */
record ServerAccount(List<String> prefix, String version) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\S+)");
    /** Whom root asks to run the server, in this order, when user namespaces are refused. */
    private static final List<String> STAND_INS = List.of("postgres", "nobody");

    private static final String PROBE = """
            test "$(id -u)" -ne 0 || { echo "still root"; exit 3; }
            cd "$1" && test -w . || { echo "cannot reach or write $1"; exit 4; }
            exec "$2" --version
            """;

    /** What a try came to: the version, or why not. */
    private record Trial(List<String> prefix, String version, String problem) {}

    List<String> words(Path program, String... arguments) {
        List<String> words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    String major() {
        return version.replaceAll("\\D.*", "");
    }

    /**
     * {@return the first way that works} It may give the folder to another user. Call under the lock with no server
     * running.
     *
     * @throws StoreException if none works, with what each one said
     */
    static ServerAccount choose(HomeFolder home, Binaries binaries) {
        List<Trial> failed = new ArrayList<>();
        int owner = home.owner();
        if (Processes.userId() != 0) {
            return accept(home, binaries, List.of(List.of()), failed)
                    .orElseThrow(() -> cannotRun(home, binaries, failed));
        }
        if (owner != 0) {
            return accept(home, binaries, as(owner, home.group()), failed)
                    .orElseThrow(() -> cannotRun(home, binaries, failed));
        }
        return accept(home, binaries, List.of(List.of("unshare", "-U", "--")), failed)
                .or(() -> STAND_INS.stream()
                        .flatMap(name -> handOver(home, binaries, name, failed).stream())
                        .findFirst())
                .orElseThrow(() -> cannotRun(home, binaries, failed));
    }

    private static Optional<ServerAccount> handOver(
            HomeFolder home, Binaries binaries, String name, List<Trial> failed) {
        Command.Result user = id("-u", name);
        Command.Result group = id("-g", name);
        if (!user.succeeded() || !group.succeeded()) {
            return Optional.empty();
        }
        int uid = Integer.parseInt(user.output().strip());
        int gid = Integer.parseInt(group.output().strip());
        try {
            home.giveAll(uid, gid);
            Optional<ServerAccount> account = accept(home, binaries, as(uid, gid), failed);
            if (account.isEmpty()) {
                home.giveAll(0, 0);
            }
            return account;
        } catch (IOException e) {
            throw IoFailure.of("give to the user " + name, home.folder(), e);
        }
    }

    /** {@return the ways root has of running a command as another user; which of the programs exist differs} */
    private static List<List<String>> as(int user, int group) {
        List<List<String>> ways = new ArrayList<>();
        ways.add(List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--"));
        Command.Result name = id("-nu", Integer.toString(user));
        if (name.succeeded()) {
            ways.add(List.of("runuser", "-u", name.output().strip(), "--"));
            ways.add(List.of(
                    "su",
                    "-s",
                    "/bin/sh",
                    "-c",
                    "exec \"$@\"",
                    "--",
                    name.output().strip(),
                    "sh"));
        }
        return ways;
    }

    private static Command.Result id(String what, String whom) {
        return Command.of("id", what, whom).run(Duration.ofSeconds(10));
    }

    private static Optional<ServerAccount> accept(
            HomeFolder home, Binaries binaries, List<List<String>> ways, List<Trial> failed) {
        for (List<String> way : ways) {
            Trial trial = attempt(home, binaries, way);
            if (trial.problem() == null) {
                return Optional.of(new ServerAccount(way, trial.version()));
            }
            failed.add(trial);
        }
        return Optional.empty();
    }

    private static Trial attempt(HomeFolder home, Binaries binaries, List<String> prefix) {
        List<String> probe = Stream.concat(
                        prefix.stream(),
                        Stream.of(
                                "/bin/sh",
                                "-c",
                                PROBE,
                                "probe",
                                home.folder().toString(),
                                binaries.postgres().toString()))
                .toList();
        Command.Result result = Command.of(probe).run(Duration.ofSeconds(30));
        Matcher version = VERSION.matcher(result.output());
        return result.succeeded() && version.find()
                ? new Trial(prefix, version.group(1), null)
                : new Trial(prefix, null, result.summary());
    }

    private static RuntimeException cannotRun(HomeFolder home, Binaries binaries, List<Trial> failed) {
        StringBuilder tried = new StringBuilder();
        for (Trial trial : failed) {
            String way = trial.prefix().isEmpty() ? "directly" : "through " + String.join(" ", trial.prefix());
            tried.append(tried.length() == 0 ? "" : "; ")
                    .append(way)
                    .append(": ")
                    .append(trial.problem());
        }
        if (Processes.userId() == 0) {
            return new StoreException(
                    "PostgreSQL does not run as root, and no other way to run it in " + home.folder() + " works here ("
                            + tried
                            + "); set APES_HOME to a folder that the user nobody can reach, e.g. /var/lib/apes, "
                            + "run APES as an ordinary user, or use --db with a server of your own",
                    null);
        }
        if (tried.indexOf("cannot reach or write") >= 0) {
            return new InvalidInputException(
                    home.folder().toString(), "cannot be written by this user; " + IoFailure.WAY_OUT);
        }
        String advice = Musl.present()
                ? "this system has musl instead of glibc: add io.zonky.test.postgres:"
                        + BinariesArchive.artifact("linux", System.getProperty("os.arch"), true)
                        + " to the class path, or use --db with a server of your own"
                : "it may be mounted noexec, or this system is too old for them; " + IoFailure.WAY_OUT;
        return new StoreException(
                "The PostgreSQL programs in " + binaries.folder() + " do not start (" + tried + "); " + advice, null);
    }
}
