package dev.apes.generators.diffusion;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.InRanges;
import dev.apes.generators.neural.LevelCode;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a table looks to the diffusion: one normal score per column of numbers, one category per discrete column, and one category of two
 * levels, present or missing, per column of numbers that is sometimes missing. A missing number has the score 0. A column of numbers that
 * was always missing is not modelled. Immutable but for the levels' counts, which grow before the code is shared.
 */
final class DiffusionCode {
    private static final int MISSING = 1;

    private final List<ColumnSchema> schema;
    private final QuantileCode[] numbers;
    private final LevelCode[] levels;
    private final boolean[] sometimesMissing;
    private final int[] scoreAt;
    private final int[] categoryAt;
    private final int[] sizes;
    private final int scores;

    private DiffusionCode(
            List<ColumnSchema> schema, QuantileCode[] numbers, LevelCode[] levels, boolean[] sometimesMissing) {
        this.schema = schema;
        this.numbers = numbers;
        this.levels = levels;
        this.sometimesMissing = sometimesMissing;
        int width = schema.size();
        scoreAt = new int[width];
        categoryAt = new int[width];
        int[] found = new int[width];
        int numeric = 0;
        int categories = 0;
        for (int c = 0; c < width; c++) {
            scoreAt[c] = numbers[c] == null ? -1 : numeric++;
            categoryAt[c] = levels[c] == null && !sometimesMissing[c] ? -1 : categories;
            if (categoryAt[c] >= 0) {
                found[categories++] = levels[c] == null ? 2 : levels[c].slots();
            }
        }
        scores = numeric;
        sizes = Arrays.copyOf(found, categories);
    }

    static DiffusionCode fit(TableSummary summary) {
        List<ColumnSchema> schema = summary.schema();
        QuantileCode[] numbers = new QuantileCode[schema.size()];
        LevelCode[] levels = new LevelCode[schema.size()];
        boolean[] sometimesMissing = new boolean[schema.size()];
        for (int c = 0; c < numbers.length; c++) {
            double[] cells = summary.kept(c);
            if (discrete(schema.get(c))) {
                levels[c] = new LevelCode(summary.levels(c));
                see(levels[c], cells);
                continue;
            }
            long missing = Arrays.stream(cells).filter(Double::isNaN).count();
            if (missing < cells.length) {
                numbers[c] = QuantileCode.fit(schema.get(c), cells);
                sometimesMissing[c] = missing > 0;
            }
        }
        return new DiffusionCode(schema, numbers, levels, sometimesMissing);
    }

    private static boolean discrete(ColumnSchema column) {
        return column.type() == ColumnType.CATEGORICAL || column.type() == ColumnType.BOOLEAN;
    }

    private static void see(LevelCode code, double[] cells) {
        for (double cell : cells) {
            code.see(cell);
        }
    }

    /** This code with further rows seen; empty if one of them has no place in it. */
    Optional<DiffusionCode> with(Table more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(new DataOutputStream(bytes));
        DiffusionCode copy = read(schema, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (int c = 0; c < numbers.length; c++) {
            double[] cells = more.column(c);
            if (copy.levels[c] != null) {
                see(copy.levels[c], cells);
                continue;
            }
            double[] present =
                    Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray();
            boolean newlyPresent = numbers[c] == null && present.length > 0;
            boolean newlyMissing = numbers[c] != null && !sometimesMissing[c] && present.length < cells.length;
            if (newlyPresent || newlyMissing) {
                return Optional.empty();
            }
            if (present.length > 0) {
                copy.numbers[c] = copy.numbers[c].reaching(
                        Arrays.stream(present).min().orElseThrow(),
                        Arrays.stream(present).max().orElseThrow());
            }
        }
        return Optional.of(copy);
    }

    List<ColumnSchema> schema() {
        return schema;
    }

    /** How many normal scores a row has. */
    int scores() {
        return scores;
    }

    /** The number of levels of every category. */
    int[] sizes() {
        return sizes;
    }

    /** Writes rows in this code. */
    CodedTable encode(TableSummary summary, long seed) {
        int rows = summary.rows();
        float[][] score = new float[rows][scores];
        int[][] category = new int[rows][sizes.length];
        for (int c = 0; c < numbers.length; c++) {
            double[] cells = summary.kept(c);
            int column = c;
            InRanges.run(rows, 2_000, (from, to) -> {
                for (int r = from; r < to; r++) {
                    write(column, cells[r], Streams.seed(seed, "rank", column, r), score[r], category[r]);
                }
            });
        }
        return new CodedTable(score, category);
    }

    /** Coded rows: {@code [row][score]} and {@code [row][category]}. */
    record CodedTable(float[][] score, int[][] category) {}

    /** Writes one cell into a row. */
    void write(int column, double cell, long seed, float[] score, int[] category) {
        if (levels[column] != null) {
            category[categoryAt[column]] = levels[column].slot(cell, null);
            return;
        }
        boolean missing = Double.isNaN(cell);
        if (sometimesMissing[column]) {
            category[categoryAt[column]] = missing ? MISSING : 0;
        }
        if (numbers[column] != null && !missing) {
            score[scoreAt[column]] = (float) numbers[column].score(cell, new SeededRandom(seed));
        }
    }

    /** Where a column's score stands, or -1. */
    int scoreAt(int column) {
        return scoreAt[column];
    }

    /** Where a column's category stands, or -1. */
    int categoryAt(int column) {
        return categoryAt[column];
    }

    /** Reads one cell from a row. */
    double cell(int column, float[] score, int[] category, SeededRandom random) {
        if (levels[column] != null) {
            return levels[column].cell(category[categoryAt[column]], 0, random);
        }
        if (numbers[column] == null || (sometimesMissing[column] && category[categoryAt[column]] == MISSING)) {
            return Double.NaN;
        }
        return numbers[column].value(score[scoreAt[column]]);
    }

    /** For every category and level whether it has occurred. */
    boolean[][] occurring() {
        boolean[][] occurs = new boolean[sizes.length][];
        for (int c = 0; c < levels.length; c++) {
            if (categoryAt[c] >= 0) {
                boolean[] slots = new boolean[sizes[categoryAt[c]]];
                for (int s = 0; s < slots.length; s++) {
                    slots[s] = levels[c] == null || levels[c].occurs(s);
                }
                occurs[categoryAt[c]] = slots;
            }
        }
        return occurs;
    }

    void write(DataOutputStream out) throws IOException {
        for (int c = 0; c < numbers.length; c++) {
            if (levels[c] != null) {
                levels[c].write(out);
            } else {
                out.writeBoolean(sometimesMissing[c]);
                out.writeBoolean(numbers[c] != null);
                if (numbers[c] != null) {
                    numbers[c].write(out);
                }
            }
        }
    }

    static DiffusionCode read(List<ColumnSchema> schema, DataInputStream in) throws IOException {
        QuantileCode[] numbers = new QuantileCode[schema.size()];
        LevelCode[] levels = new LevelCode[schema.size()];
        boolean[] sometimesMissing = new boolean[schema.size()];
        for (int c = 0; c < numbers.length; c++) {
            if (discrete(schema.get(c))) {
                levels[c] = LevelCode.read(in);
            } else {
                sometimesMissing[c] = in.readBoolean();
                if (in.readBoolean()) {
                    numbers[c] = QuantileCode.read(schema.get(c), in);
                }
            }
        }
        return new DiffusionCode(schema, numbers, levels, sometimesMissing);
    }
}
