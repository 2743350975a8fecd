package dev.apes.generators.neural;

import dev.apes.api.generation.ColumnSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The conditions of a request, checked, by column. Immutable. */
public final class Conditions {
    private final double[] wanted;
    private final int[] columns;

    private Conditions(double[] wanted) {
        this.wanted = wanted;
        this.columns = IntStream.range(0, wanted.length)
                .filter(c -> !Double.isNaN(wanted[c]))
                .toArray();
    }

    /**
     * @param schema the columns
     * @param given by column name
     * @return the conditions
     * @throws IllegalArgumentException if one names an unknown column or a value that its column does not accept
     */
    public static Conditions of(List<ColumnSchema> schema, Map<String, Double> given) {
        double[] wanted = new double[schema.size()];
        Arrays.fill(wanted, Double.NaN);
        List<String> names = schema.stream().map(ColumnSchema::name).toList();
        given.forEach((name, value) -> {
            int c = names.indexOf(name);
            if (c < 0) {
                throw new IllegalArgumentException(
                        "there is no column '" + name + "' to set a condition on; known: " + names);
            }
            ColumnSchema column = schema.get(c);
            if (!column.accepts(value)) {
                throw new IllegalArgumentException("the condition '" + name + "' = " + value + " can't be met: '" + name
                        + "' holds a " + column.type() + " in [" + column.min() + ", " + column.max() + "]");
            }
            wanted[c] = value;
        });
        return new Conditions(wanted);
    }

    /** {@return whether there are none} */
    public boolean none() {
        return columns.length == 0;
    }

    /** {@return the columns with a condition} */
    public int[] columns() {
        return columns.clone();
    }

    /**
     * @param column from 0
     * @return whether it has a condition
     */
    public boolean on(int column) {
        return !Double.isNaN(wanted[column]);
    }

    /**
     * @param column one with a condition
     * @return the value it must have
     */
    public double wanted(int column) {
        return wanted[column];
    }
}
