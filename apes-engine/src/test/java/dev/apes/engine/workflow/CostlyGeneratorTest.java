package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.engine.Apes;
import dev.apes.engine.gap.TargetGapAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The automatic choice leaves out a generator whose fit would take longer than the rest of the iteration; naming it takes it. */
class CostlyGeneratorTest {
    @Test
    void isNotTakenUnasked() throws InterruptedException {
        assertThat(methodOf(1e6, Worlds.request(3).maxIterations(1).build())).isEqualTo(Worlds.GENERATOR);
    }

    @Test
    void isTakenIfItsEffortFits() throws InterruptedException {
        assertThat(methodOf(1, Worlds.request(3).maxIterations(1).build())).isEqualTo("diffusion");
    }

    @Test
    void isTakenIfNamed() throws InterruptedException {
        TrainingRequest named =
                Worlds.request(3).generator("diffusion").maxIterations(1).build();
        assertThat(methodOf(1e6, named)).isEqualTo("diffusion");
    }

    private static String methodOf(double effort, TrainingRequest request) throws InterruptedException {
        try (TrainingEngine engine = Apes.builder()
                .pluginClassLoader(null)
                .rule(new ParameterWritingRule())
                .evaluator(Judges.optimum(0.05))
                .generator(new Resampling())
                .generator(new Costly(effort))
                .gapAnalyzer(new TargetGapAnalyzer())
                .build()) {
            TrainingReport report = engine.start(request).await();
            return report.iterations().get(0).generation().method();
        }
    }

    /** Resamples, too, but says that it takes so many billions of operations. */
    private record Costly(double effort) implements SyntheticGenerator {
        @Override
        public String name() {
            return "diffusion";
        }

        @Override
        public double fittingEffort(int rows, int columns) {
            return effort;
        }

        @Override
        public Synthesizer fit(Table data, FitContext context) {
            return new Resampling().fit(data, context);
        }

        @Override
        public Synthesizer load(InputStream in) throws IOException {
            return new Resampling().load(in);
        }
    }
}
