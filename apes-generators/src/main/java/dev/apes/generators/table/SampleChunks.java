package dev.apes.generators.table;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.util.function.Consumer;

/** Samples more rows than fit into memory, portion by portion. */
public final class SampleChunks {
    /** Rows per portion. Fixed, because the rows depend on it: what memory there is must not decide what is drawn. */
    public static final int ROWS = 10_000;

    private SampleChunks() {}

    /** Takes a portion. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param seed that the portion was drawn from
         * @param rows its rows
         */
        void take(long seed, Table rows);
    }

    /**
     * Gives all rows of a request in portions of {@value #ROWS}, each from a seed of its own that only the request's seed and
     * the portion's number decide. Up to that many rows they are the ones that {@link Synthesizer#sample} gives; beyond, they are
     * as many and as good, but not the same. Memory does not grow with the number of rows.
     *
     * @param synthesizer what to sample from
     * @param request how many rows, from which seed, under which conditions
     * @param taker is given each portion in order
     */
    public static void forEach(Synthesizer synthesizer, SampleRequest request, Consumer<Table> taker) {
        forEach(synthesizer, request, (seed, rows) -> taker.accept(rows));
    }

    /**
     * The same, with the seed of each portion.
     *
     * @param synthesizer what to sample from
     * @param request how many rows, from which seed, under which conditions
     * @param taker is given each portion in order
     */
    public static void forEach(Synthesizer synthesizer, SampleRequest request, Taker taker) {
        SeededRandom seeds = new SeededRandom(request.seed());
        long seed = request.seed();
        for (int done = 0; done < request.rows() || done == 0; done += ROWS) {
            int rows = Math.min(ROWS, request.rows() - done);
            taker.take(
                    seed,
                    synthesizer.sample(new SampleRequest(rows, seed, request.conditions(), request.cancellation())));
            seed = seeds.nextLong();
        }
    }
}
