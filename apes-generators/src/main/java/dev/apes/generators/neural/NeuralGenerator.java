package dev.apes.generators.neural;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the neural methods do alike: fit, save, load, fit further. It learns from at most {@link TableSummary#CAPACITY} rows, a
 * uniform sample of more.
 *
 * <p>Fitting further trains on the old rows and the new ones together, by default for a fifth of the epochs so far, or
 * of the default number if that is less. With no new rows it
 * goes on where training stopped: N epochs and then M leave the same bits as N + M. New rows that the table's code has no place for
 * (values in a column that was always missing, say) make it start afresh with all rows.
 */
public abstract class NeuralGenerator implements SyntheticGenerator {
    /** The option that sets how often training goes over the rows. */
    protected static final String EPOCHS = "epochs";

    private static final int FORMAT = 1;
    private static final int MOST_EPOCHS = 1_000_000;
    private static final int SHARE_OF_FURTHER_FIT = 5;

    /** Forward and backward pass together take about six operations a weight. */
    private static final double OPERATIONS_PER_WEIGHT = 6e-9;

    /** How many numbers a column is coded by, about. */
    private static final int CODE_OF_A_COLUMN = 12;

    private final String name;
    private final Set<String> known;

    /**
     * @param name the method's name
     * @param options the names of its own options, besides {@link #EPOCHS}
     */
    protected NeuralGenerator(String name, Set<String> options) {
        this.name = name;
        Set<String> all = new LinkedHashSet<>(Set.of(EPOCHS));
        all.addAll(new TreeSet<>(options));
        this.known = all;
    }

    /**
     * @param summary the rows
     * @param options the method's own, checked by name
     * @return epochs that are trained unless told otherwise
     */
    protected abstract int defaultEpochs(TableSummary summary, Options options);

    /**
     * @param summary the rows
     * @param options the method's own, checked by name
     * @param seed of every random choice
     * @return a model with a code made for these rows and a fresh network
     */
    protected abstract TabularModel build(TableSummary summary, Options options, long seed);

    /**
     * @param summary the rows
     * @param options the method's own
     * @param seed of every random choice
     * @param in what {@link TabularModel#writeCode} wrote
     * @return a model with that code and a fresh network
     * @throws IOException if it cannot be read
     */
    protected abstract TabularModel restore(TableSummary summary, Options options, long seed, DataInputStream in)
            throws IOException;

    /**
     * @param rows of the table
     * @param inputs numbers that code a row, about
     * @return how many weights one default training looks at, all visits to all rows together
     */
    protected abstract double weightVisits(int rows, int inputs);

    @Override
    public final double fittingEffort(int rows, int columns) {
        return OPERATIONS_PER_WEIGHT * weightVisits(rows, CODE_OF_A_COLUMN * columns);
    }

    /**
     * @param data rows to learn from
     * @param seed as of the context to fit with
     * @return epochs that {@link #fit} trains with default options
     */
    public final int usualEpochs(Table data, long seed) {
        return defaultEpochs(TableSummary.of(data, seed), checked(Map.of()));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Synthesizer fit(Table data, FitContext context) {
        context.cancellation().throwIfCancelled();
        checked(context.options());
        Map<String, String> own = new LinkedHashMap<>(context.options());
        own.remove(EPOCHS);
        return fit(TableSummary.of(data, context.seed()), own, context);
    }

    private Synthesizer fit(TableSummary summary, Map<String, String> own, FitContext context) {
        int planned = defaultEpochs(summary, checked(own));
        int epochs = epochs(context, planned);
        Training training = new Training(name, build(summary, checked(own), context.seed()));
        training.run(epochs, context.cancellation(), context.progress());
        return new FittedNetwork(this, summary, own, context.seed(), planned, training);
    }

    /** A fitted one that has seen more rows. */
    final Synthesizer fitFurther(FittedNetwork from, Table more, FitContext context) {
        context.cancellation().throwIfCancelled();
        checked(context.options());
        context.options().forEach((option, value) -> {
            if (!option.equals(EPOCHS) && !value.equals(from.options().get(option))) {
                throw new IllegalArgumentException("option '" + option + "' of the generator '" + name
                        + "' can't change to '" + value + "' when fitting further; it was "
                        + from.options().getOrDefault(option, "left at its default") + ". Fit again instead");
            }
        });
        TableSummary all = from.summary().plus(more, context.seed());
        TabularModel model = from.training().model().withRows(more, all).orElse(null);
        if (model == null) {
            return fit(all, from.options(), context);
        }
        Training training = new Training(name, model);
        training.continueFrom(from.training());
        int before = Math.min(from.plannedEpochs(), from.training().epochs());
        int usual = Math.max(1, before / SHARE_OF_FURTHER_FIT);
        training.run(epochs(context, usual), context.cancellation(), context.progress());
        return new FittedNetwork(this, all, from.options(), from.seed(), from.plannedEpochs(), training);
    }

    private int epochs(FitContext context, int usual) {
        double asked = checked(context.options()).number(EPOCHS, usual, 1, MOST_EPOCHS);
        if (asked != Math.rint(asked)) {
            throw new IllegalArgumentException("option '" + EPOCHS + "' of the generator '" + name
                    + "' must be a whole number but is '" + context.options().get(EPOCHS) + "'");
        }
        return (int) asked;
    }

    @Override
    public final Synthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, name, FORMAT, payload -> {
            Map<String, String> options = new LinkedHashMap<>();
            for (int i = payload.readInt(); i > 0; i--) {
                options.put(payload.readUTF(), payload.readUTF());
            }
            long seed = payload.readLong();
            int planned = payload.readInt();
            TableSummary summary = TableSummary.read(payload);
            Training training = new Training(name, restore(summary, checked(options), seed, payload));
            training.read(payload);
            return new FittedNetwork(this, summary, options, seed, planned, training);
        });
    }

    /** Writes what {@link #load} reads. */
    final void save(FittedNetwork fitted, OutputStream out) throws IOException {
        SealedPayload.write(out, name, FORMAT, payload -> {
            payload.writeInt(fitted.options().size());
            for (Map.Entry<String, String> option : fitted.options().entrySet()) {
                payload.writeUTF(option.getKey());
                payload.writeUTF(option.getValue());
            }
            payload.writeLong(fitted.seed());
            payload.writeInt(fitted.plannedEpochs());
            fitted.summary().write(payload);
            fitted.training().model().writeCode(payload);
            fitted.training().write(payload);
        });
    }

    private Options checked(Map<String, String> options) {
        return new Options(name, options, known);
    }

    /**
     * @param options the method's own
     * @param option a setting
     * @param fallback its default
     * @param min smallest accepted value
     * @param max largest accepted value
     * @return its value, rounded
     */
    protected static int whole(Options options, String option, int fallback, int min, int max) {
        return (int) Math.rint(options.number(option, fallback, min, max));
    }
}
