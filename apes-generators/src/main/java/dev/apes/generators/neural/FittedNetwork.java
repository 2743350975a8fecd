package dev.apes.generators.neural;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A trained network with what it takes to train it further.
 *
 * @param generator what fitted it
 * @param summary the rows it has seen
 * @param options the method's own, as given to the first fit
 * @param seed of the first fit; later ones have no seed of their own
 * @param plannedEpochs the default number of epochs at the first fit
 * @param training its state
 */
record FittedNetwork(
        NeuralGenerator generator,
        TableSummary summary,
        Map<String, String> options,
        long seed,
        int plannedEpochs,
        Training training)
        implements Synthesizer {

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        return training.model().sample(request);
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        return generator.fitFurther(this, more, context);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        generator.save(this, out);
    }
}
