package dev.apes.generators.neural;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.TableSummary;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A network, the code of the table it learns, and the coded rows. What it has learnt lies in {@link #optimisers} and {@link
 * #averages} alone; everything random is drawn from streams of seed, epoch and batch. Training is not thread-safe; sampling is, and
 * changes nothing.
 */
public interface TabularModel {
    /** {@return what moves the parameters, in a fixed order} */
    List<Adam> optimisers();

    /** {@return what is averaged rather than moved, in a fixed order} */
    List<Parameter> averages();

    /**
     * Goes once over the rows.
     *
     * @param epoch how many epochs came before
     * @param rateScale what every step size is multiplied by, 1 unless training diverged
     * @param cancellation asked every batch
     * @return the mean loss; not finite if training diverged
     */
    double epoch(int epoch, double rateScale, Cancellation cancellation);

    /**
     * @param request how many rows, from which seed, under which conditions
     * @return the rows
     */
    Table sample(SampleRequest request);

    /**
     * @param more further rows, possibly none
     * @param all the rows so far and these
     * @return a model of the same shape, with a fresh network, over all rows; empty if the new rows hold what this code can't write
     */
    Optional<TabularModel> withRows(Table more, TableSummary all);

    /**
     * Writes the table's code, without the schema.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    void writeCode(DataOutputStream out) throws IOException;
}
