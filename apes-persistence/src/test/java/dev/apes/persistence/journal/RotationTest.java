package dev.apes.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
    private static final Pattern LOGS = Pattern.compile("[a-z]+\\.log");

    @TempDir
    Path folder;

    private Path file(String name, long seconds) throws Exception {
        Path file = Files.writeString(folder.resolve(name), name);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * seconds));
        return file;
    }

    @Test
    void theOldestOfItsKindGoAndNothingElse() throws Exception {
        Path newest = file("b.log", 30);
        Path middle = file("c.log", 20);
        Path oldest = file("a.log", 10);
        Path other = file("notes-1.log", 1);
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), other);
        Path inner = Files.createDirectory(folder.resolve("inner.log"));

        Rotation.keepNewest(folder, LOGS, 3);
        assertThat(oldest).exists();
        Rotation.keepNewest(folder, LOGS, 2);
        assertThat(oldest).doesNotExist();
        assertThat(middle).exists();
        Rotation.keepNewest(folder, LOGS, 1);
        assertThat(folder.toFile().listFiles())
                .containsExactlyInAnyOrder(newest.toFile(), other.toFile(), link.toFile(), inner.toFile());
        Rotation.keepNewest(folder.resolve("absent"), LOGS, 1);
    }
}
