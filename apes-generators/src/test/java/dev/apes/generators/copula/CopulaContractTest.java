package dev.apes.generators.copula;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.SyntheticGenerator;

class CopulaContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new CopulaGenerator();
    }
}
