package dev.apes.examples;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.Apes;
import java.util.List;
import java.util.Map;

/** A stopping criterion of one's own: enough is enough after some iterations in a row without a promotion. */
public final class CustomStoppingCriterion implements StoppingCriterion {
    private static final String NAME = "no_promotion";
    private static final String ITERATIONS = "iterations";

    private final int iterations;

    /** Two iterations. */
    public CustomStoppingCriterion() {
        this(2);
    }

    private CustomStoppingCriterion(int iterations) {
        this.iterations = iterations;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        int count = iterations;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (!option.getKey().equals(ITERATIONS) || !option.getValue().matches("[1-9][0-9]{0,3}")) {
                throw new InvalidInputException(
                        "--stopping " + NAME,
                        "takes " + ITERATIONS + "=1 to 9999 but was given " + option.getKey() + "="
                                + option.getValue());
            }
            count = Integer.parseInt(option.getValue());
        }
        return new CustomStoppingCriterion(count);
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        List<IterationSummary> all = history.iterations();
        int without = 0;
        while (without < all.size() && all.get(all.size() - 1 - without).promotions() == 0) {
            without++;
        }
        String explanation = without + " iterations in a row without a promotion, " + iterations + " end it";
        return without >= iterations
                ? new StopDecision.Stop(new StopReason.Criterion(NAME), explanation)
                : new StopDecision.Continue(explanation);
    }

    /**
     * Trains with it.
     *
     * @param args none
     * @throws InterruptedException if interrupted while training
     */
    public static void main(String[] args) throws InterruptedException {
        try (TrainingEngine engine =
                Apes.builder().stoppingCriterion(new CustomStoppingCriterion()).build()) {
            TrainingReport report = engine.start(TrainingRequest.builder()
                            .promptTexts(SamplePrompts.list())
                            .settingsPerRule(10)
                            .stopping(NAME + ":" + ITERATIONS + "=1")
                            .maxIterations(5)
                            .build())
                    .await();
            System.out.println("Ended after iteration " + report.iterations().size() + ": "
                    + report.stopReason().code() + " (" + report.stopExplanation() + ")");
        }
    }
}
