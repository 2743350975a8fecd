package dev.apes.generators.neural;

import dev.apes.api.Cancellation;
import dev.apes.api.error.PluginException;
import dev.apes.api.generation.FitProgress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs epochs and keeps count of them. An epoch whose loss or parameters are no numbers any more, or whose loss is beyond all
 * reason, is undone and repeated with half the step size. Not thread-safe.
 */
final class Training {
    private static final int MOST_HALVINGS = 8;
    private static final double BEYOND_REASON = 1e9;

    private final String method;
    private final TabularModel model;
    private int epochs;
    private double rateScale = 1;

    Training(String method, TabularModel model) {
        this.method = method;
        this.model = model;
    }

    TabularModel model() {
        return model;
    }

    /** {@return how many epochs have been trained} */
    int epochs() {
        return epochs;
    }

    /**
     * @param further how many epochs to add
     * @param cancellation asked every batch
     * @param progress told after every epoch
     * @throws PluginException if it diverges however small the steps
     */
    void run(int further, Cancellation cancellation, FitProgress progress) {
        int end = epochs + further;
        while (epochs < end) {
            cancellation.throwIfCancelled();
            State before = State.of(model);
            double loss = model.epoch(epochs, rateScale, cancellation);
            if (Math.abs(loss) < BEYOND_REASON && finite()) {
                epochs++;
                progress.report(1 - (double) (end - epochs) / further);
                continue;
            }
            before.restore(model);
            rateScale /= 2;
            if (rateScale < StrictMath.pow(0.5, MOST_HALVINGS)) {
                throw new PluginException(
                        "generator",
                        method,
                        String.format(
                                Locale.ROOT,
                                "diverged in epoch %d (loss %s), also after the step size was halved %d times; look for "
                                        + "columns with extreme values, or use the method 'copula'",
                                epochs + 1,
                                loss,
                                MOST_HALVINGS),
                        null);
            }
        }
    }

    private boolean finite() {
        return model.optimisers().stream().flatMap(o -> o.parameters().stream()).allMatch(Parameter::finite)
                && model.averages().stream().allMatch(Parameter::finite);
    }

    /** Takes up where another training stands; the models have the same shape. */
    void continueFrom(Training other) {
        State.of(other.model).restore(model);
        epochs = other.epochs;
        rateScale = other.rateScale;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(epochs);
        out.writeDouble(rateScale);
        for (Adam optimiser : model.optimisers()) {
            optimiser.write(out);
        }
        for (Parameter average : model.averages()) {
            average.write(out);
        }
    }

    void read(DataInputStream in) throws IOException {
        epochs = in.readInt();
        rateScale = in.readDouble();
        for (Adam optimiser : model.optimisers()) {
            optimiser.read(in);
        }
        for (Parameter average : model.averages()) {
            average.read(in);
        }
    }

    /** Everything a model has learnt. */
    private record State(List<float[][][]> parameters, long[] steps) {
        static State of(TabularModel model) {
            List<float[][][]> parts = new ArrayList<>();
            all(model).forEach(p -> parts.add(p.snapshot()));
            return new State(
                    parts, model.optimisers().stream().mapToLong(Adam::steps).toArray());
        }

        void restore(TabularModel model) {
            List<Parameter> all = all(model);
            for (int i = 0; i < all.size(); i++) {
                all.get(i).restore(parameters.get(i));
            }
            for (int i = 0; i < steps.length; i++) {
                model.optimisers().get(i).steps(steps[i]);
            }
        }

        private static List<Parameter> all(TabularModel model) {
            List<Parameter> all = new ArrayList<>();
            model.optimisers().forEach(o -> all.addAll(o.parameters()));
            all.addAll(model.averages());
            return all;
        }
    }
}
