package dev.apes.generators.diffusion;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.QuickFit;

class DiffusionContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new DiffusionGenerator();
    }

    @Override
    protected FitContext context(long seed) {
        return QuickFit.with(QuickFit.epochs(super.context(seed), 3), "timesteps", "20");
    }
}
