package dev.apes.api.generation;

import java.io.IOException;
import java.io.InputStream;

/**
 * A method of making rows like those of a table. Service provider interface. Stateless and thread-safe; every random choice
 * comes from the context's seed.
 *
 * <p>The contract test {@code dev.apes.api.contract.SyntheticGeneratorContract} in this module's test jar checks that.
 */
public interface SyntheticGenerator {
    /** {@return the name by which it is chosen, e.g. {@code copula}} */
    String name();

    /**
     * @param data rows to learn from, at least one
     * @param context seed, focus, options and cancellation
     * @return a fitted synthesiser
     * @throws IllegalArgumentException if the table or an option is not usable; the message says which and why
     * @throws dev.apes.api.error.CancelledException if cancelled
     */
    Synthesizer fit(Table data, FitContext context);

    /**
     * About how much computing a fit takes, so that an automatic choice can leave out what it can't afford. A function of its
     * arguments alone: it measures nothing.
     *
     * @param rows of the table
     * @param columns of the table
     * @return billions of floating-point operations with default options; 0 if a fit costs little more than reading the rows
     */
    default double fittingEffort(int rows, int columns) {
        return 0;
    }

    /**
     * @param in what {@link Synthesizer#save} wrote; left open
     * @return a synthesiser equal to the one saved
     * @throws IOException if it cannot be read, is corrupt or of another version
     */
    Synthesizer load(InputStream in) throws IOException;
}
