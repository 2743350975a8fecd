package dev.apes.api.generation;

import java.io.IOException;
import java.io.OutputStream;

/** A generator fitted to a table. Sampling is thread-safe and changes nothing. */
public interface Synthesizer {
    /**
     * Draws rows of the fitted table's schema that satisfy every column's bounds and the request's conditions.
     *
     * @param request how many, from which seed, under which conditions
     * @return exactly the requested number of rows
     * @throws IllegalArgumentException if a condition names an unknown column or a value its column does not accept
     * @throws dev.apes.api.error.CancelledException if cancelled
     */
    Table sample(SampleRequest request);

    /**
     * Learns from further rows; this synthesiser itself stays as it is.
     *
     * @param more rows of the same schema
     * @param context seed, focus, options and cancellation
     * @return a synthesiser that has seen the old rows and the new ones
     */
    Synthesizer fitFurther(Table more, FitContext context);

    /**
     * Writes the fitted state so that {@link SyntheticGenerator#load} gives an equal synthesiser.
     *
     * @param out where to; left open
     * @throws IOException if it cannot be written
     */
    void save(OutputStream out) throws IOException;
}
