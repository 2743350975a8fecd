package dev.apes.generators.diffusion;

import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.ContinuedTraining;

class DiffusionContinuedTest extends ContinuedTraining {
    @Override
    protected SyntheticGenerator generator() {
        return new DiffusionGenerator();
    }
}
