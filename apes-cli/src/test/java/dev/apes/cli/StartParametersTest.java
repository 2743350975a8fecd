package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartParametersTest {
    private static final List<StoredRule> RULES = List.of(rule("some_rule", true), rule("resting_rule", false));

    @TempDir
    Path folder;

    private static StoredRule rule(String id, boolean enabled) {
        ParameterSpace space = ParameterSpace.of(
                new ParameterDefinition("depth", new ParameterConstraint.IntegerRange(1, 9), 3, "how deep"),
                new ParameterDefinition("share", new ParameterConstraint.RealRange(0, 1), 0.5, "how much"),
                new ParameterDefinition("polite", new ParameterConstraint.Flag(), true, "whether"),
                new ParameterDefinition(
                        "place", new ParameterConstraint.Choice(List.of("start", "end")), "end", "where"));
        return new StoredRule(
                new RuleDefinition(id, "Some rule", "structure", "does something", 5, "1.0.0", space),
                space.defaults(),
                enabled,
                "1.0.0",
                false,
                List.of());
    }

    private Map<String, ParameterValues> read(String json) throws IOException {
        return StartParameters.read(
                Files.writeString(folder.resolve("start.json"), json).toString(), RULES);
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

    @Test
    void aRuleThatIsSwitchedOffIsNotStartedFrom() throws IOException {
        assertThat(read("{\"resting_rule\": {\"depth\": 5}, \"some_rule\": {\"depth\": 4}}"))
                .containsOnlyKeys("some_rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | must be an export of rules or an object",
                "{ | is no valid JSON at line 1",
                "{} {} | is no valid JSON",
                "{\"sme_rule\": {}} | there is no rule 'sme_rule' here; known are [some_rule, resting_rule]",
                "{\"some_rule\": 3} | the parameters of rule 'some_rule' must be an object",
                "{\"some_rule\": {\"deepth\": 1}} | rule 'some_rule': ",
                "{\"some_rule\": {\"depth\": 1.5}} | parameter 'depth' of rule 'some_rule' must be an integer from 1 to 9 but is 1.5",
                "{\"some_rule\": {\"depth\": 9999999999}} | must be an integer from 1 to 9 but is 9999999999",
                "{\"some_rule\": {\"share\": \"x\"}} | must be a number from 0.0 to 1.0 but is \"x\"",
                "{\"some_rule\": {\"share\": 1e999}} | must be a number from 0.0 to 1.0 but is",
                "{\"some_rule\": {\"polite\": 1}} | must be true or false but is 1",
                "{\"some_rule\": {\"place\": null}} | must be one of start, end but is null"
            })
    void refusesWhatItCannotUse(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
