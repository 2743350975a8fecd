package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.KnownLaws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** What every neural method promises about being left and taken up again. */
public abstract class ContinuedTraining {
    private static final Table DATA = KnownLaws.table(260, 0.05, 1);
    private static final Table NOTHING = DATA.select(new int[0]);

    protected abstract SyntheticGenerator generator();

    @Test
    void someEpochsAndThenSomeLeaveTheSameBitsAsAllAtOnce() throws IOException {
        Synthesizer all = generator().fit(DATA, QuickFit.epochs(FitContext.of(3), 5));
        Synthesizer some = generator().fit(DATA, QuickFit.epochs(FitContext.of(3), 2));
        Synthesizer loaded = generator().load(new ByteArrayInputStream(bytes(some)));

        FitContext further = QuickFit.epochs(FitContext.of(99), 3);
        assertThat(bytes(some.fitFurther(NOTHING, further))).isEqualTo(bytes(all));
        assertThat(bytes(loaded.fitFurther(NOTHING, further))).isEqualTo(bytes(all));
    }

    @Test
    void threadsChangeNothing() throws Exception {
        byte[] here = bytes(generator().fit(DATA, QuickFit.epochs(FitContext.of(3), 2)));
        // in a pool of one thread all lanes run one after the other
        ForkJoinPool single = new ForkJoinPool(1);
        try {
            byte[] there = single.submit(() -> bytes(generator().fit(DATA, QuickFit.epochs(FitContext.of(3), 2))))
                    .get();
            assertThat(there).isEqualTo(here);
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void aFewNewRowsCostAFractionAndAreLearnt() throws IOException {
        Synthesizer before = generator().fit(DATA, QuickFit.epochs(FitContext.of(3), 4));
        Synthesizer after = before.fitFurther(KnownLaws.table(26, 0.05, 9), QuickFit.epochs(FitContext.of(3), 1));

        assertThat(bytes(after)).isNotEqualTo(bytes(before));
    }

    private static byte[] bytes(Synthesizer synthesizer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        synthesizer.save(out);
        return out.toByteArray();
    }
}
