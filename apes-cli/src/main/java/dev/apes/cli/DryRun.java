package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.report.JsonView;
import dev.apes.cli.report.LiveView;
import dev.apes.cli.report.PlainView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says what a training with a paid evaluator would take, without paying and without a trace: the engine trains in memory on stand-in
 * scores, and the evaluator counts what it would have asked.
 */
final class DryRun {
    /** How an evaluator is told. */
    static final String OPTION = "dry-run";

    private static final String EVALUATOR = "llm";

    private final TrainingEngine engine;
    private final Streams streams;

    DryRun(TrainingEngine engine, Streams streams) {
        this.engine = engine;
        this.streams = streams;
    }

    /** {@return whether these options ask for one, be it that the settings file has them} */
    static boolean wanted(Map<String, String> evaluatorOptions) {
        return "true".equals(evaluatorOptions.get(OPTION));
    }

    /**
     * @param request what would be trained
     * @param json events as JSON on standard output, in place of the estimate in words
     * @return the exit code
     * @throws InvalidInputException if the evaluator is none that could say what it costs
     */
    int run(TrainingRequest request, boolean json) throws InterruptedException {
        if (!request.evaluator().equals(EVALUATOR)) {
            throw new InvalidInputException(
                    "--dry-run",
                    "is about an evaluator that is paid for; '" + request.evaluator()
                            + "' can't say what it would cost. Add --evaluator " + EVALUATOR);
        }
        LiveView view = json ? new JsonView(streams.out()) : new PlainView(streams.err(), false);
        List<TrainingEvent.EvaluatorUsage> found = new ArrayList<>();
        TrainingReport report = engine.start(request, event -> {
                    if (event instanceof TrainingEvent.EvaluatorUsage usage) {
                        found.add(usage);
                        view.accept(usage);
                    } else if (event instanceof TrainingEvent.SessionStarted
                            || event instanceof TrainingEvent.StepStarted && json) {
                        // promotions and figures come from stand-in scores: nobody should take them for results
                        view.accept(event);
                    }
                })
                .await();
        if (found.isEmpty()) {
            throw new InvalidInputException("--dry-run", "found nothing that this training would have to ask");
        }
        if (!json) {
            streams.out()
                    .print(text(
                            found.get(0),
                            report.iterations().size(),
                            report.stopReason().code()));
            streams.out().flush();
        }
        return ExitCode.DONE;
    }

    private static String text(TrainingEvent.EvaluatorUsage usage, int iterations, String end) {
        StringBuilder text =
                new StringBuilder("Nothing was asked, and nothing stored. Such a training takes about\n\n");
        text.append(String.format(Locale.ROOT, "  %,14d calls%n", usage.calls()));
        text.append(String.format(Locale.ROOT, "  %,14d tokens in%n", usage.tokensIn()));
        text.append(String.format(Locale.ROOT, "  %,14d tokens out%n", usage.tokensOut()));
        usage.cost().ifPresent(cost -> text.append(String.format(Locale.ROOT, "  %,14.2f in money%n", cost)));
        text.append(String.format(
                Locale.ROOT,
                "%nin %d %s (%s). The rubric's scores stood in for the model's, with which it may end earlier or%n"
                        + "later; tokens are counted at their most, and answers that are stored already are not bought again.%n"
                        + "-E max-calls=N, -E max-tokens=N and -E max-cost=X limit it for certain.%n",
                iterations,
                iterations == 1 ? "iteration" : "iterations",
                end));
        if (usage.cost().isEmpty()) {
            text.append("With -E price-in=X -E price-out=Y (for a million tokens) it says what that costs.\n");
        }
        return text.toString();
    }
}
