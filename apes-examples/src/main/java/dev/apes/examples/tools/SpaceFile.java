package dev.apes.examples.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What {@link Minimize} is to minimise over.
 *
 * @param space the parameters
 * @param seed source of all randomness
 * @param evaluations how many settings may be asked for
 * @param noisy whether values of one setting differ
 */
record SpaceFile(ParameterSpace space, long seed, int evaluations, boolean noisy) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int MOST_EVALUATIONS = 10_000;

    /** @throws InvalidInputException naming the file, the field and what it should be */
    static SpaceFile read(String file) {
        return new Reader(file).read();
    }

    private record Reader(String file) {
        SpaceFile read() {
            JsonNode root = parse();
            known(root, "the file", Set.of("parameters", "seed", "evaluations", "noisy"));
            JsonNode list = root.get("parameters");
            if (list == null || !list.isArray() || list.isEmpty()) {
                throw wrong("\"parameters\" must be a list of at least one parameter");
            }
            List<ParameterDefinition> parameters = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                parameters.add(parameter(list.get(i), "parameters[" + i + "]"));
            }
            JsonNode noisy = root.path("noisy");
            if (!noisy.isMissingNode() && !noisy.isBoolean()) {
                throw wrong("\"noisy\" must be true or false but is " + noisy);
            }
            long seed = root.has("seed") ? whole(root, "seed", "", Long.MIN_VALUE, Long.MAX_VALUE) : 1;
            long evaluations = root.has("evaluations") ? whole(root, "evaluations", "", 1, MOST_EVALUATIONS) : 50;
            try {
                return new SpaceFile(new ParameterSpace(parameters), seed, (int) evaluations, noisy.asBoolean(false));
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage());
            }
        }

        private JsonNode parse() {
            try {
                JsonNode root = JSON.readTree(Files.readString(Path.of(file)));
                if (root == null || !root.isObject()) {
                    throw wrong("must be one JSON object");
                }
                return root;
            } catch (NoSuchFileException e) {
                throw new InvalidInputException(file, "there is no such file", e);
            } catch (JsonProcessingException e) {
                throw new InvalidInputException(
                        file + ":" + e.getLocation().getLineNr(), "is not JSON: " + e.getOriginalMessage(), e);
            } catch (CharacterCodingException e) {
                throw new InvalidInputException(file, "is not UTF-8 text", e);
            } catch (IOException | InvalidPathException e) {
                throw new InvalidInputException(file, "can't be read: " + e.getMessage(), e);
            }
        }

        private ParameterDefinition parameter(JsonNode node, String where) {
            String name = text(node, "name", where);
            String type = text(node, "type", where);
            try {
                switch (type) {
                    case "real" -> {
                        known(node, where, Set.of("name", "type", "min", "max"));
                        double min = real(node, "min", where);
                        double max = real(node, "max", where);
                        if (Double.isInfinite(max - min)) {
                            throw wrong(where + ": \"max\" less \"min\" must be a finite number");
                        }
                        return ParameterDefinition.real(name, min, min, max, "");
                    }
                    case "integer" -> {
                        known(node, where, Set.of("name", "type", "min", "max"));
                        int min = (int) whole(node, "min", where, Integer.MIN_VALUE, Integer.MAX_VALUE);
                        int max = (int) whole(node, "max", where, Integer.MIN_VALUE, Integer.MAX_VALUE);
                        return ParameterDefinition.integer(name, min, min, max, "");
                    }
                    case "flag" -> {
                        known(node, where, Set.of("name", "type"));
                        return ParameterDefinition.flag(name, false, "");
                    }
                    case "choice" -> {
                        known(node, where, Set.of("name", "type", "values"));
                        List<String> values = texts(node, where);
                        return ParameterDefinition.choice(name, values.get(0), values, "");
                    }
                    default ->
                        throw wrong(where + ": \"type\" must be real, integer, flag or choice but is \"" + type + "\"");
                }
            } catch (IllegalArgumentException e) {
                throw wrong(where + " (" + name + "): " + e.getMessage());
            }
        }

        private List<String> texts(JsonNode node, String where) {
            JsonNode values = node.get("values");
            if (values == null || !values.isArray() || values.isEmpty()) {
                throw wrong(where + ": \"values\" must be a list of at least two texts");
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode v : values) {
                if (!v.isTextual()) {
                    throw wrong(where + ": \"values\" must be texts but one is " + v);
                }
                texts.add(v.textValue());
            }
            return texts;
        }

        private String text(JsonNode node, String field, String where) {
            JsonNode value = node.get(field);
            if (value == null || !value.isTextual() || value.textValue().isBlank()) {
                throw wrong(where + ": \"" + field + "\" must be a text"
                        + (value == null ? " and is missing" : " but is " + value));
            }
            return value.textValue();
        }

        private double real(JsonNode node, String field, String where) {
            JsonNode value = node.get(field);
            if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw wrong(where + ": \"" + field + "\" must be a finite number"
                        + (value == null ? " and is missing" : " but is " + value));
            }
            return value.doubleValue();
        }

        private long whole(JsonNode node, String field, String where, long min, long max) {
            JsonNode value = node.get(field);
            boolean fits = value != null && value.isNumber() && value.canConvertToExactIntegral();
            if (!fits || !value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
                throw wrong((where.isEmpty() ? "" : where + ": ") + "\"" + field + "\" must be a whole number from "
                        + min + " to " + max + (value == null ? " and is missing" : " but is " + value));
            }
            return value.longValue();
        }

        private void known(JsonNode node, String where, Set<String> fields) {
            for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!fields.contains(name)) {
                    throw wrong(where + " has an unknown field \"" + name + "\"; known: "
                            + String.join(", ", fields.stream().sorted().toList()));
                }
            }
        }

        private InvalidInputException wrong(String message) {
            return new InvalidInputException(file, message);
        }
    }
}
