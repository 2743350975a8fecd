package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import dev.apes.generators.quality.QualityReport.Dimension;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Computes the figures of a report, each with its meaning. Not thread-safe. */
final class Dimensions {
    private static final int MOST_TARGETS = 5;

    private final Table real;
    private final Table synthetic;
    private final Table someReal;
    private final Table someSynthetic;
    private final QualityReport.Setup setup;
    private final List<OptionalDouble> shapes;
    private final List<List<OptionalDouble>> pairs;
    private final List<Dimension> all = new ArrayList<>();

    Dimensions(
            Table real,
            Table synthetic,
            QualityReport.Setup setup,
            List<OptionalDouble> shapes,
            List<List<OptionalDouble>> pairs) {
        this.real = real;
        this.synthetic = synthetic;
        this.setup = setup;
        this.shapes = shapes;
        this.pairs = pairs;
        this.someReal = some(real, setup.seed());
        this.someSynthetic = some(synthetic, setup.seed() + 1);
    }

    private static Table some(Table table, long seed) {
        return some(table, seed, QualityReport.MOST_ROWS);
    }

    private static Table some(Table table, long seed, int most) {
        if (table.rows() <= most) {
            return table;
        }
        int[] order = Detection.shuffled(table.rows(), new SeededRandom(seed));
        int[] rows = Arrays.copyOf(order, most);
        Arrays.sort(rows);
        return table.select(rows);
    }

    List<Dimension> all() {
        lawOfTheTable();
        fidelity();
        copying();
        variety();
        return all;
    }

    private void add(String name, OptionalDouble value, String perfect, String meaning, String undefinedBecause) {
        all.add(new Dimension(
                name,
                value,
                perfect,
                value.isPresent() ? meaning : meaning + "; undefined, because " + undefinedBecause));
    }

    private void lawOfTheTable() {
        OptionalDouble columns =
                shapes.stream().flatMapToDouble(OptionalDouble::stream).average();
        OptionalDouble trends = IntStream.range(0, pairs.size())
                .mapToObj(a -> pairs.get(a).subList(0, a))
                .flatMap(List::stream)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
        OptionalDouble overall = columns.isPresent() && trends.isPresent()
                ? OptionalDouble.of((columns.getAsDouble() + trends.getAsDouble()) / 2)
                : OptionalDouble.empty();
        OptionalDouble missing = IntStream.range(0, shapes.size())
                .mapToDouble(c -> ColumnShapes.missingSimilarity(real, synthetic, c))
                .average();
        add("overall", overall, "1", "mean of column_shapes and pair_trends", "one of the two is");
        add(
                "column_shapes",
                columns,
                "1",
                "mean over columns of 1 − KS statistic (numbers) or 1 − total variation (categories)",
                "no column has values on both sides");
        add(
                "pair_trends",
                trends,
                "1",
                "mean over all pairs of 1 − |difference of correlations| / 2 (numbers) or the contingency similarity,"
                        + " bins from the real data",
                "no pair has a dependence that can be measured on both sides");
        add("missing", missing, "1", "mean over columns of 1 − |difference of missing shares|", "there is no column");
        add(
                "boundary_adherence",
                TableCounts.adherence(real, synthetic, true),
                "1",
                "share of numbers within the real column's range",
                "no numeric column has values on both sides");
        add(
                "category_adherence",
                TableCounts.adherence(real, synthetic, false),
                "1",
                "share of levels that the real column has, too",
                "no categorical or boolean column has values on both sides");
    }

    private void fidelity() {
        add(
                "detection",
                Detection.score(real, synthetic, setup.seed(), QualityReport.MOST_ROWS),
                "1",
                "2 (1 − AUC) of boosted trees that try to tell generated rows from real ones; 0: always right",
                "that needs 20 rows on both sides");
        add(
                "utility",
                utility(),
                "1",
                "skill of trees trained on generated rows over that of trees trained on real ones, both tested on"
                        + " real rows unseen",
                setup.holdout().isEmpty()
                        ? "no real rows were held out"
                        : "no column asked for can be predicted from the others");
        Manifold.DensityCoverage manifold = Manifold.densityCoverage(someReal, someSynthetic);
        String few = "that needs more than 5 real rows";
        add("density", manifold.density(), "1", "how deep generated rows lie among real ones (k = 5)", few);
        add("coverage", manifold.coverage(), "0.97", "share of real rows with a generated row near (k = 5)", few);
        add(
                "alpha_precision",
                Manifold.alphaPrecision(someReal, someSynthetic),
                "1",
                "whether generated rows spread around the real centre as real ones do",
                "there are no real rows");
        add(
                "beta_recall",
                Manifold.betaRecall(someReal, someSynthetic),
                "0.6 to 0.8",
                "whether real rows are found again among ever more typical generated ones",
                few);
    }

    OptionalDouble utility() {
        if (setup.holdout().isEmpty()) {
            return OptionalDouble.empty();
        }
        Table holdout = some(setup.holdout().get(), setup.seed() + 2);
        IntStream targets = setup.target()
                .map(name -> IntStream.of(real.columnIndex(name)))
                .orElseGet(() -> IntStream.range(0, real.schema().size()));
        return targets.mapToObj(
                        t -> Utility.of(someReal, holdout, someSynthetic, t).ratio())
                .filter(OptionalDouble::isPresent)
                .limit(MOST_TARGETS)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private void copying() {
        ClosestRecords closest = new ClosestRecords(someReal);
        List<ClosestRecords.Closeness> rows = IntStream.range(0, someSynthetic.rows())
                .mapToObj(r -> closest.of(someSynthetic.row(r)))
                .toList();
        double[] distances =
                rows.stream().mapToDouble(ClosestRecords.Closeness::distance).toArray();
        double usual = closest.usualDistance();
        String repeats = "most real rows have an equal one";
        add(
                "copies",
                OptionalDouble.of(TableCounts.copies(real, synthetic)),
                "0 if a column is continuous",
                "share of rows that equal a real row",
                "");
        add(
                "authenticity",
                OptionalDouble.of(rows.stream()
                        .mapToDouble(c -> c.authentic() ? 1 : 0)
                        .average()
                        .orElseThrow()),
                "0.5",
                "share of rows farther from their nearest real row than that is from its nearest other real row",
                "");
        add(
                "closest_record",
                OptionalDouble.of(ClosestRecords.median(distances)),
                "as among real rows: " + Math.round(usual * 1e4) / 1e4,
                "median distance to the nearest real row (Gower, 0 to 1)",
                "");
        add(
                "closest_record_ratio",
                usual > 0 ? OptionalDouble.of(ClosestRecords.median(distances) / usual) : OptionalDouble.empty(),
                "1",
                "that, over the median distance of a real row to the nearest other; well below 1: hugging",
                repeats);
        add(
                "nearest_neighbour_ratio",
                OptionalDouble.of(ClosestRecords.median(rows.stream()
                        .mapToDouble(ClosestRecords.Closeness::ratio)
                        .toArray())),
                "0.8 to 1",
                "median of the distance to the nearest real row over that to the second nearest; near 0: hugging one",
                "");
        double[] own = TableCounts.nearestOthers(someReal, someReal);
        Arrays.sort(own);
        double far = own[(int) Math.floor(0.99 * (own.length - 1))];
        add(
                "outliers",
                OptionalDouble.of(Arrays.stream(distances).filter(d -> d > far).count() / (double) distances.length),
                "0.01",
                "share of rows farther from the nearest real row than 99 % of real rows are from another",
                "");
    }

    private void variety() {
        int rows = Math.min(someReal.rows(), someSynthetic.rows());
        OptionalDouble ratio = rows < 2
                ? OptionalDouble.empty()
                : RowVariety.ratio(some(someReal, setup.seed(), rows), some(someSynthetic, setup.seed(), rows), real);
        add(
                "diversity",
                ratio,
                "1",
                "median distance of a generated row to the nearest other, over the same of as many real rows",
                "there is one generated row only, or most real rows have an equal one");
        add(
                "distinct",
                OptionalDouble.of(TableCounts.distinct(synthetic)),
                "real: " + Math.round(TableCounts.distinct(real) * 1e3) / 1e3,
                "share of different rows",
                "");
        OptionalDouble realBalance = TableCounts.balance(real, real);
        add(
                "class_balance",
                TableCounts.balance(real, synthetic),
                realBalance.isPresent() ? "real: " + Math.round(realBalance.getAsDouble() * 1e3) / 1e3 : "",
                "mean over categories of their levels' entropy over its maximum; 1: all levels alike often",
                "no column has two levels");
    }
}
