package dev.apes.generators.neural;

import dev.apes.generators.table.Options;
import dev.apes.generators.table.TableSummary;
import java.util.Set;

/**
 * What the methods of Xu et al. (2019) do alike: they read a {@link TableCode}, go over the rows 300 times in batches of 500, and
 * take less of both where there are few rows.
 */
public abstract class ModeCodedGenerator extends NeuralGenerator {
    private static final int EPOCHS_OF_THE_PAPER = 300;
    private static final int ROWS_OF_FULL_TRAINING = 5_000;
    private static final int ENOUGH_VISITS = 120_000;
    private static final int BATCH_OF_THE_PAPER = 500;
    private static final int LEAST_BATCH = 50;

    /**
     * @param name the method's name
     * @param options the names of its own options
     */
    protected ModeCodedGenerator(String name, Set<String> options) {
        super(name, options);
    }

    /** {@return how many visits to rows are enough, besides at least a hundred epochs; no limit unless told otherwise} */
    protected int mostVisits() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected final int defaultEpochs(TableSummary summary, Options options) {
        return epochs(summary.rows());
    }

    private int epochs(int rows) {
        int scaled = Math.max(ENOUGH_VISITS / rows, EPOCHS_OF_THE_PAPER * rows / ROWS_OF_FULL_TRAINING);
        int bounded = Math.min(mostVisits() / rows, Math.min(EPOCHS_OF_THE_PAPER, scaled));
        return Math.max(EPOCHS_OF_THE_PAPER / 3, bounded);
    }

    @Override
    protected final TabularModel build(TableSummary summary, Options options, long seed) {
        TableCode code = TableCode.fit(summary);
        for (int c = 0; c < code.columns(); c++) {
            code.see(summary.kept(c), c);
        }
        return model(code, summary, options, seed);
    }

    /**
     * @param code of the table, which has seen all rows
     * @param summary the rows
     * @param options the method's own, checked by name
     * @param seed of every random choice
     * @return a model with a fresh network
     */
    protected abstract TabularModel model(TableCode code, TableSummary summary, Options options, long seed);

    /**
     * @param rows of the table
     * @return visits to rows in one default training
     */
    protected final double visits(int rows) {
        return (double) rows * epochs(rows);
    }

    /**
     * @param summary the rows
     * @return rows per batch unless told otherwise: 500, for fewer than 5,000 rows a tenth of them but at least 50
     */
    protected static int usualBatch(TableSummary summary) {
        return Math.max(LEAST_BATCH, Math.min(BATCH_OF_THE_PAPER, summary.rows() / 10));
    }
}
