package dev.apes.generators.diffusion;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.NeuralQuality;
import dev.apes.generators.neural.QuickFit;

class DiffusionQualityTest extends NeuralQuality {
    @Override
    protected SyntheticGenerator generator() {
        return new DiffusionGenerator();
    }

    @Override
    protected FitContext context() {
        return QuickFit.with(
                QuickFit.with(QuickFit.epochs(FitContext.of(1), 90), "decay_epochs", "90"), "timesteps", "50");
    }
}
