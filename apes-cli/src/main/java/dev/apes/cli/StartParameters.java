package dev.apes.cli;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.RuleFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters to start from: those of a {@link RuleFile}, in which rules and parameters that are not named keep the values in force. */
final class StartParameters {
    private StartParameters() {}

    /**
     * @param file a JSON file
     * @param rules the rules there are, as they are in force
     * @return full assignments of the rules that the file names, but those that are switched off
     * @throws dev.apes.api.error.InvalidInputException naming file, rule, parameter and value
     */
    static Map<String, ParameterValues> read(String file, List<StoredRule> rules) {
        Map<String, ParameterValues> read =
                new LinkedHashMap<>(RuleFile.read(file, RuleExchange.content("--start-from", file), rules)
                        .parameters());
        rules.stream()
                .filter(rule -> !rule.enabled())
                .forEach(rule -> read.remove(rule.definition().id()));
        return read;
    }
}
