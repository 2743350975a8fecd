package dev.apes.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheFileInOneGoAndLeavesNothingElse() throws Exception {
        Path target = Files.writeString(folder.resolve("out.json"), "old");
        ExportFile file = ExportFile.prepare(target.toString());
        assertThat(target).hasContent("old");
        file.write("new ü\n");
        assertThat(target).hasContent("new ü\n");
        assertThat(folder.toFile().list()).containsExactly("out.json");
    }

    @Test
    void followsALinkInsteadOfReplacingIt() throws Exception {
        Path target = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        ExportFile.prepare(link.toString()).write("new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(target).hasContent("new");
    }

    @Test
    void refusesBeforehandWhatCouldNotBeWritten() {
        for (String name : new String[] {"", folder.toString(), folder + "/missing/x.json", "/dev/null", "a\0b"}) {
            assertThatThrownBy(() -> ExportFile.prepare(name))
                    .as(name)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("--export");
        }
    }

    @Test
    void saysSoWhenTheFolderIsGoneInTheEnd() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        ExportFile file = ExportFile.prepare(inner.resolve("x.json").toString());
        Files.delete(inner);
        assertThatThrownBy(() -> file.write("x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("can't be written");
    }
}
