package dev.apes.generators.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.smote.SmoteGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SampleChunksTest {
    private static Table table(int columns) {
        SeededRandom random = new SeededRandom(7);
        List<ColumnSchema> schema = new ArrayList<>();
        double[][] cells = new double[columns][30];
        for (int c = 0; c < columns; c++) {
            schema.add(ColumnSchema.numeric("c" + c, 0, 1));
            for (int r = 0; r < 30; r++) {
                cells[c][r] = random.nextDouble();
            }
        }
        return new Table(schema, cells);
    }

    @Test
    void theWidthOfTheTableAloneDecidesHowManyRowsAreDrawnAtOnce() {
        assertThat(SampleChunks.rows(1)).isEqualTo(10_000);
        assertThat(SampleChunks.rows(200)).isEqualTo(10_000);
        assertThat(SampleChunks.rows(400)).isEqualTo(5_000);
        assertThat(SampleChunks.rows(1_000_000)).isEqualTo(100);
    }

    @Test
    void portionsOfAWideTableAreSmallerAndEachIsDrawnFromItsSeed() {
        Synthesizer wide = new SmoteGenerator().fit(table(2_500), FitContext.of(1));
        List<Integer> sizes = new ArrayList<>();
        List<Long> seeds = new ArrayList<>();
        SampleChunks.forEach(wide, SampleRequest.of(1_900, 5), (seed, rows) -> {
            sizes.add(rows.rows());
            seeds.add(seed);
            assertThat(wide.sample(SampleRequest.of(rows.rows(), seed))).isEqualTo(rows);
        });
        assertThat(sizes).containsExactly(800, 800, 300);
        assertThat(seeds).doesNotHaveDuplicates().startsWith(5L);
    }

    @Test
    void fewRowsAreThoseThatSamplingGives() {
        Synthesizer narrow = new SmoteGenerator().fit(table(3), FitContext.of(1));
        List<Table> portions = new ArrayList<>();
        SampleChunks.forEach(narrow, SampleRequest.of(40, 5), (seed, rows) -> portions.add(rows));
        assertThat(portions).containsExactly(narrow.sample(SampleRequest.of(40, 5)));
    }

    @Test
    void howManyPortionsAreDrawnAtOnceChangesNoRow() {
        Synthesizer synthesizer = new SmoteGenerator().fit(table(3), FitContext.of(1));
        List<List<Table>> drawn = new ArrayList<>();
        for (int most : new int[] {1, 2, 5}) {
            List<Table> portions = new ArrayList<>();
            SampleChunks.forEach(
                    synthesizer,
                    SampleRequest.of(95, 5),
                    (seed, rows) -> portions.add(rows),
                    10,
                    new PortionsAtOnce(most, 1, () -> Long.MAX_VALUE));
            drawn.add(portions);
        }
        assertThat(drawn.get(0)).hasSize(10);
        assertThat(drawn.get(1)).isEqualTo(drawn.get(0));
        assertThat(drawn.get(2)).isEqualTo(drawn.get(0));
    }

    @Test
    void whereMemoryRunsOutFewerAreDrawnAtOnceAndNoRowIsLost() {
        Synthesizer narrow = new SmoteGenerator().fit(table(3), FitContext.of(1));
        Crowded crowded = new Crowded(narrow);
        List<Table> portions = new ArrayList<>();
        PortionsAtOnce atOnce = new PortionsAtOnce(4, 1, () -> Long.MAX_VALUE);
        atOnce.measured(1, 10, 100);
        assertThat(atOnce.next()).isEqualTo(2);
        SampleChunks.forEach(crowded, SampleRequest.of(95, 5), (seed, rows) -> portions.add(rows), 10, atOnce);
        List<Table> peaceful = new ArrayList<>();
        SampleChunks.forEach(
                narrow,
                SampleRequest.of(95, 5),
                (seed, rows) -> peaceful.add(rows),
                10,
                new PortionsAtOnce(1, 1, () -> Long.MAX_VALUE));
        assertThat(portions).isEqualTo(peaceful);
        assertThat(crowded.failures.get()).isEqualTo(1);
        assertThat(atOnce.next()).isEqualTo(1);
    }

    @Test
    void onePortionThatDoesNotFitIsToldAsItIs() {
        Synthesizer never = new Crowded(new SmoteGenerator().fit(table(3), FitContext.of(1)), 0);
        assertThatThrownBy(() -> SampleChunks.forEach(
                        never,
                        SampleRequest.of(20, 5),
                        (seed, rows) -> {},
                        10,
                        new PortionsAtOnce(4, 1, () -> Long.MAX_VALUE)))
                .isInstanceOf(OutOfMemoryError.class);
    }

    /** Has memory for one sample at a time: the second of two that come side by side waits for the first and then fails. */
    private static final class Crowded implements Synthesizer {
        private final Synthesizer synthesizer;
        private final int room;
        private final AtomicInteger failures = new AtomicInteger();

        Crowded(Synthesizer synthesizer) {
            this(synthesizer, 1);
        }

        Crowded(Synthesizer synthesizer, int room) {
            this.synthesizer = synthesizer;
            this.room = room;
        }

        @Override
        public Table sample(SampleRequest request) {
            boolean beside = Thread.currentThread().getName().equals("apes-sample");
            if (room == 0 || beside) {
                failures.incrementAndGet();
                throw new OutOfMemoryError("no room for another sample");
            }
            return synthesizer.sample(request);
        }

        @Override
        public Synthesizer fitFurther(Table more, FitContext context) {
            return synthesizer.fitFurther(more, context);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            synthesizer.save(out);
        }
    }
}
