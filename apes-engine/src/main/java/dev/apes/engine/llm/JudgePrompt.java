package dev.apes.engine.llm;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The question to a judge: a text with places for two prompts, which users can replace. */
final class JudgePrompt {
    private static final String RESOURCE = "judge-prompt.txt";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private JudgePrompt() {}

    static String standard() {
        return resource(RESOURCE);
    }

    static String resource(String name) {
        try (InputStream in = JudgePrompt.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar of apes-engine");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("can't read the resource " + name, e);
        }
    }

    static String checked(String file, String text) {
        for (String place : new String[] {"{{first}}", "{{second}}"}) {
            if (!text.contains(place)) {
                throw new InvalidInputException("-E judge-prompt=" + file, "has no place " + place + " for a prompt");
            }
        }
        return text;
    }

    /** All places are filled in one pass, so that a prompt which holds such a place itself stays as it is. */
    static String fill(String template, Prompt original, String first, String second) {
        return fill(
                template,
                Map.of(
                        "first", first,
                        "second", second,
                        "context", original.context().orElse("(none)")));
    }

    /** A place that has no value stays as it is. */
    static String fill(String template, Map<String, String> values) {
        Matcher places = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            places.appendReplacement(
                    filled, Matcher.quoteReplacement(values.getOrDefault(places.group(1), places.group())));
        }
        return places.appendTail(filled).toString();
    }
}
