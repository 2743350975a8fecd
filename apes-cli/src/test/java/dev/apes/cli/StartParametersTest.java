package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartParametersTest {
    private static final Map<String, ParameterValues> IN_FORCE = inForce();

    @TempDir
    Path folder;

    private static Map<String, ParameterValues> inForce() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("depth", 3);
        values.put("share", 0.5);
        values.put("polite", true);
        values.put("place", "end");
        return Map.of("some_rule", new ParameterValues(values));
    }

    private Map<String, ParameterValues> read(String json) throws IOException {
        return StartParameters.read(
                Files.writeString(folder.resolve("start.json"), json).toString(), IN_FORCE);
    }

    @Test
    void overridesOnlyWhatIsNamed() throws IOException {
        ParameterValues read =
                read("{\"some_rule\": {\"share\": 1, \"polite\": false}}").get("some_rule");
        assertThat(read.asMap())
                .containsExactly(
                        Map.entry("depth", 3),
                        Map.entry("share", 1.0),
                        Map.entry("polite", false),
                        Map.entry("place", "end"));
    }

    @Test
    void takesAnExport() throws IOException {
        ParameterValues read =
                read("{\"format\": \"apes-training-report\", \"rules\": {\"some_rule\": {\"changed\": true,"
                                + " \"parameters\": {\"depth\": 5, \"place\": \"start\"}, \"verdict\": \"x\"}}}")
                        .get("some_rule");
        assertThat(read.integer("depth")).isEqualTo(5);
        assertThat(read.choice("place")).isEqualTo("start");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | must be an export or an object",
                "{ | is no valid JSON at line 1",
                "{} {} | is no valid JSON",
                "{\"sme_rule\": {}} | there is no rule 'sme_rule'; did you mean 'some_rule'?",
                "{\"some_rule\": 3} | the parameters of rule 'some_rule' must be an object",
                "{\"some_rule\": {\"deepth\": 1}} | no parameter 'deepth'; did you mean 'depth'?",
                "{\"some_rule\": {\"depth\": 1.5}} | parameter 'depth' of rule 'some_rule' must be an integer but is 1.5",
                "{\"some_rule\": {\"depth\": 9999999999}} | must be an integer but is 9999999999",
                "{\"some_rule\": {\"share\": \"x\"}} | must be a number but is \"x\"",
                "{\"some_rule\": {\"share\": 1e999}} | must be a number but is",
                "{\"some_rule\": {\"polite\": 1}} | must be true or false but is 1",
                "{\"some_rule\": {\"place\": null}} | must be a text but is null"
            })
    void refusesWhatItCannotUse(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
