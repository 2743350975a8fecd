package dev.apes.generators.vae;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.NeuralQuality;
import dev.apes.generators.neural.QuickFit;

class VaeQualityTest extends NeuralQuality {
    @Override
    protected SyntheticGenerator generator() {
        return new VaeGenerator();
    }

    @Override
    protected FitContext context() {
        return QuickFit.epochs(FitContext.of(1), 150);
    }
}
