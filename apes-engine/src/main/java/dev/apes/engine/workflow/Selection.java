package dev.apes.engine.workflow;

import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.ForecastFromModel;
import dev.apes.engine.model.GainForecast;
import java.util.Map;

/**
 * A model by which the enhancer leaves rules out that it expects not to help. Comes into force only through the gate, like any other
 * change of what users get, and stays as it was proven: later models do not replace it unproven.
 *
 * @param iteration in which the model was trained
 * @param model the model
 */
record Selection(int iteration, EffectivenessModel model) {
    /** Under this name the gate's tests and promotions of selections are recorded. */
    static final String ID = "rule_selection";

    private static final String PARAMETER = "model_of_iteration";

    /** How a selection is written down where parameters are; 0 stands for none. */
    static ParameterValues describe(int iteration) {
        return new ParameterValues(Map.of(PARAMETER, iteration));
    }

    GainForecast forecast() {
        return new ForecastFromModel(model);
    }
}
