package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {
    @TempDir
    Path folder;

    private void permit(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void codeThatAnyoneCouldReplaceIsRefused() throws Exception {
        Path jar = Files.write(folder.resolve("plugin.jar"), new byte[0]);
        permit(jar, "rw-r--r--");
        permit(folder, "rwxr-xr-x");
        try (URLClassLoader loader = PluginPath.loader(Optional.of(folder.toString()))) {
            assertThat(loader.getURLs()).containsExactly(jar.toUri().toURL());
        }
        permit(folder, "rwxrwxrwx");
        assertRefused(folder);
        permit(folder, "rwxr-xr-x");
        permit(jar, "rw-rw-rw-");
        assertRefused(jar);
    }

    private void assertRefused(Path named) {
        assertThatThrownBy(() -> PluginPath.loader(Optional.of(folder.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + named + "' can be written by every user")
                .hasMessageContaining("chmod -R o-w");
    }
}
