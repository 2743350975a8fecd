package dev.apes.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class PluginPrintTest {
    /** Some class that is not ours. */
    private static final Class<?> FOREIGN = TestAbortedException.class;

    @TempDir
    Path folder;

    @Test
    void oneBuildIsToldFromAnother() throws Exception {
        String first = print(jar("plugin.jar", "built on Monday"));
        assertThat(first).startsWith("plugin.jar ").isEqualTo(print(jar("plugin.jar", "built on Monday")));
        assertThat(print(jar("plugin.jar", "built on Tuesday")))
                .startsWith("plugin.jar ")
                .isNotEqualTo(first);
    }

    @Test
    void oursAndThoseOfTheJdkHaveNone() {
        assertThat(PluginPrint.of(this)).isEmpty();
        assertThat(PluginPrint.of("text")).isEmpty();
    }

    private Path jar(String name, String note) throws Exception {
        String entry = FOREIGN.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream bytes = FOREIGN.getClassLoader().getResourceAsStream(entry)) {
            for (String each : new String[] {entry, "note.txt"}) {
                ZipEntry made = new ZipEntry(each);
                made.setTime(0);
                jar.putNextEntry(made);
                jar.write(each.equals(entry) ? bytes.readAllBytes() : note.getBytes());
            }
        }
        return file;
    }

    /** Its parent does not know the class, but what that extends. */
    private static String print(Path jar) throws Exception {
        ClassLoader parent = new ClassLoader(FOREIGN.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals(FOREIGN.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
            return PluginPrint.of(
                            loader.loadClass(FOREIGN.getName()).getConstructor().newInstance())
                    .orElseThrow();
        }
    }
}
