package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.diffusion.DiffusionGenerator;
import dev.apes.generators.gan.GanGenerator;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.vae.VaeGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of one row or none present, of constants, of tiny and of gigantic numbers: no NaN reaches a row, and conditions hold. */
class NeuralAnyTableTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] SIZES = {1e-12, 1, 1, 1e6, 1e300};
    private static final double[] HOLES = {0, 0, 0.1, 0.7, 1};

    @ParameterizedTest
    @ValueSource(strings = {"vae", "gan", "diffusion"})
    void anyTableIsTaken(String method) {
        for (long seed = 0; seed < 6; seed++) {
            check(method, seed);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"vae", "gan", "diffusion"})
    void aHundredSeedsGiveNoNaN(String method) {
        for (long seed = 100; seed < 200; seed++) {
            check(method, seed);
        }
    }

    private static SyntheticGenerator generator(String method) {
        return switch (method) {
            case "vae" -> new VaeGenerator();
            case "gan" -> new GanGenerator();
            default -> new DiffusionGenerator();
        };
    }

    private static void check(String method, long seed) {
        SeededRandom random = new SeededRandom(seed);
        Table data = table(random);
        Map<String, String> options = new LinkedHashMap<>(Map.of("epochs", "3", "width", "32"));
        if (method.equals("diffusion")) {
            options.put("timesteps", "10");
        }
        FitContext context = new FitContext(seed, Optional.empty(), options, Cancellation.NONE);
        Synthesizer synthesizer = generator(method).fit(data, context);
        Table sample = synthesizer.sample(SampleRequest.of(20, seed));
        Map<String, Double> conditions = new LinkedHashMap<>();
        for (int c = 0; c < data.schema().size(); c++) {
            if (IntStream.range(0, data.rows()).noneMatch(r -> holed(data, r))) {
                assertThat(sample.column(c)).as("seed %d, column %d", seed, c).doesNotContain(Double.NaN);
            }
            if (random.nextInt(3) == 0) {
                conditions.put(data.schema().get(c).name(), cell(data.schema().get(c), random));
            }
        }
        Table conditional = synthesizer.sample(new SampleRequest(5, seed, conditions, Cancellation.NONE));
        conditions.forEach((name, value) -> assertThat(conditional.column(conditional.columnIndex(name)))
                .as(name)
                .containsOnly(value));
    }

    private static boolean holed(Table data, int row) {
        for (double cell : data.row(row)) {
            if (Double.isNaN(cell)) {
                return true;
            }
        }
        return false;
    }

    private static Table table(SeededRandom random) {
        int rows = 1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 80);
        int width = 1 + random.nextInt(6);
        List<ColumnSchema> schema = new ArrayList<>();
        double[][] cells = new double[width][rows];
        for (int c = 0; c < width; c++) {
            schema.add(column("c" + c, random));
            double missing = HOLES[random.nextInt(HOLES.length)];
            boolean constant = random.nextInt(5) == 0;
            for (int r = 0; r < rows; r++) {
                double v = constant && r > 0 ? cells[c][0] : cell(schema.get(c), random);
                cells[c][r] = random.nextDouble() < missing ? Double.NaN : v;
            }
        }
        return new Table(schema, cells);
    }

    private static ColumnSchema column(String name, SeededRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> ColumnSchema.numeric(name, -INF, INF);
            case 1 -> ColumnSchema.numeric(name, 0, INF);
            case 2 -> ColumnSchema.numeric(name, 3, 3);
            case 3 -> ColumnSchema.numeric(name, -1e-300, 1e-300);
            case 4 -> ColumnSchema.integer(name, -5, 5);
            case 5 -> ColumnSchema.integer(name, 0, 9e15);
            case 6 -> ColumnSchema.categorical(name, List.of("only"));
            case 7 ->
                ColumnSchema.categorical(
                        name, IntStream.range(0, 300).mapToObj(i -> "l" + i).toList());
            default -> ColumnSchema.bool(name);
        };
    }

    private static double cell(ColumnSchema column, SeededRandom random) {
        double low = Math.max(column.min(), -1e300);
        double high = Math.min(column.max(), 1e300);
        double v = switch (column.type()) {
            case NUMERIC ->
                Double.isInfinite(column.max())
                        ? random.nextGaussian() * SIZES[random.nextInt(SIZES.length)]
                        : low + (high - low) * random.nextDouble();
            default -> Math.rint(low + (high - low) * random.nextDouble());
        };
        return Math.max(low, Math.min(high, v));
    }
}
