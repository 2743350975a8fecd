package dev.apes.generators.gan;

import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.ContinuedTraining;

class GanContinuedTest extends ContinuedTraining {
    @Override
    protected SyntheticGenerator generator() {
        return new GanGenerator();
    }
}
