package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that can be said of a generated table beside the real one. A dimension that is undefined is empty and says why; it
 * never counts as good. Nothing here proves privacy: nearness to real rows is called copy detection.
 *
 * @param dimensions the figures, in the order in which they are best read
 * @param shapes {@link ColumnShapes#score} by column
 * @param pairs {@link PairTrends#score} by pair of columns, symmetric; empty on the diagonal
 */
public record QualityReport(List<Dimension> dimensions, List<OptionalDouble> shapes, List<List<OptionalDouble>> pairs) {

    /** How many rows of a table take part in figures whose cost grows with the product of both tables' sizes. */
    public static final int MOST_ROWS = 1_500;

    /** Copies. */
    public QualityReport {
        dimensions = List.copyOf(dimensions);
        shapes = List.copyOf(shapes);
        pairs = pairs.stream().map(List::copyOf).toList();
    }

    /**
     * One figure.
     *
     * @param name for programs, e.g. {@code density}
     * @param value the figure, empty if undefined
     * @param perfect what rows of the very law of the data would get, about
     * @param meaning one line for people; of an undefined figure also why
     */
    public record Dimension(String name, OptionalDouble value, String perfect, String meaning) {}

    /**
     * What a report needs besides the two tables.
     *
     * @param seed decides which rows take part where not all do
     * @param holdout real rows that the generator has not seen, for the utility
     * @param target the column to predict, empty for the mean over the first five that can be predicted
     */
    public record Setup(long seed, Optional<Table> holdout, Optional<String> target) {
        /** {@return a setup without holdout} */
        public static Setup of(long seed) {
            return new Setup(seed, Optional.empty(), Optional.empty());
        }
    }

    /**
     * @param real what was learnt from, at least two rows
     * @param synthetic at least one row of the same schema
     * @param setup seed, holdout and target
     * @return the report; takes seconds for 40 columns
     */
    public static QualityReport of(Table real, Table synthetic, Setup setup) {
        if (!real.schema().equals(synthetic.schema()) || synthetic.rows() == 0 || real.rows() < 2) {
            throw new IllegalArgumentException("a quality report needs two tables of one schema, with two real rows and"
                    + " one generated row at least, but got " + real + " and " + synthetic);
        }
        int width = real.schema().size();
        List<OptionalDouble> shapes = new ArrayList<>();
        List<List<OptionalDouble>> pairs = new ArrayList<>();
        for (int a = 0; a < width; a++) {
            shapes.add(ColumnShapes.score(real, synthetic, a));
            List<OptionalDouble> row = new ArrayList<>();
            for (int b = 0; b < width; b++) {
                row.add(
                        b < a
                                ? pairs.get(b).get(a)
                                : b == a ? OptionalDouble.empty() : PairTrends.score(real, synthetic, a, b));
            }
            pairs.add(row);
        }
        return new QualityReport(new Dimensions(real, synthetic, setup, shapes, pairs).all(), shapes, pairs);
    }

    /**
     * The dimension {@code utility} alone, see {@link Utility}.
     *
     * @param real what was learnt from, at least one row
     * @param synthetic at least one row of the same schema
     * @param setup seed, holdout and target
     * @return the ratio; empty without holdout or if no column asked for can be predicted
     */
    public static OptionalDouble utility(Table real, Table synthetic, Setup setup) {
        return new Dimensions(real, synthetic, setup, List.of(), List.of()).utility();
    }

    /**
     * @param dimension a figure computed elsewhere
     * @return this report with it in the place of the dimension of that name
     */
    public QualityReport with(Dimension dimension) {
        value(dimension.name());
        List<Dimension> changed = dimensions.stream()
                .map(d -> d.name().equals(dimension.name()) ? dimension : d)
                .toList();
        return new QualityReport(changed, shapes, pairs);
    }

    /**
     * @param name a dimension's name
     * @return its value
     * @throws IllegalArgumentException if there is no such dimension
     */
    public OptionalDouble value(String name) {
        return dimensions.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no dimension '" + name + "'; known: "
                        + dimensions.stream().map(Dimension::name).toList()))
                .value();
    }
}
