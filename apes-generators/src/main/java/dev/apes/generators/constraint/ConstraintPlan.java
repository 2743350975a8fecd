package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.RowPredicate;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How constraints on a table are met: by bounds, by reshaping, or by drawing again. A column takes part in one reshaping only; what a
 * second one would need of it is met by drawing again. Immutable once it has learnt.
 */
final class ConstraintPlan {
    static final String BY_DRAWING_AGAIN = "by drawing again";

    private final List<ColumnSchema> schema;
    private final List<TableConstraint> constraints;
    private final Grid[] grids;
    private final Orders orders;
    private final List<Sums> sums = new ArrayList<>();
    private final List<JointLevels> joints = new ArrayList<>();
    private final Bounds bounds;
    private final Map<TableConstraint, String> how = new LinkedHashMap<>();
    private final List<RowPredicate> tests = new ArrayList<>();
    /** The smallest distance that counts, by column: about a hundredth of what the column spans. */
    private final double[] scale;

    private List<ColumnSchema> inner;
    private int[] source;

    private ConstraintPlan(
            List<ColumnSchema> schema,
            List<TableConstraint> constraints,
            Grid[] grids,
            double[] scale,
            boolean[] optional) {
        this.schema = schema;
        this.constraints = constraints;
        this.grids = grids;
        this.scale = scale;
        this.orders = new Orders(grids, optional);
        this.bounds = new Bounds(
                schema.stream().mapToDouble(ColumnSchema::min).toArray(),
                schema.stream().mapToDouble(ColumnSchema::max).toArray(),
                optional);
        constraints.forEach(c -> tests.add(c.on(schema)));
        // ranges first, because they decide what the others can hold
        constraints.stream().filter(TableConstraint.Range.class::isInstance).forEach(this::place);
        constraints.stream().filter(c -> !(c instanceof TableConstraint.Range)).forEach(this::place);
    }

    /** {@return a plan that has learnt from the table, in which every row meets the constraints} */
    static ConstraintPlan of(Table table, List<TableConstraint> constraints) {
        List<ColumnSchema> schema = table.schema();
        Grid[] grids = new Grid[schema.size()];
        double[] scale = new double[schema.size()];
        boolean[] optional = new boolean[schema.size()];
        for (int c = 0; c < grids.length; c++) {
            double[] cells = table.column(c);
            optional[c] = Arrays.stream(cells).anyMatch(Double::isNaN);
            grids[c] = Grid.of(schema.get(c), cells);
            double low =
                    Arrays.stream(cells).filter(v -> !Double.isNaN(v)).min().orElse(0);
            double high =
                    Arrays.stream(cells).filter(v -> !Double.isNaN(v)).max().orElse(0);
            scale[c] = high > low ? high - low : 1;
        }
        ConstraintPlan plan = new ConstraintPlan(schema, constraints, grids, scale, optional);
        plan.refuseViolations(table);
        plan.orders.learn(table);
        plan.sums.forEach(s -> s.learn(table));
        plan.joints.forEach(j -> j.learn(table));
        plan.finish();
        return plan;
    }

    private void place(TableConstraint constraint) {
        how.put(constraint, BY_DRAWING_AGAIN);
        if (constraint instanceof TableConstraint.Range range) {
            int c = index(range.column());
            bounds.low()[c] = Math.max(bounds.low()[c], grids[c].ceil(range.min()));
            bounds.high()[c] = Math.min(bounds.high()[c], grids[c].floor(range.max()));
            refuseEmpty(bounds, "the constraint '" + constraint.describe() + "' leaves no value for");
            how.put(constraint, "by bounds");
        } else if (constraint instanceof TableConstraint.Order order) {
            int low = index(order.low());
            int high = index(order.high());
            boolean free = !claimed(low, false) && !claimed(high, false);
            if (free && orders.add(new Orders.Edge(low, high, order.strict()))) {
                how.put(constraint, "by differences");
            }
        } else if (constraint instanceof TableConstraint.Sum sum) {
            int[] parts = sum.parts().stream().mapToInt(this::index).toArray();
            int total = index(sum.total());
            if (!claimed(total, true) && Arrays.stream(parts).noneMatch(p -> claimed(p, true))) {
                sums.add(new Sums(parts, total, grids, bounds.optional()));
                how.put(constraint, "by adding up");
            }
        } else if (constraint instanceof TableConstraint.Combinations combinations) {
            int[] columns =
                    combinations.columns().stream().mapToInt(this::index).toArray();
            if (Arrays.stream(columns).noneMatch(c -> claimed(c, true))) {
                List<List<Double>> allowed = combinations.allowed().stream()
                        .filter(level ->
                                IntStream.range(0, columns.length).allMatch(i -> possible(columns[i], level.get(i))))
                        .toList();
                if (allowed.isEmpty()) {
                    throw new IllegalArgumentException("the constraint '" + constraint.describe()
                            + "' allows no combination that its columns can hold");
                }
                joints.add(new JointLevels(constraint.describe(), columns, allowed));
                how.put(constraint, "by one category for all");
            }
        }
    }

    private boolean possible(int column, double value) {
        return schema.get(column).accepts(value) && value >= bounds.low()[column] && value <= bounds.high()[column];
    }

    private boolean claimed(int column, boolean byOrders) {
        return (byOrders && orders.speaksOf(column))
                || sums.stream().anyMatch(s -> s.speaksOf(column))
                || joints.stream().anyMatch(j -> j.speaksOf(column));
    }

    private int index(String name) {
        for (int c = 0; c < schema.size(); c++) {
            if (schema.get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalStateException(name + " was checked before");
    }

    /** All reshapings, in an order that does not matter: they share no column. */
    private List<Reshaping> reshapings() {
        List<Reshaping> all = new ArrayList<>();
        if (!orders.empty()) {
            all.add(orders);
        }
        all.addAll(sums);
        all.addAll(joints);
        return all;
    }

    private void finish() {
        ColumnSchema[] columns = new ColumnSchema[schema.size()];
        for (int c = 0; c < columns.length; c++) {
            ColumnSchema column = schema.get(c);
            columns[c] =
                    new ColumnSchema(column.name(), column.type(), bounds.low()[c], bounds.high()[c], column.levels());
        }
        reshapings().forEach(r -> r.reshape(columns));
        source = IntStream.range(0, columns.length)
                .filter(c -> columns[c] != null)
                .toArray();
        inner = Arrays.stream(source).mapToObj(c -> columns[c]).toList();
    }

    void refuseViolations(Table table) {
        for (int i = 0; i < tests.size(); i++) {
            int violations = 0;
            int first = -1;
            for (int r = 0; r < table.rows(); r++) {
                if (!tests.get(i).test(table.row(r))) {
                    first = violations++ == 0 ? r : first;
                }
            }
            if (violations > 0) {
                throw new IllegalArgumentException(
                        "the constraint '" + constraints.get(i).describe() + "' is broken by "
                                + violations + " of " + table.rows() + " rows to learn from, first by row " + first
                                + "; leave these out, or the constraint");
            }
        }
    }

    /** {@return bounds under conditions} */
    Bounds bounds(double[] wanted) {
        Bounds b = bounds.copy();
        for (int c = 0; c < wanted.length; c++) {
            if (!Double.isNaN(wanted[c])) {
                if (wanted[c] < b.low()[c] || wanted[c] > b.high()[c]) {
                    throw new IllegalArgumentException("the condition '"
                            + schema.get(c).name() + "' = " + wanted[c] + " can't be met: constraints keep it in ["
                            + b.low()[c] + ", " + b.high()[c] + "]");
                }
                b.low()[c] = wanted[c];
                b.high()[c] = wanted[c];
                b.optional()[c] = false;
            }
        }
        reshapings().forEach(r -> r.tighten(b));
        refuseEmpty(b, "under these constraints and conditions there is no value for");
        return b;
    }

    private void refuseEmpty(Bounds b, String why) {
        for (int c = 0; c < schema.size(); c++) {
            if (b.low()[c] > b.high()[c]) {
                throw new IllegalArgumentException(
                        why + " column '" + schema.get(c).name() + "'");
            }
        }
    }

    boolean holds(double[] row) {
        for (int c = 0; c < row.length; c++) {
            if (!schema.get(c).accepts(row[c])) {
                return false;
            }
        }
        return tests.stream().allMatch(t -> t.test(row));
    }

    Table encode(Table table) {
        double[][] columns = new double[source.length][table.rows()];
        for (int r = 0; r < table.rows(); r++) {
            double[] row = table.row(r);
            reshapings().forEach(s -> s.encode(row));
            for (int c = 0; c < source.length; c++) {
                columns[c][r] = row[source[c]];
            }
        }
        return new Table(inner, columns);
    }

    double[] decode(double[] reshaped, Bounds b, double[] wanted) {
        double[] row = new double[schema.size()];
        Arrays.fill(row, Double.NaN);
        for (int c = 0; c < source.length; c++) {
            row[source[c]] = reshaped[c];
        }
        // what stands in for several columns has no condition of its own
        for (int c = 0; c < row.length; c++) {
            if (!Double.isNaN(wanted[c]) && !inJoint(c)) {
                row[c] = orders.speaksOf(c) ? fixed(row[c], c, wanted) : wanted[c];
            }
        }
        reshapings().forEach(s -> s.decode(row, b));
        for (int c = 0; c < row.length; c++) {
            if (!Double.isNaN(wanted[c]) && Double.isNaN(row[c])) {
                row[c] = wanted[c];
            }
        }
        return row;
    }

    private boolean inJoint(int column) {
        return joints.stream().anyMatch(j -> j.speaksOf(column));
    }

    /** A missing difference is none, so that clipping to the wanted value works. */
    private static double fixed(double difference, int column, double[] wanted) {
        return Double.isNaN(difference) ? 0 : difference;
    }

    /**
     * @param wanted by column
     * @param into receives conditions by name of the reshaped columns
     * @return columns whose condition has to be met by choosing and moving
     */
    int[] conditions(double[] wanted, Map<String, Double> into) {
        double[] cells = wanted.clone();
        List<Integer> open = new ArrayList<>();
        for (Reshaping r : reshapings()) {
            Arrays.stream(r.conditions(wanted, cells)).forEach(open::add);
        }
        for (int c = 0; c < source.length; c++) {
            double value = cells[source[c]];
            if (!Double.isNaN(value)) {
                into.put(inner.get(c).name(), value);
            }
        }
        return open.stream().mapToInt(Integer::intValue).toArray();
    }

    List<JointLevels> joints() {
        return joints;
    }

    /** {@return the name under which a joint level is asked for} */
    String nameOf(JointLevels joint) {
        for (int c = 0; c < source.length; c++) {
            if (source[c] == joint.column()) {
                return inner.get(c).name();
            }
        }
        throw new IllegalStateException("a joint category is never left out");
    }

    double scale(int column) {
        return scale[column];
    }

    List<ColumnSchema> schema() {
        return schema;
    }

    Map<TableConstraint, String> how() {
        return how;
    }

    /** {@return this plan, which stays as it is, having counted further rows, which meet the constraints} */
    ConstraintPlan with(Table more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            ConstraintPlan copy =
                    read(schema, constraints, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            copy.joints.forEach(j -> j.count(more));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
    }

    void write(DataOutputStream out) throws IOException {
        for (int c = 0; c < grids.length; c++) {
            out.writeInt(grids[c].decimals());
            out.writeDouble(scale[c]);
            out.writeBoolean(bounds.optional()[c]);
        }
        for (Reshaping r : reshapings()) {
            r.write(out);
        }
    }

    static ConstraintPlan read(List<ColumnSchema> schema, List<TableConstraint> constraints, DataInputStream in)
            throws IOException {
        Grid[] grids = new Grid[schema.size()];
        double[] scale = new double[schema.size()];
        boolean[] optional = new boolean[schema.size()];
        for (int c = 0; c < grids.length; c++) {
            grids[c] = new Grid(in.readInt());
            scale[c] = in.readDouble();
            optional[c] = in.readBoolean();
        }
        ConstraintPlan plan = new ConstraintPlan(schema, constraints, grids, scale, optional);
        for (Reshaping r : plan.reshapings()) {
            r.read(in);
        }
        plan.finish();
        return plan;
    }
}
