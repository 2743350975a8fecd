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
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.json.PatternJson;
import dev.apes.persistence.table.PackedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in force as a JSON document that another database can take over, and back: the rules' parameters, derived rules, and the
 * selection of rules. On an empty database it gives the same enhancer.
 *
 * <pre>{@code
 * Optional<StoredSelection> selection = store.selectionInForce().flatMap(store::selection);
 * Files.writeString(file, RuleFile.json(Apes.rules(store), store.derivedRules(), selection));
 * …
 * store.adopt(RuleFile.read("rules.json", Files.readString(file), Apes.rules(store)));
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
     * What a document holds.
     *
     * @param parameters full assignments of the rules that it names, in its order
     * @param switchedOff rules that it has switched off
     * @param derived derived rules in force there, in the order in which they take effect
     * @param selection the selection of rules in force there; whether it can be used with the rules installed here, only the engine can tell
     */
    public record Content(
            Map<String, ParameterValues> parameters,
            Set<String> switchedOff,
            List<DerivedRule> derived,
            Optional<StoredSelection> selection) {
        /** Copies. */
        public Content {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            switchedOff = Collections.unmodifiableSet(new LinkedHashSet<>(switchedOff));
            derived = List.copyOf(derived);
        }
    }

    /**
     * @param rules as they are in force, those switched off included
     * @param derived the derived rules of the same store; those not in force are left out
     * @param selection the selection of rules in force there
     * @return the document, indented, keys in a fixed order, with a line end
     */
    public static String json(
            List<StoredRule> rules, List<StoredDerivedRule> derived, Optional<StoredSelection> selection) {
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
        selection.ifPresent(s -> document.set("ruleSelection", selection(s)));
        return document.toPrettyString() + "\n";
    }

    private static ObjectNode derived(DerivedRule rule) {
        ObjectNode node = Json.object().put("id", rule.id()).put("baseRule", rule.baseRule());
        node.put("where", RuleText.where(rule)).put("confines", rule.confines());
        node.set("conditions", PatternJson.conditions(rule.conditions()));
        node.set("parameters", ParameterJson.write(rule.values()));
        return node;
    }

    private static ObjectNode selection(StoredSelection selection) {
        return Json.object()
                .put("session", selection.id().session().value())
                .put("iteration", selection.id().iteration())
                .put("format", selection.format())
                .put("sha256", HexFormat.of().formatHex(PackedState.digest(selection.format(), selection.model())))
                .put("model", Base64.getEncoder().encodeToString(selection.model()));
    }

    /**
     * Reads what a document would put in force, and checks each parameter against its rule's constraints as they are in force. Takes what
     * {@link #json} writes, the report of a training ({@code apes train --export}), which has no selection of rules, or plain {@code
     * {"rule": {"parameter": value}}}. Rules and parameters that are not named keep their values.
     *
     * @param name what the document is called in errors, e.g. its file
     * @param json the document
     * @param rules the rules that may be named, as they are in force
     * @return what it holds
     * @throws InvalidInputException naming document, rule, parameter and value; nothing of the document may be used then
     */
    public static Content read(String name, String json, List<StoredRule> rules) {
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
        Map<String, StoredRule> known = new LinkedHashMap<>();
        rules.forEach(rule -> known.put(rule.definition().id(), rule));
        Map<String, ParameterValues> read = new LinkedHashMap<>();
        Set<String> off = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> rule : given.properties()) {
            StoredRule stored = known.get(rule.getKey());
            if (stored == null) {
                throw new InvalidInputException(
                        name, "there is no rule '" + rule.getKey() + "' here; known are " + known.keySet());
            }
            JsonNode values = nested ? rule.getValue().path("parameters") : rule.getValue();
            read.put(rule.getKey(), new Taken(name, rule.getKey(), stored).values(values));
            if (format.equals(FORMAT) && !rule.getValue().path("enabled").asBoolean(true)) {
                off.add(rule.getKey());
            }
        }
        return nested
                ? new Content(read, off, derived(name, document.path("derivedRules"), known), selection(name, document))
                : new Content(read, off, List.of(), Optional.empty());
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

    private static List<DerivedRule> derived(String name, JsonNode given, Map<String, StoredRule> known) {
        List<DerivedRule> read = new ArrayList<>();
        for (JsonNode each : given) {
            String id = each.path("id").asText("");
            StoredRule base = known.get(each.path("baseRule").asText(""));
            if (base == null) {
                throw new InvalidInputException(
                        name, "derived rule '" + id + "' needs a base rule of " + known.keySet());
            }
            ParameterValues values = new Taken(name, id, base).values(each.path("parameters"));
            DerivedRule rule;
            try {
                rule = DerivedRule.of(
                        base.definition().id(),
                        values,
                        PatternJson.readConditions(each.path("conditions")),
                        each.path("confines").asBoolean());
            } catch (RuntimeException e) {
                throw new InvalidInputException(
                        name, "the conditions of derived rule '" + id + "' can't be read: " + e.getMessage(), e);
            }
            if (!rule.id().equals(id)) {
                throw new InvalidInputException(
                        name,
                        "derived rule '" + id + "' is not what its name stands for, its base rule or conditions were"
                                + " changed; export it again");
            }
            read.add(rule);
        }
        return read;
    }

    private static Optional<StoredSelection> selection(String name, JsonNode document) {
        JsonNode node = document.path("ruleSelection");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        try {
            StoredSelection selection = new StoredSelection(
                    new PromotionId(
                            new SessionId(field(node, "session").textValue()),
                            StoredSelection.RULE_ID,
                            field(node, "iteration").intValue()),
                    field(node, "format").intValue(),
                    Base64.getDecoder().decode(field(node, "model").textValue()));
            byte[] sha256 = HexFormat.of().parseHex(field(node, "sha256").textValue());
            if (Arrays.equals(sha256, PackedState.digest(selection.format(), selection.model()))) {
                return Optional.of(selection);
            }
        } catch (RuntimeException e) {
            throw damaged(name, e);
        }
        throw damaged(name, null);
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() && !value.isInt()) {
            throw new IllegalArgumentException("its field '" + name + "' is missing or no text or number");
        }
        return value;
    }

    private static InvalidInputException damaged(String name, RuntimeException cause) {
        return new InvalidInputException(
                name,
                "its \"ruleSelection\" is damaged" + (cause == null ? "" : ": " + cause.getMessage())
                        + "; export it again, or take that part out to import the others",
                cause);
    }

    /** Values for one rule, or for one derived from it. */
    private record Taken(String name, String rule, StoredRule stored) {
        ParameterValues values(JsonNode given) {
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
