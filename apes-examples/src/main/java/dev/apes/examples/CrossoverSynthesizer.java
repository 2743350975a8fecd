package dev.apes.examples;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What {@link CustomGenerator} fits: it simply remembers the rows. */
final class CrossoverSynthesizer implements Synthesizer {
    private static final int ROWS_BETWEEN_CHECKS = 1_000;

    private final Table data;

    CrossoverSynthesizer(Table data) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("needs at least one row to learn from but got none");
        }
        this.data = data;
    }

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        double[] fixed = fixed(request);
        SplittableRandom random = new SplittableRandom(request.seed());
        List<double[]> rows = new ArrayList<>(request.rows());
        for (int r = 0; r < request.rows(); r++) {
            if (r % ROWS_BETWEEN_CHECKS == 0) {
                request.cancellation().throwIfCancelled();
            }
            double[] row = data.row(random.nextInt(data.rows()));
            double[] other = data.row(random.nextInt(data.rows()));
            for (int c = 0; c < row.length; c++) {
                double crossed = random.nextBoolean() ? row[c] : other[c];
                row[c] = Double.isNaN(fixed[c]) ? crossed : fixed[c];
            }
            rows.add(row);
        }
        return Table.ofRows(data.schema(), rows);
    }

    private double[] fixed(SampleRequest request) {
        double[] fixed = new double[data.schema().size()];
        Arrays.fill(fixed, Double.NaN);
        request.conditions().forEach((name, value) -> {
            int column = data.columnIndex(name);
            if (!data.schema().get(column).accepts(value)) {
                throw new IllegalArgumentException("column '" + name + "' can't be " + value);
            }
            fixed[column] = value;
        });
        return fixed;
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        context.cancellation().throwIfCancelled();
        if (!more.schema().equals(data.schema())) {
            throw new IllegalArgumentException("the columns differ: " + more + " cannot extend " + data);
        }
        List<double[]> rows = new ArrayList<>();
        for (Table table : List.of(data, more)) {
            for (int r = 0; r < table.rows(); r++) {
                rows.add(table.row(r));
            }
        }
        return new CrossoverSynthesizer(Table.ofRows(data.schema(), rows));
    }

    @Override
    public void save(OutputStream out) throws IOException {
        TableFile.write(data, out);
    }
}
