package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.error.PluginException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.engine.Apes;
import dev.apes.engine.gap.TargetGapAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A generator that diverges, whatever the seed, hands over to a simple one, and the report says which made the rows and why. */
class FailingGeneratorTest {
    @Test
    void aSimplerOneTakesItsPlace() throws InterruptedException {
        try (TrainingEngine engine = Apes.builder()
                .pluginClassLoader(null)
                .rule(new ParameterWritingRule())
                .evaluator(Judges.optimum(0.05))
                .generator(new Resampling())
                .generator(new Diverging())
                .gapAnalyzer(new TargetGapAnalyzer())
                .build()) {
            TrainingReport report = engine.start(
                            Worlds.request(3).generator("gan").maxIterations(1).build())
                    .await();
            assertThat(report.iterations().get(0).generation().method()).isEqualTo(Worlds.GENERATOR);
            assertThat(report.iterations().get(0).generation().promptsAccepted())
                    .isPositive();
            assertThat(report.iterations().get(0).notes())
                    .anySatisfy(n -> assertThat(n).contains("'gan' made no data", "diverged in epoch 7"))
                    .anySatisfy(n -> assertThat(n).contains("takes the place of 'gan'"));
        }
    }

    private static final class Diverging implements SyntheticGenerator {
        @Override
        public String name() {
            return "gan";
        }

        @Override
        public Synthesizer fit(Table data, FitContext context) {
            throw new PluginException("generator", name(), "diverged in epoch 7", null);
        }

        @Override
        public Synthesizer load(InputStream in) throws IOException {
            throw new IOException("nothing was saved");
        }
    }
}
