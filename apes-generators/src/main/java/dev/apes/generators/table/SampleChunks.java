package dev.apes.generators.table;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Samples more rows than fit into memory, portion by portion. How many portions are drawn side by side follows what memory is free and
 * what it brings; where memory runs out all the same, fewer are tried. The rows do not depend on it.
 */
public final class SampleChunks {
    /** Rows per portion at most. */
    public static final int ROWS = 10_000;

    /** Cells per portion, 16 MB of them; tables of more than 200 columns get smaller portions. */
    private static final int CELLS = 2_000_000;

    private static final int LEAST_ROWS = 100;

    /** A cell while it is drawn: its value, its code, and what the method makes on the way. */
    private static final int BYTES_PER_CELL = 64;

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
     * @param synthesizer what to sample from; asked on several threads
     * @param request how many rows, from which seed, under which conditions
     * @param taker is given each portion in order, on the caller's thread
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
        forEach(synthesizer, request, taker, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same, with a limit to how many portions are drawn side by side.
     *
     * @param synthesizer what to sample from
     * @param request how many rows, from which seed, under which conditions
     * @param taker is given each portion in order
     * @param mostAtOnce portions at once, at least 1, which draws them one by one on the caller's thread
     */
    public static void forEach(Synthesizer synthesizer, SampleRequest request, Taker taker, int mostAtOnce) {
        if (mostAtOnce < 1) {
            throw new IllegalArgumentException("at least one portion is drawn at a time, not " + mostAtOnce);
        }
        int columns = synthesizer
                .sample(new SampleRequest(0, request.seed(), Map.of(), request.cancellation()))
                .schema()
                .size();
        forEach(
                synthesizer,
                request,
                taker,
                rows(columns),
                new PortionsAtOnce(
                        mostAtOnce, (long) rows(columns) * columns * BYTES_PER_CELL, SampleChunks::freeBytes));
    }

    private static long freeBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    static void forEach(
            Synthesizer synthesizer, SampleRequest request, Taker taker, int portion, PortionsAtOnce atOnce) {
        SeededRandom seeds = new SeededRandom(request.seed());
        List<SampleRequest> waiting = new ArrayList<>();
        long seed = request.seed();
        int asked = 0;
        try (SideBySide drawing = new SideBySide(synthesizer)) {
            while (asked < request.rows() || asked == 0 || !waiting.isEmpty()) {
                int portions = atOnce.next();
                while (waiting.size() < portions && (asked < request.rows() || asked == 0)) {
                    int rows = Math.min(portion, request.rows() - asked);
                    waiting.add(new SampleRequest(rows, seed, request.conditions(), request.cancellation()));
                    seed = seeds.nextLong();
                    asked += portion;
                }
                List<SampleRequest> now = waiting.subList(0, Math.min(portions, waiting.size()));
                long begun = System.nanoTime();
                List<Table> tables;
                try {
                    tables = drawing.draw(now);
                } catch (OutOfMemoryError e) {
                    if (atOnce.backOff(now.size())) {
                        continue;
                    }
                    throw e;
                }
                atOnce.measured(
                        now.size(), tables.stream().mapToLong(Table::rows).sum(), System.nanoTime() - begun);
                for (int i = 0; i < tables.size(); i++) {
                    taker.take(now.get(i).seed(), tables.get(i));
                }
                now.clear();
            }
        }
    }
}
