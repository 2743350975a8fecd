package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any method, with constraints that hold in every row it gives. Where a constraint can be built into the rows, the method learns other
 * columns, of which any values will do, and what it draws is turned back:
 *
 * <ul>
 *   <li>ranges narrow the column's bounds, which every method keeps;
 *   <li>of {@code a <= b} (and chains, and several columns below one) b becomes what it exceeds a by;
 *   <li>of {@code a + b = c} the total is left out and added up again, and where the sum is out of bounds, the parts share the rest;
 *   <li>columns that only hold certain combinations become one category of these (the idea is that of SDV's constraints; Patki et
 *       al., 2016; the joint category is its {@code FixedCombinations}).
 * </ul>
 *
 * <p>Whatever is left (custom predicates, and constraints on a column that is already reshaped for another) is met by drawing again, at
 * most 100 times per row and 10,000 times more; {@link ConstrainedSynthesizer#draw} reports how many rows were accepted, and too few are
 * an error that says so. Every row is tested in the end, however it was made.
 *
 * <p>Conditions hold together with the constraints, or are refused. One on a column that is computed from others (a b or a total)
 * is met without drawing again: of 16 candidates the nearest is taken and moved, so there the law of the other columns is an approximation. One
 * on a column of a joint category draws from the combinations that have it, as often as they occur. Numbers that are given to a
 * few decimals are rounded to these, so that constraints also hold between the numbers as they are written.
 *
 * <p>What is saved can be loaded by a generator of the same method and constraints. Stateless and thread-safe.
 */
public final class ConstrainedGenerator implements SyntheticGenerator {
    private static final int FORMAT = 1;

    private final SyntheticGenerator method;
    private final List<TableConstraint> constraints;

    /**
     * @param method does the learning
     * @param constraints what must hold in every row
     */
    public ConstrainedGenerator(SyntheticGenerator method, List<TableConstraint> constraints) {
        this.method = method;
        this.constraints = List.copyOf(constraints);
    }

    @Override
    public String name() {
        return method.name();
    }

    @Override
    public double fittingEffort(int rows, int columns) {
        return method.fittingEffort(rows, columns);
    }

    /**
     * @param table rows that meet the constraints
     * @return how each constraint is met, by its description, e.g. {@code by differences}
     */
    public Map<String, String> explain(Table table) {
        Map<String, String> how = new LinkedHashMap<>();
        ConstraintPlan.of(table, constraints).how().forEach((constraint, way) -> how.put(constraint.describe(), way));
        return how;
    }

    List<String> drawnAgain(ConstraintPlan plan) {
        return plan.how().entrySet().stream()
                .filter(e -> e.getValue().equals(ConstraintPlan.BY_DRAWING_AGAIN))
                .map(e -> e.getKey().describe())
                .toList();
    }

    /**
     * Fits the method to reshaped rows.
     *
     * @param data rows that meet the constraints, at least one
     * @param context of the method
     * @return a synthesiser whose rows meet them, too
     * @throws IllegalArgumentException if a row breaks a constraint; the message says which and how many do
     */
    @Override
    public ConstrainedSynthesizer fit(Table data, FitContext context) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("there are no rows to learn from");
        }
        context.cancellation().throwIfCancelled();
        ConstraintPlan plan = ConstraintPlan.of(data, constraints);
        return new ConstrainedSynthesizer(this, plan, method.fit(plan.encode(data), inward(context, plan)));
    }

    /** The context in which the method sees reshaped rows: its focus is shown the rows that they stand for. */
    FitContext inward(FitContext context, ConstraintPlan plan) {
        if (context.focus().isEmpty()) {
            return context;
        }
        RowScorer focus = context.focus().get();
        double[] nothing = new double[plan.schema().size()];
        Arrays.fill(nothing, Double.NaN);
        Bounds bounds = plan.bounds(nothing);
        RowScorer inward = reshaped -> {
            double[][] cells = new double[nothing.length][reshaped.rows()];
            for (int r = 0; r < reshaped.rows(); r++) {
                double[] row = plan.decode(reshaped.row(r), bounds, nothing);
                for (int c = 0; c < row.length; c++) {
                    cells[c][r] = plan.schema().get(c).accepts(row[c]) ? row[c] : Double.NaN;
                }
            }
            return focus.score(new Table(plan.schema(), cells));
        };
        return context.withFocus(inward);
    }

    void save(ConstraintPlan plan, Synthesizer inner, OutputStream out) throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        inner.save(own);
        SealedPayload.write(out, sealed(), FORMAT, payload -> {
            payload.writeInt(constraints.size());
            for (TableConstraint constraint : constraints) {
                payload.writeUTF(described(constraint));
            }
            TableSummary.writeSchema(plan.schema(), payload);
            plan.write(payload);
            payload.writeInt(own.size());
            own.writeTo(payload);
        });
    }

    private String sealed() {
        return method.name() + " under constraints";
    }

    /** Long lists of combinations would not fit; their hash tells them apart well enough. */
    private static String described(TableConstraint constraint) {
        return constraint instanceof TableConstraint.Combinations c
                ? c.describe() + " #" + c.allowed().hashCode()
                : constraint.describe();
    }

    @Override
    public ConstrainedSynthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, sealed(), FORMAT, payload -> {
            int count = payload.readInt();
            List<String> own =
                    constraints.stream().map(ConstrainedGenerator::described).toList();
            for (int i = 0; i < count; i++) {
                String saved = payload.readUTF();
                if (count != own.size() || !saved.equals(own.get(i))) {
                    throw new IOException("this was saved under other constraints, among them '" + saved
                            + "'; load it with a generator of the same constraints, in the same order");
                }
            }
            List<ColumnSchema> schema = TableSummary.readSchema(payload);
            ConstraintPlan plan = ConstraintPlan.read(schema, constraints, payload);
            byte[] bytes = payload.readNBytes(payload.readInt());
            return new ConstrainedSynthesizer(this, plan, method.load(new ByteArrayInputStream(bytes)));
        });
    }
}
