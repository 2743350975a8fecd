package dev.apes.engine.llm;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What can be verified of an answer without knowing the right one, after Zhou et al. 2023 (IFEval). A prompt carries it in further fields
 * of its line in the prompt file, each of them text:
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>{@code max_words}, {@code min_words}, {@code max_sentences}, {@code paragraphs}, {@code bullets}</td><td>a whole number</td></tr>
 * <tr><td>{@code must_contain}, {@code must_not_contain}</td><td>words or phrases, separated by {@code |}, in any case</td></tr>
 * <tr><td>{@code starts_with}, {@code ends_with}</td><td>a text</td></tr>
 * <tr><td>{@code format}</td><td>{@code json}, {@code bullets}, {@code numbered}, {@code title} (in {@code <<…>>}), {@code one_line},
 *     {@code lowercase}, {@code uppercase}, {@code no_commas}</td></tr>
 * <tr><td>{@code language}</td><td>two letters: is the text written in it, by its script or its commonest words</td></tr>
 * <tr><td>{@code json_schema}, {@code regex}</td><td>what the answer must fit</td></tr>
 * </table>
 */
final class Constraints {
    /** The fields that are read. */
    static final List<String> FIELDS = List.of(
            "max_words",
            "min_words",
            "max_sentences",
            "paragraphs",
            "bullets",
            "must_contain",
            "must_not_contain",
            "starts_with",
            "ends_with",
            "format",
            "language",
            "json_schema",
            "regex");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？]+(?=\\s|$)");

    private Constraints() {}

    static boolean any(Prompt prompt) {
        return FIELDS.stream().anyMatch(prompt.metadata()::containsKey);
    }

    /**
     * Checks an answer.
     *
     * @return 1 or 0 for each constraint that the prompt has, by field
     * @throws IllegalArgumentException naming a field that can't be read
     */
    static Map<String, Double> check(Prompt prompt, String answer) {
        Map<String, Double> results = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String value = prompt.metadata().get(field);
            if (value == null) {
                continue;
            }
            try {
                results.put(field, holds(field, value.strip(), answer.strip()) ? 1.0 : 0.0);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("field " + field + ": " + e.getMessage(), e);
            }
        }
        return results;
    }

    private static boolean holds(String field, String value, String answer) {
        return switch (field) {
            case "max_words" -> words(answer) <= number(value);
            case "min_words" -> words(answer) >= number(value);
            case "max_sentences" -> sentences(answer) <= number(value);
            case "paragraphs" -> (answer.isEmpty() ? 0 : answer.split("\\n\\s*\\n").length) == number(value);
            case "bullets" -> lines(answer, "\\s*[-*•]\\s+.*") == number(value);
            case "must_contain" -> phrases(value).stream().allMatch(p -> contains(answer, p));
            case "must_not_contain" -> phrases(value).stream().noneMatch(p -> contains(answer, p));
            case "starts_with" -> answer.startsWith(value);
            case "ends_with" -> answer.endsWith(value);
            case "format" -> format(value, answer);
            case "language" -> Languages.isWrittenIn(answer, value.toLowerCase(Locale.ROOT));
            case "json_schema" -> TextScores.schema(answer, value) == 1;
            default -> TextScores.regex(answer, value) == 1;
        };
    }

    private static boolean format(String format, String answer) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> LenientJson.whole(answer).isPresent();
            case "bullets" -> lines(answer, "\\s*[-*•]\\s+.*") >= 2;
            case "numbered" -> lines(answer, "\\s*\\d+[.)]\\s+.*") >= 2;
            case "title" -> Pattern.compile("<<[^<>\\n]+>>").matcher(answer).find();
            case "one_line" -> !answer.isEmpty() && !answer.contains("\n");
            case "lowercase" -> !answer.isEmpty() && answer.equals(answer.toLowerCase(Locale.ROOT));
            case "uppercase" -> !answer.isEmpty() && answer.equals(answer.toUpperCase(Locale.ROOT));
            case "no_commas" -> !answer.isEmpty() && !answer.contains(",");
            default ->
                throw new IllegalArgumentException(
                        "'" + format
                                + "' is no format; known: json, bullets, numbered, title, one_line, lowercase, uppercase, no_commas");
        };
    }

    private static int words(String answer) {
        return answer.isEmpty() ? 0 : answer.split("\\s+").length;
    }

    private static int sentences(String answer) {
        int ends = (int) SENTENCE_END.matcher(answer).results().count();
        return answer.isEmpty() || SENTENCE_END.matcher(answer).results().anyMatch(m -> m.end() == answer.length())
                ? ends
                : ends + 1;
    }

    private static long lines(String answer, String pattern) {
        return answer.lines().filter(line -> line.matches(pattern)).count();
    }

    private static List<String> phrases(String value) {
        List<String> phrases = new ArrayList<>();
        for (String phrase : value.split("\\|")) {
            if (!phrase.isBlank()) {
                phrases.add(phrase.strip());
            }
        }
        return phrases;
    }

    /** As a word of its own, so that "art" is not found in "start". */
    private static boolean contains(String answer, String phrase) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(phrase) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(answer)
                .find();
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no whole number");
        }
    }
}
