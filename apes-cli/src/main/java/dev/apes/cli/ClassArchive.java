package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.TextReport;
import dev.apes.cli.settings.Environment;
import dev.apes.engine.Apes;
import dev.apes.persistence.entity.Orm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Does a little of what commands do and ends. The launcher runs it once after a build and puts the classes that were loaded into
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

    /** Loads them; what can't be loaded, for want of an optional library, is left out. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        // a command that ends in vain takes the JDK's own classes along
        ApesMain.run(
                new String[] {"status", "--json", "--db", "postgresql://127.0.0.1:1/none"},
                new Streams(InputStream.nullInputStream(), nowhere, nowhere, Screen.NONE),
                Environment.ofProcess(),
                (plugins, store) -> {
                    throw new IllegalStateException("no engine is needed");
                });
        Orm.rehearse();
        train();
        loadPackages();
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
