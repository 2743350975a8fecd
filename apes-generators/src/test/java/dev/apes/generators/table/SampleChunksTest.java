package dev.apes.generators.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.smote.SmoteGenerator;
import java.util.ArrayList;
import java.util.List;
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
}
