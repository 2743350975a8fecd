package dev.apes.examples.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.stopping.StoppingCriteria;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Tells after which iteration of a recorded history a stopping criterion fires, and why:
 *
 * <pre>apes-examples/run ReplayStopping HISTORY.json --criterion improvement_threshold:threshold=0.02,patience=3</pre>
 *
 * A criterion is {@code name} or {@code name:option=value,…}; several are joined by {@code &} (all) and {@code |} (any), with
 * parentheses where needed; {@code default} is what {@code apes train} uses without limits, {@code recommended} is
 * {@link StoppingCriteria#recommended()}.
 *
 * <p>HISTORY.json ({@code -} for standard input) is one of
 * <ul>
 *   <li>an array of objects, one for each iteration, or an object with such an array under {@code iterations}, as {@code apes train --export}
 *       writes it. Fields: {@code improvement} (relative to the best before; the first is the baseline's 0), {@code score} in [0, 1] or
 *       {@code metrics} {modelAccuracy, ruleEffectiveness, patternCoverage}, of which one at least is needed; and
 *       optionally {@code iteration} (1, 2, …), {@code promoted} (true or false) or {@code promotions} (a number or an array),
 *       {@code evaluatorCalls}, {@code elapsedSeconds}, {@code targetsReached}, {@code gapsExhausted}, {@code trainingLoss},
 *       {@code validationLoss}, {@code regretBound}. Without {@code improvement} it is the relative change of the score against the best before;
 *   <li>an array of numbers: improvements if the first is 0, as a baseline's is, otherwise scores; {@code --series improvement} or
 *       {@code --series score} says which.
 * </ul>
 *
 * Output: {@code iteration}, {@code reason} and {@code explanation} as lines, or as one JSON object with {@code --json}; the iteration is
 * {@code never} (JSON: null) if the criterion does not fire. Exit codes: 0 done, 1 the criterion failed, 2 bad input.
 */
public final class ReplayStopping {
    private static final String USAGE =
            "ReplayStopping HISTORY.json [--criterion NAME] [--series improvement|score] [--json]";

    private ReplayStopping() {}

    /** @param args see above */
    public static void main(String[] args) {
        PluginRegistry plugins =
                new PluginRegistry(new PluginRegistry.Explicit(), ReplayStopping.class.getClassLoader());
        System.exit(run(args, plugins, System.in, System.out, System.err));
    }

    static int run(String[] args, PluginRegistry plugins, InputStream in, PrintStream out, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(args);
            StoppingCriterion criterion = criterion(arguments.criterion, plugins);
            HistoryFile file = HistoryFile.read(arguments.file, in, arguments.series);
            if (!file.hasScores() && StoppingCriteria.readsScores(criterion)) {
                throw new InvalidInputException(
                        arguments.file,
                        "has improvements only, but " + arguments.criterion
                                + " reads scores; give 'score' in every iteration, or --series score");
            }
            Optional<StoppingCriteria.Replay> replay = StoppingCriteria.replay(criterion, file.history());
            String explanation = replay.map(r -> r.stop().explanation())
                    .orElseGet(() -> criterion.evaluate(file.history()).explanation());
            print(arguments.json, file, replay, explanation, out);
            return 0;
        } catch (InvalidInputException e) {
            err.println("ReplayStopping: " + e.getMessage());
            return 2;
        } catch (ApesException e) {
            err.println("ReplayStopping: " + e.getMessage());
            return 1;
        }
    }

    private static StoppingCriterion criterion(String text, PluginRegistry plugins) {
        if (text.equals("default")) {
            return StoppingCriteria.defaults(
                    new TrainingRequest.Limits(OptionalInt.empty(), 0.02, 3, Optional.empty(), OptionalLong.empty()));
        }
        return StoppingCriteria.parse(text, plugins::stoppingCriterion);
    }

    private static void print(
            boolean json,
            HistoryFile file,
            Optional<StoppingCriteria.Replay> replay,
            String explanation,
            PrintStream out) {
        String reason = replay.map(r -> r.stop().reason().code()).orElse(null);
        if (json) {
            ObjectNode node = new ObjectMapper().createObjectNode();
            node.put("iteration", replay.map(StoppingCriteria.Replay::iteration).orElse(null))
                    .put("reason", reason)
                    .put("explanation", explanation)
                    .put("iterations", file.history().size())
                    .put("read", file.series());
            out.println(node);
            return;
        }
        out.println(
                "iteration: " + replay.map(r -> String.valueOf(r.iteration())).orElse("never"));
        out.println("reason: " + (reason == null ? "none" : reason));
        out.println("explanation: " + explanation);
        out.println("history: " + file.history().size() + " iterations, read as " + file.series());
    }

    private record Arguments(String file, String criterion, HistoryFile.Series series, boolean json) {
        static Arguments parse(String[] args) {
            String file = null;
            String criterion = "default";
            HistoryFile.Series series = HistoryFile.Series.GUESS;
            boolean json = false;
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--criterion") && i + 1 < args.length) {
                    criterion = args[++i];
                } else if (args[i].equals("--series") && i + 1 < args.length) {
                    series = series(args[++i]);
                } else if (args[i].equals("--json")) {
                    json = true;
                } else if (args[i].startsWith("-") && !args[i].equals("-") || file != null) {
                    throw new InvalidInputException(args[i], "is not known or lacks its value; usage: " + USAGE);
                } else {
                    file = args[i];
                }
            }
            if (file == null) {
                throw new InvalidInputException("HISTORY.json", "is missing; usage: " + USAGE);
            }
            return new Arguments(file, criterion, series, json);
        }

        private static HistoryFile.Series series(String text) {
            for (HistoryFile.Series known :
                    new HistoryFile.Series[] {HistoryFile.Series.IMPROVEMENT, HistoryFile.Series.SCORE}) {
                if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return known;
                }
            }
            throw new InvalidInputException("--series", "must be improvement or score but is '" + text + "'");
        }
    }
}
