package dev.apes.api.generation;

import java.util.List;

/** Finds columns by name, for constraints. */
final class Columns {
    private Columns() {}

    static int index(List<ColumnSchema> schema, String name, String constraint) {
        for (int c = 0; c < schema.size(); c++) {
            if (schema.get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("the constraint '" + constraint + "' speaks of a column '" + name
                + "' that is not there; known: "
                + schema.stream().map(ColumnSchema::name).toList());
    }

    static int number(List<ColumnSchema> schema, String name, String constraint) {
        int at = index(schema, name, constraint);
        ColumnType type = schema.get(at).type();
        if (type != ColumnType.NUMERIC && type != ColumnType.INTEGER) {
            throw new IllegalArgumentException("the constraint '" + constraint + "' needs numbers but column '" + name
                    + "' is " + type + "; allowed combinations suit it better");
        }
        return at;
    }
}
