package dev.apes.generators.smote;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.SyntheticGenerator;

class SmoteContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new SmoteGenerator();
    }
}
