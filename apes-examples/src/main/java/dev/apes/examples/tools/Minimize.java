package dev.apes.examples.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.MixedOptimizer;
import dev.apes.engine.optimize.OptimizerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Minimises a function that any other program computes, by JSON lines on standard output and input:
 *
 * <pre>apes-examples/run Minimize SPACE.json</pre>
 *
 * SPACE.json holds the parameters and, if wanted, the seed (1), the number of evaluations (50) and whether the function is noisy:
 *
 * <pre>
 * {"parameters": [{"name": "x", "type": "real", "min": -5, "max": 10}, {"name": "n", "type": "integer", "min": 1, "max": 9},
 *                 {"name": "f", "type": "flag"}, {"name": "c", "type": "choice", "values": ["a", "b"]}],
 *  "seed": 7, "evaluations": 50, "noisy": false}
 * </pre>
 *
 * The tool writes <code>{"ask":{"x":1.5,"n":3,"f":true,"c":"a"},"evaluation":1}</code> and reads <code>{"value":1.23}</code>,
 * again and again, and at last writes <code>{"best":{...},"value":0.12,"evaluations":50}</code>. Without noise, the best is the
 * smallest value told, and a finite space whose every setting was told ends the search early; with noise, it is the smallest
 * mean of the model, which may be none of the values told. Exit codes: 0 done, 2 bad input.
 */
public final class Minimize {
    private final SpaceFile task;
    private final MixedOptimizer optimizer;
    private final BufferedReader in;
    private final PrintStream out;

    private Minimize(SpaceFile task, InputStream in, PrintStream out) {
        this.task = task;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        OptimizerOptions options =
                OptimizerOptions.minimise(task.space().parameters().size());
        optimizer = new MixedOptimizer(task.space(), task.noisy() ? options.withNoise(true) : options, task.seed());
    }

    /** @param args see above */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            if (args.length != 1) {
                throw new InvalidInputException("Minimize", "needs one argument; usage: Minimize SPACE.json");
            }
            new Minimize(SpaceFile.read(args[0]), in, out).search();
            return 0;
        } catch (InvalidInputException e) {
            err.println("Minimize: " + e.getMessage());
            return 2;
        }
    }

    private void search() {
        int evaluation = 0;
        while (evaluation < task.evaluations() && !optimizer.exhausted()) {
            evaluation++;
            ParameterValues values = optimizer.ask();
            ObjectNode line = SpaceFile.JSON.createObjectNode();
            line.set("ask", json(values));
            write(line.put("evaluation", evaluation));
            optimizer.tell(values, value(evaluation));
        }
        MixedOptimizer.Best best = optimizer.best();
        ObjectNode line = SpaceFile.JSON.createObjectNode();
        line.set("best", json(best.values()));
        write(line.put("value", best.objective()).put("evaluations", evaluation));
    }

    private void write(ObjectNode line) {
        out.print(line + "\n");
        out.flush();
        if (out.checkError()) {
            throw new InvalidInputException("standard output", "is closed; nobody reads what is asked");
        }
    }

    private double value(int evaluation) {
        String where = "answer " + evaluation;
        String line = readLine();
        if (line == null) {
            throw new InvalidInputException(
                    where, "standard input has ended; it needs a line {\"value\": NUMBER} for each question");
        }
        try {
            JsonNode answer = SpaceFile.JSON.readTree(line);
            JsonNode value = answer == null ? null : answer.get("value");
            if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw new InvalidInputException(
                        where, "must be {\"value\": NUMBER} with a finite number but is " + line);
            }
            return value.doubleValue();
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(where, "must be {\"value\": NUMBER} on one line but is " + line, e);
        }
    }

    private String readLine() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can't be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode json(ParameterValues values) {
        ObjectNode node = SpaceFile.JSON.createObjectNode();
        values.asMap().forEach((name, value) -> node.set(name, SpaceFile.JSON.valueToTree(value)));
        return node;
    }
}
