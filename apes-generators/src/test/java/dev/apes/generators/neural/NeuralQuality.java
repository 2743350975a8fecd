package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.table.KnownLaws;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every neural method must reach on a small table of known law. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class NeuralQuality {
    private static final Table DATA = KnownLaws.table(800, 0.1, 1);
    private static final Table UNSEEN = KnownLaws.table(800, 0.1, 2);

    private Synthesizer fitted;

    protected abstract SyntheticGenerator generator();

    /** Fewer epochs than by default. */
    protected abstract FitContext context();

    /** The least column shapes and pair trends. */
    protected double leastQuality() {
        return 0.88;
    }

    private Synthesizer fitted() {
        if (fitted == null) {
            fitted = generator().fit(DATA, context());
        }
        return fitted;
    }

    @Test
    void columnsAndPairsAreLikeThoseOfUnseenRows() {
        TableQuality quality = TableQuality.of(UNSEEN, fitted().sample(SampleRequest.of(800, 5)));

        assertThat(quality.columnShapes().orElseThrow()).as("column shapes").isGreaterThan(leastQuality());
        assertThat(quality.pairTrends().orElseThrow()).as("pair trends").isGreaterThan(leastQuality() - 0.02);
        assertThat(quality.missing()).as("missing").isGreaterThan(0.95);
        assertThat(quality.adherence()).as("adherence").isGreaterThan(0.99);
        assertThat(quality.copies()).as("copies").isLessThan(0.01);
    }

    /** The first column is the hidden variable but for scale; the second rises with it, the third falls. */
    @Test
    void conditionsMoveTheOtherColumns() {
        Table low = given(43.0);
        Table high = given(57.0);

        assertThat(mean(high, 1) - mean(low, 1)).as("exponential").isGreaterThan(1.5);
        assertThat(mean(low, 2) - mean(high, 2)).as("share").isGreaterThan(0.1);
        assertThat(mean(high, 6) - mean(low, 6)).as("half").isGreaterThan(0.3);
    }

    /** One level in five: more than half of its rows have the boolean that goes with it. */
    @Test
    void aLevelMovesTheNumbers() {
        Table lowest = fitted().sample(new SampleRequest(300, 7, Map.of("kind", 2.0), Cancellation.NONE));
        Table highest = fitted().sample(new SampleRequest(300, 7, Map.of("kind", 1.0), Cancellation.NONE));

        assertThat(mean(highest, 0) - mean(lowest, 0)).isGreaterThan(5);
        assertThat(missing(highest, 0)).isCloseTo(0.1, within(0.08));
    }

    private Table given(double normal) {
        return fitted().sample(new SampleRequest(300, 7, Map.of("normal", normal), Cancellation.NONE));
    }

    private static double mean(Table table, int column) {
        return Arrays.stream(table.column(column))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElseThrow();
    }

    private static double missing(Table table, int column) {
        return Arrays.stream(table.column(column)).filter(Double::isNaN).count() / (double) table.rows();
    }
}
