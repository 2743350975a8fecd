package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.settings.SettingsFile;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.PostgresStoreConfig.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is kept, and whether sessions are archived, is set in the file. */
class KeptDataTest {
    @TempDir
    Path home;

    private PostgresStoreConfig configured(String... lines) throws IOException {
        Files.writeString(home.resolve(SettingsFile.NAME), String.join("\n", lines));
        Settings settings = Settings.resolve(
                Optional.of(home.toString()), Optional.empty(), false, new Environment(Map.of(), Path.of("/nobody")));
        return OpenStore.keeping(PostgresStoreConfig.at("jdbc:postgresql://somewhere/apes"), settings)
                .build();
    }

    @Test
    void withoutSettingsTheUsualIsKeptAndSessionsAreArchived() throws IOException {
        assertThat(configured("color = no").retention()).isEqualTo(Retention.DEFAULT);
        assertThat(configured("color = no").archive()).contains(home.resolve("archive"));
    }

    @Test
    void theFileDecides() throws IOException {
        PostgresStoreConfig config =
                configured("keep-measurements = 5000", "keep-samples = 70", "keep-batches = 3", "archive = false");
        assertThat(config.retention()).isEqualTo(new Retention(5_000, 70, 3));
        assertThat(config.archive()).isEmpty();
    }

    @Test
    void aValueThatCanNotBeIsRefusedByName() {
        assertThatThrownBy(() -> configured("keep-samples = 0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("keep-samples");
    }
}
