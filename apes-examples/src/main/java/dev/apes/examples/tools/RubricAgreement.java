package dev.apes.examples.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.engine.rubric.AgreementReport;
import dev.apes.engine.rubric.LabelledPair;
import dev.apes.engine.rubric.LabelledPrompt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Says how far the rubric agrees with labels of people, and fits its coefficients anew:
 *
 * <pre>apes-examples/run RubricAgreement PAIRS.jsonl PROMPTS.jsonl</pre>
 *
 * A line of PAIRS is an object with {@code worse} (an original) and {@code better} (a preferred rewrite of it), one of PROMPTS has
 * {@code prompt} and {@code vague}. Exit codes: 0 done, 2 bad input.
 */
public final class RubricAgreement {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RubricAgreement() {}

    /** @param args see above */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length != 2) {
            err.println("usage: RubricAgreement PAIRS.jsonl PROMPTS.jsonl");
            return 2;
        }
        try {
            List<LabelledPair> pairs =
                    read(args[0], line -> new LabelledPair(text(line, "worse"), text(line, "better")));
            List<LabelledPrompt> prompts =
                    read(args[1], line -> new LabelledPrompt(text(line, "prompt"), flag(line, "vague")));
            AgreementReport.of(pairs, prompts).lines().forEach(out::println);
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println("RubricAgreement: " + e.getMessage());
            return 2;
        }
    }

    private static <T> List<T> read(String file, Function<JsonNode, T> element) throws IOException {
        List<T> elements = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    elements.add(element.apply(JSON.readTree(line)));
                } catch (JsonProcessingException e) {
                    throw new IOException(file + ":" + number + ": not a JSON object: " + e.getOriginalMessage(), e);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        return elements;
    }

    private static List<String> lines(String file) throws IOException {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new IOException("cannot read " + file + " as UTF-8 text; give a JSONL file", e);
        }
    }

    private static String text(JsonNode line, String field) {
        JsonNode value = line.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("field '" + field + "' must be a string but is " + value);
        }
        return value.textValue();
    }

    private static boolean flag(JsonNode line, String field) {
        JsonNode value = line.get(field);
        if (value == null || !value.isBoolean()) {
            throw new IllegalArgumentException("field '" + field + "' must be true or false but is " + value);
        }
        return value.booleanValue();
    }
}
