package dev.apes.persistence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules in force as a JSON document that another database can take over, and back:
 *
 * <pre>{@code
 * List<StoredRule> rules = Apes.rules(store);
 * Files.writeString(file, RuleFile.json(rules, store.derivedRules()));
 * …
 * store.adopt(RuleFile.read("rules.json", Files.readString(file), Apes.rules(store), store.derivedRules()));
 * }</pre>
 *
 * {@link RuleText} gives them as a prompt instead.
 */
public final class RuleFile {
    /** Value of the field {@code format}. */
    public static final String FORMAT = "apes-rules";
    /** Value of the field {@code formatVersion}; rises when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    private static final int MOST_NESTED = 100;
    private static final String REPORT = "apes-training-report";
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RuleFile() {}

    /**
     * @param rules as they are in force, those switched off included
     * @param derived the derived rules of the same store; those not in force are left out
     * @return the document, indented, keys in a fixed order, with a line end
     */
    public static String json(List<StoredRule> rules, List<StoredDerivedRule> derived) {
        ObjectNode document = Json.object().put("format", FORMAT).put("formatVersion", VERSION);
        ObjectNode all = document.putObject("rules");
        for (StoredRule rule : rules) {
            ObjectNode node = all.putObject(rule.definition().id())
                    .put("name", rule.definition().name())
                    .put("version", rule.version())
                    .put("priority", rule.definition().priority())
                    .put("enabled", rule.enabled());
            node.set("parameters", ParameterJson.write(rule.values()));
        }
        ArrayNode made = document.putArray("derivedRules");
        for (StoredDerivedRule each : derived) {
            if (each.enabled()) {
                made.add(derived(each.rule()));
            }
        }
        return document.toPrettyString() + "\n";
    }

    private static ObjectNode derived(DerivedRule rule) {
        ObjectNode node = Json.object().put("id", rule.id()).put("baseRule", rule.baseRule());
        node.put("where", RuleText.where(rule)).put("confines", rule.confines());
        node.set("parameters", ParameterJson.write(rule.values()));
        return node;
    }

    /**
     * Reads parameters, and checks each against its rule's constraints as they are in force. Takes what {@link #json} writes, the
     * report of a training ({@code apes train --export}), or plain {@code {"rule": {"parameter": value}}}. Rules and parameters that
     * are not named keep their values. Whether a rule is switched on is its owner's choice and not taken over.
     *
     * @param name what the document is called in errors, e.g. its file
     * @param json the document
     * @param rules the rules that may be named, as they are in force
     * @param derived the derived rules of the same store
     * @return full assignments of the rules that are named, in the order of the document
     * @throws InvalidInputException naming document, rule, parameter and value; nothing of the document may be used then
     */
    public static Map<String, ParameterValues> read(
            String name, String json, List<StoredRule> rules, List<StoredDerivedRule> derived) {
        JsonNode document = parse(name, json);
        String format = document.path("format").asText("");
        boolean nested = format.equals(FORMAT) || format.equals(REPORT);
        JsonNode given = nested ? document.path("rules") : document;
        if (!given.isObject()) {
            throw new InvalidInputException(
                    name, "must be an export of rules or an object {\"rule_id\": {\"parameter\": value}}");
        }
        int version = document.path("formatVersion").asInt(VERSION);
        if (nested && version != VERSION) {
            throw new InvalidInputException(
                    name,
                    "has formatVersion " + version + ", but this program reads " + VERSION
                            + "; export it again with this version");
        }
        refuseStrangers(name, document.path("derivedRules"), derived);
        Map<String, StoredRule> known = new LinkedHashMap<>();
        rules.forEach(rule -> known.put(rule.definition().id(), rule));
        Map<String, ParameterValues> read = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> rule : given.properties()) {
            StoredRule stored = known.get(rule.getKey());
            if (stored == null) {
                throw new InvalidInputException(
                        name, "there is no rule '" + rule.getKey() + "' here; known are " + known.keySet());
            }
            JsonNode values = nested ? rule.getValue().path("parameters") : rule.getValue();
            read.put(rule.getKey(), new Taken(name, stored).values(values));
        }
        return read;
    }

    private static JsonNode parse(String name, String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    name,
                    "is no valid JSON at line " + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** A derived rule rests on a pattern and on the gate's evidence, which a file does not bring along. */
    private static void refuseStrangers(String name, JsonNode given, List<StoredDerivedRule> derived) {
        Set<String> here = new TreeSet<>();
        derived.stream()
                .filter(StoredDerivedRule::enabled)
                .forEach(d -> here.add(d.rule().id()));
        for (JsonNode each : given) {
            String id = each.path("id").asText("");
            Optional<DerivedRule> same = derived.stream()
                    .map(StoredDerivedRule::rule)
                    .filter(rule -> rule.id().equals(id) && here.contains(id))
                    .filter(rule -> ParameterJson.write(rule.values()).equals(each.path("parameters"))
                            || ParameterJson.read(each.path("parameters")).equals(rule.values()))
                    .findFirst();
            if (same.isEmpty()) {
                throw new InvalidInputException(
                        name,
                        "has the derived rule '" + id + "', which is not in force here like that. Only training or an"
                                + " archive (apes train --restore) brings derived rules; take the part \"derivedRules\" out"
                                + " to import the others");
            }
        }
    }

    /** Values for one rule. */
    private record Taken(String name, StoredRule stored) {
        ParameterValues values(JsonNode given) {
            String rule = stored.definition().id();
            if (!given.isObject()) {
                throw new InvalidInputException(name, "the parameters of rule '" + rule + "' must be an object");
            }
            ParameterValues values = stored.values();
            for (Map.Entry<String, JsonNode> each : given.properties()) {
                ParameterDefinition parameter;
                try {
                    parameter = stored.definition().parameters().parameter(each.getKey());
                } catch (IllegalArgumentException e) {
                    throw new InvalidInputException(name, "rule '" + rule + "': " + e.getMessage(), e);
                }
                Object value = ParameterJson.typed(each.getValue(), parameter.constraint())
                        .orElse(null);
                if (!parameter.constraint().accepts(value)) {
                    throw new InvalidInputException(
                            name,
                            "parameter '" + parameter.name() + "' of rule '" + rule + "' must be "
                                    + parameter.constraint().describe() + " but is " + each.getValue());
                }
                values = values.with(parameter.name(), value);
            }
            return values;
        }
    }
}
