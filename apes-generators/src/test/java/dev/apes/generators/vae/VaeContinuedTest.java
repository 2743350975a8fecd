package dev.apes.generators.vae;

import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.ContinuedTraining;

class VaeContinuedTest extends ContinuedTraining {
    @Override
    protected SyntheticGenerator generator() {
        return new VaeGenerator();
    }
}
