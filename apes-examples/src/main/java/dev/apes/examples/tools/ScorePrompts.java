package dev.apes.examples.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Prompt;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.cli.input.JsonPrompts;
import dev.apes.engine.plugin.PluginRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores the prompts of a JSONL file with any installed evaluator:
 *
 * <pre>apes-examples/run ScorePrompts IN.jsonl OUT.jsonl --evaluator rubric</pre>
 *
 * Each line of IN is an object with {@code prompt} and optionally {@code original}, of which {@code prompt} is a version; without
 * it the prompt is scored as a version of itself. The line of OUT is the same object with {@code score} and {@code facets}. Bad
 * lines are named on standard error and have no line in OUT. {@code -} stands for standard input or output. Exit codes: 0 done, 1
 * the evaluator failed, 2 bad input.
 */
public final class ScorePrompts {
    private static final String USAGE = "ScorePrompts IN.jsonl OUT.jsonl [--evaluator NAME] [-E KEY=VALUE]...";
    private static final int BATCH = 256;

    private final PromptEvaluator evaluator;
    private final String evaluatorName;
    private final List<JsonPrompts.Entry> entries = new ArrayList<>();
    private final List<EvaluationRequest> requests = new ArrayList<>();
    private final LinesOut out;
    private int scored;
    private int bad;

    private ScorePrompts(PromptEvaluator evaluator, LinesOut out) {
        this.evaluator = evaluator;
        this.evaluatorName = evaluator.info().name();
        this.out = out;
    }

    /** @param args see above */
    public static void main(String[] args) {
        PluginRegistry plugins = new PluginRegistry(new PluginRegistry.Explicit(), ScorePrompts.class.getClassLoader());
        System.exit(run(args, plugins, System.in, System.out, System.err));
    }

    static int run(String[] args, PluginRegistry plugins, InputStream in, PrintStream stdout, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(args);
            PromptEvaluator evaluator = plugins.evaluator(arguments.evaluator).configure(arguments.options);
            return score(arguments, evaluator, in, stdout, err);
        } catch (InvalidInputException e) {
            err.println("ScorePrompts: " + e.getMessage());
            return 2;
        } catch (ApesException | UncheckedIOException e) {
            err.println("ScorePrompts: " + e.getMessage());
            return 1;
        }
    }

    private static int score(
            Arguments arguments, PromptEvaluator evaluator, InputStream in, PrintStream stdout, PrintStream err) {
        try (LinesOut out = LinesOut.open(arguments.out, stdout)) {
            ScorePrompts tool = new ScorePrompts(evaluator, out);
            JsonPrompts.read(arguments.in, in, entry -> tool.take(entry, arguments.in, err), line -> {
                tool.bad++;
                err.println(arguments.in + ":" + line.line() + ": " + line.problem());
            });
            tool.flush();
            if (tool.scored == 0) {
                throw new InvalidInputException(
                        arguments.in, "none of its lines can be scored (" + tool.bad + " bad lines)");
            }
            out.commit();
            err.println("ScorePrompts: " + tool.scored + " scored by '" + tool.evaluatorName + "' "
                    + evaluator.info().version() + ", " + tool.bad + " bad lines");
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(arguments.out + ": can't be written: " + e.getMessage(), e);
        }
    }

    private void take(JsonPrompts.Entry entry, String source, PrintStream err) {
        JsonNode original = entry.fields().get("original");
        if (original != null && (!original.isTextual() || original.textValue().isBlank())) {
            bad++;
            err.println(source + ":" + entry.line() + ": field 'original' must be text that is not blank");
            return;
        }
        Prompt prompt = entry.prompt();
        entries.add(entry);
        requests.add(new EvaluationRequest(
                prompt.text(), original == null ? prompt : prompt.withText(original.textValue()), 0));
        if (entries.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        List<Evaluation> answers = answers();
        for (int i = 0; i < entries.size(); i++) {
            ObjectNode fields = entries.get(i).fields();
            fields.put("score", answers.get(i).score());
            ObjectNode facets = fields.putObject("facets");
            answers.get(i).facets().forEach(facets::put);
            out.println(fields.toString());
        }
        scored += entries.size();
        entries.clear();
        requests.clear();
    }

    private List<Evaluation> answers() {
        List<Evaluation> answers;
        try {
            answers = evaluator.evaluate(List.copyOf(requests), EvaluationContext.of(0));
        } catch (ApesException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PluginException("evaluator", evaluatorName, "threw " + e, e);
        }
        if (answers == null || answers.size() != requests.size()) {
            throw new PluginException(
                    "evaluator",
                    evaluatorName,
                    "gave " + (answers == null ? "nothing" : answers.size() + " answers") + " to " + requests.size()
                            + " requests",
                    null);
        }
        return answers;
    }

    private record Arguments(String in, String out, String evaluator, Map<String, String> options) {
        static Arguments parse(String[] args) {
            List<String> files = new ArrayList<>();
            Map<String, String> options = new LinkedHashMap<>();
            String evaluator = "rubric";
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--evaluator") && i + 1 < args.length) {
                    evaluator = args[++i];
                } else if (args[i].equals("-E") && i + 1 < args.length && args[i + 1].contains("=")) {
                    String[] pair = args[++i].split("=", 2);
                    options.put(pair[0], pair[1]);
                } else if (args[i].startsWith("-") && !args[i].equals("-")) {
                    throw new InvalidInputException(args[i], "is not known or lacks its value; usage: " + USAGE);
                } else {
                    files.add(args[i]);
                }
            }
            if (files.size() != 2) {
                throw new InvalidInputException("ScorePrompts", "needs two files; usage: " + USAGE);
            }
            return new Arguments(files.get(0), files.get(1), evaluator, options);
        }
    }
}
