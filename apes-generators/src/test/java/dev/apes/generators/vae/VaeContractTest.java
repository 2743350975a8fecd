package dev.apes.generators.vae;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.QuickFit;

class VaeContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new VaeGenerator();
    }

    @Override
    protected FitContext context(long seed) {
        return QuickFit.epochs(super.context(seed), 3);
    }
}
