package dev.apes.examples;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.engine.Apes;
import java.io.IOException;
import java.io.InputStream;

/** A generator of one's own: each new row takes every cell from one of two rows drawn at random. */
public final class CustomGenerator implements SyntheticGenerator {
    private static final String NAME = "crossover";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        context.cancellation().throwIfCancelled();
        if (!context.options().isEmpty()) {
            throw new IllegalArgumentException("the generator '" + NAME + "' takes no option '"
                    + context.options().keySet().iterator().next() + "'; leave it out");
        }
        return new CrossoverSynthesizer(data);
    }

    @Override
    public Synthesizer load(InputStream in) throws IOException {
        return new CrossoverSynthesizer(TableFile.read(in));
    }

    /**
     * Trains with it.
     *
     * @param args none
     * @throws InterruptedException if interrupted while training
     */
    public static void main(String[] args) throws InterruptedException {
        try (TrainingEngine engine =
                Apes.builder().generator(new CustomGenerator()).build()) {
            TrainingReport report = engine.start(TrainingRequest.builder()
                            .promptTexts(SamplePrompts.list())
                            .settingsPerRule(10)
                            .generator(NAME)
                            .single(true)
                            .build())
                    .await();
            report.iterations()
                    .forEach(iteration ->
                            System.out.println(iteration.generation().method() + ": "
                                    + iteration.generation().rowsRequested() + " rows asked for, "
                                    + iteration.generation().promptsAccepted() + " prompts kept, dropped "
                                    + iteration.generation().rejected()));
        }
    }
}
