package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.TextReport;
import dev.apes.cli.settings.Environment;
import dev.apes.engine.Apes;
import dev.apes.persistence.entity.Orm;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Does what commands do on few prompts and ends. The launcher runs it once after a build and puts the classes that were loaded into
 * an archive, so that later JVMs map them in place of reading and checking them: half of the time of {@code apes status}, and
 * seconds of {@code apes train}.
 */
final class ClassArchive {
    private static final String[] PACKAGES = {
        "com/fasterxml/jackson/core/",
        "com/fasterxml/jackson/databind/",
        "dev/apes/api/",
        "dev/apes/cli/",
        "dev/apes/persistence/embedded/",
        "dev/apes/persistence/jdbc/",
        "dev/apes/persistence/json/",
        "dev/apes/persistence/query/",
        "dev/apes/persistence/schema/",
        "dev/apes/persistence/table/",
        "org/postgresql/core/",
        "org/postgresql/ds/",
        "org/postgresql/hostchooser/",
        "org/postgresql/jdbc/",
        "org/postgresql/shaded/",
        "org/postgresql/util/",
        "org/slf4j/",
        "picocli/"
    };

    private ClassArchive() {}

    /**
     * Loads them; what can't be loaded, for want of an optional library, is left out.
     *
     * @param args a folder that is not there yet, for the database of a rehearsal
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0 || !rehearsed(Path.of(args[0]))) {
            // where no PostgreSQL can be started, a training without it still brings most of the classes
            train();
            Orm.rehearse();
        }
        loadPackages();
    }

    /** The commands as users give them, on few prompts. */
    private static boolean rehearsed(Path home) {
        byte[] prompts = prompts().getBytes(StandardCharsets.UTF_8);
        return run(prompts, "train", "--single", "--home", home.toString(), "--prompts", "-") == ExitCode.DONE
                && run(new byte[0], "status", "--home", home.toString()) == ExitCode.DONE
                && run(new byte[0], "status", "--json", "--home", home.toString()) == ExitCode.DONE;
    }

    /** A line each, different enough to be trained on. */
    private static String prompts() {
        List<String> lines = new ArrayList<>();
        for (String wish : List.of(
                "Write a letter about", "Explain", "Plan a day around", "Compare two kinds of", "Fix my notes on")) {
            for (String thing :
                    List.of("tomatoes", "tax returns", "a bicycle", "sorting numbers", "a trip to Porto", "sleep")) {
                for (String end :
                        List.of(" for my aunt.", " in 200 words!", ", maybe with examples?", " and keep it simple.")) {
                    lines.add(wish + " " + thing + end);
                }
            }
        }
        return String.join("\n", lines);
    }

    private static int run(byte[] input, String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return ApesMain.run(
                args,
                new Streams(new ByteArrayInputStream(input), nowhere, nowhere, Screen.NONE),
                // not the user's database
                new Environment(Map.of(), Path.of(System.getProperty("user.home"))),
                (plugins, store) ->
                        Apes.builder().pluginClassLoader(plugins).store(store).build());
    }

    /** A small training without a database. */
    private static void train() throws InterruptedException {
        TrainingRequest request = TrainingRequest.builder()
                .single(true)
                .corpusSize(120)
                .settingsPerRule(8)
                .generatedRows(20)
                .build();
        try (TrainingEngine engine = Apes.builder().build()) {
            engine.prepare(request);
            TextReport.of(
                    engine.start(request).await(), Optional.empty(), Optional.empty(), new Kept("here", "apes train"));
        }
    }

    private static void loadPackages() throws IOException {
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try (JarFile jar = new JarFile(path)) {
                jar.stream().map(JarEntry::getName).filter(ClassArchive::wanted).forEach(ClassArchive::load);
            }
        }
    }

    private static boolean wanted(String entry) {
        if (entry.endsWith(".class")) {
            for (String start : PACKAGES) {
                if (entry.startsWith(start)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void load(String entry) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, ClassArchive.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // nobody can use it without the library it needs
            return;
        }
    }
}
