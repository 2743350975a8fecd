package dev.apes.generators.rulefocused;

import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.generation.SyntheticGenerator;

class RuleFocusedContractTest extends SyntheticGeneratorContract {
    @Override
    protected SyntheticGenerator createGenerator() {
        return new RuleFocusedGenerator();
    }
}
