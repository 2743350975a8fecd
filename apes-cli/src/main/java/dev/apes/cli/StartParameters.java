package dev.apes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.cli.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters to start from: an export, or {@code {"rule_id": {"parameter": value}}}, in which rules and parameters that are not
 * named keep the values in force.
 */
final class StartParameters {
    private static final long MAX_BYTES = 64L << 20;
    private static final int MOST_NESTED = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StartParameters() {}

    /**
     * @param file a JSON file
     * @param inForce the parameters of every rule there is
     * @return full assignments of the rules that the file names
     * @throws InvalidInputException naming file, rule, parameter and value
     */
    static Map<String, ParameterValues> read(String file, Map<String, ParameterValues> inForce) {
        JsonNode root = parse(file);
        boolean export = ReportJson.FORMAT.equals(root.path("format").asText());
        JsonNode rules = export ? root.path("rules") : root;
        if (!rules.isObject()) {
            throw new InvalidInputException(
                    file, "must be an export or an object {\"rule_id\": {\"parameter\": value}}");
        }
        Map<String, ParameterValues> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            ParameterValues base = inForce.get(rule.getKey());
            if (base == null) {
                throw new InvalidInputException(
                        file,
                        "there is no rule '" + rule.getKey() + "'" + Suggestion.among(rule.getKey(), inForce.keySet()));
            }
            JsonNode values = export ? rule.getValue().path("parameters") : rule.getValue();
            result.put(rule.getKey(), merged(file, rule.getKey(), base, values));
        }
        return result;
    }

    private static JsonNode parse(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new InvalidInputException(file, "is larger than 64 MiB, too large for a file of parameters");
            }
            return MAPPER.readTree(Files.readAllBytes(path));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    file,
                    "is no valid JSON at line " + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException("--start-from", "'" + file + "' can't be read", e);
        }
    }

    private static ParameterValues merged(String file, String rule, ParameterValues base, JsonNode values) {
        if (!values.isObject()) {
            throw new InvalidInputException(file, "the parameters of rule '" + rule + "' must be an object");
        }
        ParameterValues merged = base;
        for (Map.Entry<String, JsonNode> each : values.properties()) {
            Object before = base.asMap().get(each.getKey());
            if (before == null) {
                throw new InvalidInputException(
                        file,
                        "rule '" + rule + "' has no parameter '" + each.getKey() + "'"
                                + Suggestion.among(each.getKey(), base.asMap().keySet()));
            }
            merged = merged.with(each.getKey(), typed(file, rule, each.getKey(), before, each.getValue()));
        }
        return merged;
    }

    // the value in force tells the type: JSON can't tell 1 from 1.0
    private static Object typed(String file, String rule, String name, Object before, JsonNode value) {
        String wanted;
        if (before instanceof Integer) {
            if (value.canConvertToExactIntegral() && value.canConvertToInt()) {
                return value.intValue();
            }
            wanted = "an integer";
        } else if (before instanceof Double) {
            if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                return value.doubleValue();
            }
            wanted = "a number";
        } else if (before instanceof Boolean) {
            if (value.isBoolean()) {
                return value.booleanValue();
            }
            wanted = "true or false";
        } else {
            if (value.isTextual()) {
                return value.textValue();
            }
            wanted = "a text";
        }
        throw new InvalidInputException(
                file, "parameter '" + name + "' of rule '" + rule + "' must be " + wanted + " but is " + value);
    }
}
