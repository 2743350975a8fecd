package dev.apes.engine.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How well an answer fits a reference; each in [0, 1]. */
final class TextScores {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TextScores() {}

    /** 1 if both have the same words in the same order, in whatever case and with whatever punctuation. */
    static double exact(String answer, String reference) {
        return words(answer).equals(words(reference)) ? 1 : 0;
    }

    /** Harmonic mean of precision and recall of words, each as often as it occurs (Rajpurkar et al. 2016, without dropping articles). */
    static double f1(String answer, String reference) {
        List<String> said = words(answer);
        List<String> wanted = words(reference);
        if (said.isEmpty() || wanted.isEmpty()) {
            return said.equals(wanted) ? 1 : 0;
        }
        Map<String, Integer> left = new LinkedHashMap<>();
        wanted.forEach(w -> left.merge(w, 1, Integer::sum));
        int common = 0;
        for (String word : said) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return 2.0 * common / (said.size() + wanted.size());
    }

    /** 1 if the pattern is found anywhere. Patterns of users may be slow: the text is cut at 20,000 characters. */
    static double regex(String answer, String pattern) {
        try {
            String text = answer.length() > 20_000 ? answer.substring(0, 20_000) : answer;
            return Pattern.compile(pattern).matcher(text).find() ? 1 : 0;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no regular expression: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("'" + pattern + "' goes too deep; write it without nested repeats");
        }
    }

    /** 1 if the whole answer, a code fence aside, is JSON that the schema (draft 2020-12 unless it names another) accepts. */
    static double schema(String answer, String schema) {
        Optional<JsonNode> parsed = LenientJson.whole(schema);
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("the JSON schema is no JSON");
        }
        Optional<JsonNode> value = LenientJson.whole(answer);
        return value.isPresent()
                        && SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(parsed.get())
                                .validate(value.get())
                                .isEmpty()
                ? 1
                : 0;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (String word : NO_WORD.split(plain)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
