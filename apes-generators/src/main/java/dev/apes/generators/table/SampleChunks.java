package dev.apes.generators.table;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.util.Map;
import java.util.function.Consumer;

/** Samples more rows than fit into memory, portion by portion. */
public final class SampleChunks {
    /** Rows per portion at most. */
    public static final int ROWS = 10_000;

    /** Cells per portion, 16 MB of them; tables of more than 200 columns get smaller portions. */
    private static final int CELLS = 2_000_000;

    private static final int LEAST_ROWS = 100;

    private SampleChunks() {}

    /**
     * How many rows make a portion. Only the width of the table decides, because the rows depend on it: what memory there is must not
     * decide what is drawn.
     *
     * @param columns of the table
     * @return {@value #ROWS} for up to 200 columns, fewer for more, 100 at least
     */
    public static int rows(int columns) {
        return Math.max(LEAST_ROWS, Math.min(ROWS, CELLS / Math.max(1, columns)));
    }

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
     * Gives all rows of a request in portions of {@link #rows}, each from a seed of its own that only the request's seed and
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
        int columns = synthesizer
                .sample(new SampleRequest(0, seed, Map.of(), request.cancellation()))
                .schema()
                .size();
        int portion = rows(columns);
        for (int done = 0; done < request.rows() || done == 0; done += portion) {
            int rows = Math.min(portion, request.rows() - done);
            taker.take(
                    seed,
                    synthesizer.sample(new SampleRequest(rows, seed, request.conditions(), request.cancellation())));
            seed = seeds.nextLong();
        }
    }
}
