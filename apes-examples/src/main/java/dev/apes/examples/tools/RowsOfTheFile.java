package dev.apes.examples.tools;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps rows of the file out of what is generated. A generated row that reads like one of the file is drawn again, if the
 * table has a column in which equal values are no matter of course: decimal numbers of more than {@value #FEW} values, or
 * whole numbers and dates of which, besides, more than half differ. Where all columns are discrete, equal rows are to be expected and stay. Rows are compared as they are written, by a
 * hash of 64 bits: two rows that share one without being equal cost a draw, nothing else. Not thread-safe.
 */
final class RowsOfTheFile {
    /** Draws for one portion, after which what is still a copy is left out. */
    private static final int MOST_DRAWS = 20;

    private static final double MOSTLY = 0.5;
    private static final int FEW = 20;

    private final CsvTable csv;
    private long[] seen = new long[1024];
    private int count;
    private boolean sorted;
    private long redrawn;
    private long leftOut;

    /** @param csv whose way of writing decides what is equal */
    RowsOfTheFile(CsvTable csv) {
        this.csv = csv;
    }

    /** Notes rows of the file. */
    void add(Table rows) {
        seen = Arrays.copyOf(seen, Math.max(seen.length, Math.max(count + rows.rows(), count + count / 2)));
        for (int r = 0; r < rows.rows(); r++) {
            seen[count++] = hash(csv.line(rows, r));
        }
        sorted = false;
    }

    /** FNV-1a over characters, with a last mixing step, for its low bits alone are weak. */
    private static long hash(String line) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 32);
    }

    private boolean contains(String line) {
        if (!sorted) {
            Arrays.sort(seen, 0, count);
            sorted = true;
        }
        return Arrays.binarySearch(seen, 0, count, hash(line)) >= 0;
    }

    /**
     * @param columns the file's columns
     * @param kept some of its rows
     * @return whether a row that equals one of the file is a copy rather than a matter of course
     */
    static boolean tellable(List<CsvColumn> columns, Table kept) {
        return IntStream.range(0, columns.size()).anyMatch(c -> {
            double[] cells =
                    Arrays.stream(kept.column(c)).filter(v -> !Double.isNaN(v)).toArray();
            long different = Arrays.stream(cells).distinct().count();
            return switch (columns.get(c).kind()) {
                case NUMBER -> different > 1 && different > Math.min(FEW, MOSTLY * cells.length);
                case INTEGER, DATE, DATETIME -> different > Math.max(FEW, MOSTLY * cells.length);
                case BOOLEAN, CATEGORY -> false;
            };
        });
    }

    /**
     * @param rows a portion of generated rows
     * @param from what they were drawn from
     * @param request of this portion: its conditions hold in what is drawn again, its seed decides that
     * @return those that are no rows of the file, and others in place of the rest; fewer if only rows of the file come
     */
    Table without(Table rows, Synthesizer from, SampleRequest request) {
        Table kept = originals(rows);
        int wanted = rows.rows();
        for (int draw = 1; kept.rows() < wanted && draw <= MOST_DRAWS; draw++) {
            int missing = wanted - kept.rows();
            redrawn += missing;
            long seed = request.seed() + 0x9e3779b97f4a7c15L * draw;
            kept = joined(
                    kept,
                    originals(from.sample(
                            new SampleRequest(missing, seed, request.conditions(), request.cancellation()))));
        }
        leftOut += wanted - kept.rows();
        return kept;
    }

    private Table originals(Table rows) {
        int[] original = IntStream.range(0, rows.rows())
                .filter(r -> !contains(csv.line(rows, r)))
                .toArray();
        return original.length == rows.rows() ? rows : rows.select(original);
    }

    private static Table joined(Table a, Table b) {
        double[][] columns = new double[a.schema().size()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(a.column(c), a.rows() + b.rows());
            System.arraycopy(b.column(c), 0, columns[c], a.rows(), b.rows());
        }
        return new Table(a.schema(), columns);
    }

    /** {@return how many rows were drawn in place of copies} */
    long redrawn() {
        return redrawn;
    }

    /** {@return how many copies could not be replaced} */
    long leftOut() {
        return leftOut;
    }
}
