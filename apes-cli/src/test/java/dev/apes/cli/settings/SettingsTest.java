package dev.apes.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String URL = "jdbc:postgresql://filed:5432/apes";

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    private Settings resolve(String db) {
        variables.put(Settings.HOME_VARIABLE, home.toString());
        return Settings.resolve(
                Optional.empty(), Optional.ofNullable(db), false, new Environment(variables, Path.of("/nobody")));
    }

    private void file(String rights, String... lines) throws IOException {
        Path file = Files.writeString(home.resolve(SettingsFile.NAME), String.join("\n", lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void withoutAnythingItIsTheDatabaseUnderTheUsersHome() {
        Settings settings = Settings.resolve(
                Optional.empty(), Optional.empty(), false, new Environment(Map.of(), Path.of("/home/ann")));
        assertThat(settings.home()).isEqualTo(Path.of("/home/ann/.apes"));
        assertThat(settings.database()).isEmpty();
        assertThat(settings.colour()).isTrue();
        assertThat(settings.repeat()).isEmpty();
    }

    @Test
    void optionsWinOverEnvironmentAndEnvironmentOverTheFile() throws IOException {
        file("rw-------", "db.url = " + URL, "db.user = filer", "db.password = filed-secret", "color = no");
        assertThat(resolve(null).database())
                .contains(new DatabaseSettings(URL, Optional.of("filer"), Optional.of("filed-secret")));
        assertThat(resolve(null).colour()).isFalse();

        variables.put("APES_DB_URL", "postgresql://ann:env-secret@env/apes");
        assertThat(resolve(null).database())
                .contains(new DatabaseSettings(
                        "jdbc:postgresql://env/apes", Optional.of("ann"), Optional.of("env-secret")));

        variables.put("APES_DB_PASSWORD", "better-secret");
        assertThat(resolve("postgresql://bob@option/apes?ssl=true").database())
                .contains(new DatabaseSettings(
                        "jdbc:postgresql://option/apes?ssl=true", Optional.of("bob"), Optional.of("better-secret")));
    }

    @Test
    void theHomeOptionWinsAndIsRepeatedInHints() {
        Settings settings = Settings.resolve(
                Optional.of("/tmp/a home"),
                Optional.of("postgresql://h/d"),
                true,
                new Environment(Map.of(Settings.HOME_VARIABLE, "/elsewhere"), Path.of("/nobody")));
        assertThat(settings.home()).isEqualTo(Path.of("/tmp/a home"));
        assertThat(settings.repeat()).isEqualTo(" --home '/tmp/a home' --db postgresql://h/d");
        assertThat(settings.colour()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "treshold = 1 | :1: there is no setting 'treshold'",
                "threshold | :1: should be 'key = value'",
                "seed = 1;seed = 2 | :2: sets 'seed' again, which line 1 did"
            })
    void whatIsNoSettingIsRefusedByLine(String lines, String problem) throws IOException {
        file("rw-------", lines.split(";"));
        assertThatThrownBy(() -> resolve(null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(home.resolve(SettingsFile.NAME) + problem);
    }

    @Test
    void aSecretThatOthersCanReadIsRefusedAndNotRepeated() throws IOException {
        file("rw-r--r--", "# a comment", "db.url = " + URL, "db.password = hush-hush");
        assertThatThrownBy(() -> resolve(null))
                .hasMessageContaining(":3: db.password: holds a secret that other users can read; run 'chmod 600 ")
                .hasMessageNotContaining("hush-hush");
        file("rw-r-----", "db.url = postgresql://ann:hush-hush@host/apes");
        assertThatThrownBy(() -> resolve(null))
                .hasMessageContaining("db.url: holds a secret")
                .hasMessageNotContaining("hush-hush");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:hush-hush@host/apes",
        "jdbc:postgresql://host/apes?user=ann&password=hush-hush",
        "postgresql://ann:hu@sh?hush-hush@host/apes"
    })
    void aPasswordInTheOptionIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> resolve(url))
                .hasMessageContaining("--db: holds a password")
                .hasMessageContaining("APES_DB_PASSWORD")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({"mysql://host/db", "host:5432/db", "jdbc:oracle:thin:x", "postgresql:"})
    void otherDatabasesAreRefused(String url) {
        assertThatThrownBy(() -> resolve(url))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--db: should look like jdbc:postgresql://host:5432/database")
                .hasMessageContaining("but is '" + url + "'");
    }

    @Test
    void nothingPrintsAPassword() throws IOException {
        file("rw-------", "db.url = " + URL, "db.password = hush-hush");
        Settings settings = resolve(null);
        assertThat(settings.toString() + settings.database() + settings.file()).doesNotContain("hush");
    }
}
