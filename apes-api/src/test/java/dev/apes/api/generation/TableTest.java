package dev.apes.api.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.apes.api.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final double NAN = Double.NaN;
    private static final List<ColumnSchema> SCHEMA = List.of(
            ColumnSchema.numeric("x", 0, 10),
            ColumnSchema.integer("n", -5, 5),
            ColumnSchema.categorical("k", List.of("a", "b")),
            ColumnSchema.bool("b"));

    @Property
    void aColumnAcceptsMissingAndWhatItsTypeAndBoundsAllow(@ForAll double value) {
        boolean whole = value == Math.rint(value) && Double.isFinite(value);
        assertThat(SCHEMA.get(0).accepts(value)).isEqualTo(value >= 0 && value <= 10);
        assertThat(SCHEMA.get(1).accepts(value)).isEqualTo(whole && value >= -5 && value <= 5);
        assertThat(SCHEMA.get(2).accepts(value)).isEqualTo(value == 0 || value == 1);
        assertThat(SCHEMA.get(3).accepts(value)).isEqualTo(value == 0 || value == 1);
        ColumnSchema open = ColumnSchema.numeric("o", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(open.accepts(value)).isEqualTo(Double.isFinite(value));
        assertThat(SCHEMA).allMatch(c -> c.accepts(NAN));
    }

    @Property
    void rowsAndColumnsAreTheSameCells(@ForAll @Size(max = 30) List<@DoubleRange(min = 0, max = 10) Double> values) {
        List<double[]> rows = new ArrayList<>();
        for (double v : values) {
            rows.add(new double[] {v, Math.rint(v / 2), v > 5 ? 1 : 0, NAN});
        }
        Table table = Table.ofRows(SCHEMA, rows);

        assertThat(table.rows()).isEqualTo(values.size());
        for (int r = 0; r < table.rows(); r++) {
            assertThat(table.row(r)).isEqualTo(rows.get(r));
            for (int c = 0; c < 4; c++) {
                assertThat(Double.compare(table.cell(r, c), table.column(c)[r])).isZero();
            }
        }
        Table same =
                new Table(SCHEMA, new double[][] {table.column(0), table.column(1), table.column(2), table.column(3)});
        assertThat(same).isEqualTo(table).hasSameHashCodeAs(table);
    }

    @Test
    void holdsAndGivesCopies() {
        double[][] cells = {{1, 2}, {1, 2}, {0, 1}, {0, 1}};
        Table table = new Table(SCHEMA, cells);
        cells[0][0] = 9;
        table.column(0)[0] = 9;
        table.row(0)[0] = 9;

        assertThat(table.cell(0, 0)).isEqualTo(1);
    }

    @Test
    void selectsRowsInTheOrderAskedFor() {
        Table table = new Table(SCHEMA, new double[][] {{1, 2, 3}, {1, 2, 3}, {0, 1, 0}, {0, 1, NAN}});

        assertThat(table.select(new int[] {2, 0, 2}).column(0)).containsExactly(3, 1, 3);
        assertThat(table.select(new int[0]).rows()).isZero();
        assertThat(table.columnIndex("k")).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.columnIndex("z"))
                .withMessageContaining("'z'")
                .withMessageContaining("[x, n, k, b]");
    }

    @Test
    void namesTheFirstCellThatDoesNotFit() {
        refuses(new double[][] {{1, 11}, {0, 0}, {0, 0}, {0, 0}}, "'x', row 1", "11.0");
        refuses(new double[][] {{1, 1}, {0.5, 0}, {0, 0}, {0, 0}}, "'n', row 0", "INTEGER");
        refuses(new double[][] {{1, 1}, {0, 0}, {0, 2}, {0, 0}}, "'k', row 1");
        refuses(new double[][] {{1, 1}, {0, 0}, {0, 0}, {0}}, "'b'", "1 rows");
        refuses(new double[][] {{1, 1}}, "4 columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(SCHEMA, List.of(new double[3])))
                .withMessageContaining("row 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Table(List.of(), new double[0][]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table(List.of(SCHEMA.get(0), SCHEMA.get(0)), new double[2][0]))
                .withMessageContaining("twice");
    }

    @Test
    void columnsMustMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnSchema.numeric("x", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnSchema.numeric("x", NAN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnSchema.numeric(" ", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnSchema.categorical("k", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnSchema.categorical("k", List.of("a", "a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ColumnSchema("x", ColumnType.NUMERIC, 0, 1, List.of("a")));
    }

    @Test
    void requestsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> SampleRequest.of(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleRequest(1, 0, Map.of("x", NAN), Cancellation.NONE))
                .withMessageContaining("condition on x");
        RowScorer scorer = rows -> new double[rows.rows()];
        assertThat(FitContext.of(4).withFocus(scorer).focus()).contains(scorer);
        assertThat(FitContext.of(4).focus()).isEmpty();
    }

    private static void refuses(double[][] cells, String... named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table(SCHEMA, cells))
                .satisfies(e -> assertThat(e.getMessage()).contains(named));
    }
}
