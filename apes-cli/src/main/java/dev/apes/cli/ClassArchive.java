package dev.apes.cli;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the classes that every command needs and ends. The launcher runs it once after a build under {@code
 * -XX:ArchiveClassesAtExit}, so that later JVMs map these classes in place of reading them from the jars, which halves the time
 * that {@code apes status} takes.
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
    public static void main(String[] args) throws IOException {
        // a command that ends in vain takes the JDK's own classes along
        ApesMain.run(
                new String[] {"status", "--json", "--db", "postgresql://127.0.0.1:1/none"},
                new Streams(
                        java.io.InputStream.nullInputStream(),
                        new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                        new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                        Screen.NONE),
                dev.apes.cli.settings.Environment.ofProcess(),
                (plugins, store) -> {
                    throw new IllegalStateException("no engine is needed");
                });
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
