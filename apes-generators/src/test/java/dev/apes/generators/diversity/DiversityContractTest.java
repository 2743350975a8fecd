package dev.apes.generators.diversity;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.SyntheticGenerator;

class DiversityContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new DiversityGenerator();
    }
}
