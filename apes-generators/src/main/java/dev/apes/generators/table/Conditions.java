package dev.apes.generators.table;

import dev.apes.api.generation.ColumnSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the conditions of a request and refuses those that no row can meet. */
public final class Conditions {
    private Conditions() {}

    /**
     * @param schema the columns
     * @param given values by column name
     * @return the value that each column must have, {@code NaN} for none
     * @throws IllegalArgumentException naming the column that is unknown or does not accept its value
     */
    public static double[] byColumn(List<ColumnSchema> schema, Map<String, Double> given) {
        double[] values = new double[schema.size()];
        Arrays.fill(values, Double.NaN);
        given.forEach((name, value) -> {
            int at = index(schema, name);
            ColumnSchema column = schema.get(at);
            if (!column.accepts(value)) {
                throw new IllegalArgumentException("the condition '" + name + "' = " + value + " can't be met: '" + name
                        + "' holds a " + column.type() + " in [" + column.min() + ", " + column.max() + "]");
            }
            values[at] = value;
        });
        return values;
    }

    /**
     * @param schema the columns
     * @param name a column's name
     * @return its index
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public static int index(List<ColumnSchema> schema, String name) {
        for (int c = 0; c < schema.size(); c++) {
            if (schema.get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("there is no column '" + name + "' to set a condition on; known: "
                + schema.stream().map(ColumnSchema::name).toList());
    }
}
