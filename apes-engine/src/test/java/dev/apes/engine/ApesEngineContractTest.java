package dev.apes.engine;

import dev.apes.api.TrainingEngine;
import dev.apes.api.contract.TrainingEngineContract;

class ApesEngineContractTest extends TrainingEngineContract {
    @Override
    protected TrainingEngine createEngine() {
        return Apes.create();
    }
}
