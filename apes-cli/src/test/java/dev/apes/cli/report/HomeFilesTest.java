package dev.apes.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFilesTest {
    @TempDir
    Path folder;

    private Path file(String name, long seconds) throws Exception {
        Path file = Files.writeString(folder.resolve(name), name);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * seconds));
        return file;
    }

    @Test
    void reportsRotateByTheirEndingAndWhatAPersonPutThereStays() throws Exception {
        Path old = file(SessionId.random() + ".html", 10);
        Path text = file(SessionId.random() + ".txt", 10);
        Path own = file("my notes.html", 10);
        Path fresh = file(SessionId.random() + ".html", 20);
        HomeFiles.rotate(fresh, 1);
        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(text.toFile(), own.toFile(), fresh.toFile());
        assertThat(old).doesNotExist();
    }
}
