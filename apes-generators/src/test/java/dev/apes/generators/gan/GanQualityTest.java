package dev.apes.generators.gan;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.NeuralQuality;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class GanQualityTest extends NeuralQuality {
    @Override
    protected SyntheticGenerator generator() {
        return new GanGenerator();
    }

    @Override
    protected FitContext context() {
        return FitContext.of(1);
    }

    @Override
    protected double leastQuality() {
        return 0.8;
    }
}
