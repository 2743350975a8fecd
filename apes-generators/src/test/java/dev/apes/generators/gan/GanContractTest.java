package dev.apes.generators.gan;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.QuickFit;

class GanContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new GanGenerator();
    }

    @Override
    protected FitContext context(long seed) {
        return QuickFit.epochs(super.context(seed), 2);
    }
}
