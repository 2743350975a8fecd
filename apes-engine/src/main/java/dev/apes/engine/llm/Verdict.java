package dev.apes.engine.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of two texts is better.
 *
 * @param first from -1, the second is clearly better, by steps of a half to 1, the first is clearly better; 0 is a tie
 */
record Verdict(double first) {
    private static final Pattern PLAIN =
            Pattern.compile("(?:better|winner|verdict)\\W+(first|second|tie)\\b|^\\W*(first|second|tie)\\W*$");

    /**
     * Reads a verdict out of what a model said: the JSON object that was asked for, also inside other words or not quite well-formed;
     * else the bare word.
     *
     * @return the verdict; empty if there is none, or more than one
     */
    static Optional<Verdict> read(String answer) {
        Optional<JsonNode> object = LenientJson.object(answer, "better");
        if (object.isPresent()) {
            Optional<String> better = word(object.get(), "better");
            String margin = word(object.get(), "margin").orElse("clear");
            return better.flatMap(b -> of(b, margin));
        }
        Matcher plain = PLAIN.matcher(answer.strip().toLowerCase(Locale.ROOT));
        Optional<String> found = Optional.empty();
        while (plain.find()) {
            String word = plain.group(1) != null ? plain.group(1) : plain.group(2);
            if (found.isPresent() && !found.get().equals(word)) {
                return Optional.empty();
            }
            found = Optional.of(word);
        }
        return found.flatMap(b -> of(b, "clear"));
    }

    private static Optional<Verdict> of(String better, String margin) {
        double size = margin.equals("slight") ? 0.5 : 1;
        return switch (better) {
            case "first" -> Optional.of(new Verdict(size));
            case "second" -> Optional.of(new Verdict(-size));
            case "tie" -> Optional.of(new Verdict(0));
            default -> Optional.empty();
        };
    }

    private static Optional<String> word(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null || !value.isTextual()
                ? Optional.empty()
                : Optional.of(value.textValue().strip().toLowerCase(Locale.ROOT));
    }
}
