package dev.apes.generators.hybrid;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.generators.neural.QuickFit;

class HybridContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new HybridGenerator();
    }

    @Override
    protected FitContext context(long seed) {
        return QuickFit.with(QuickFit.epochs(super.context(seed), 4), "methods", "copula+smote+vae");
    }
}
