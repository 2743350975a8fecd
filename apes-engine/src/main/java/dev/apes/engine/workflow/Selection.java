package dev.apes.engine.workflow;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.ForecastFromModel;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.promotion.PairedDifferences;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.SelectionCodec;
import java.util.List;
import java.util.Map;

/**
 * A model by which the enhancer leaves rules out that it expects not to help. Comes into force only through the gate, like any other
 * change of what users get, and stays as it was proven: later models do not replace it unproven.
 *
 * @param stored under which promotion it is known, and as what it is kept
 * @param model the model
 * @param forecast what it says of single prompts; remembers its last answers
 */
record Selection(StoredSelection stored, EffectivenessModel model, GainForecast forecast) {
    /** Under this name the gate's tests and promotions of selections are recorded. */
    static final String ID = StoredSelection.RULE_ID;

    private static final String PARAMETER = "model_of_iteration";

    /** A candidate: the model of an iteration of this session, which knows these rules in this order. */
    static Selection of(SessionId session, int iteration, EffectivenessModel model, List<RuleDefinition> rules) {
        return new Selection(
                new StoredSelection(
                        new PromotionId(session, ID, iteration),
                        SelectionCodec.FORMAT,
                        SelectionCodec.write(model, rules)),
                model,
                new ForecastFromModel(model));
    }

    /**
     * @param known rules at hand, switched off ones included
     * @throws DamagedStateException if it can't be used with these rules
     */
    static Selection of(StoredSelection stored, List<RuleDefinition> known) {
        EffectivenessModel model = SelectionCodec.read(stored.format(), stored.model(), known);
        return new Selection(stored, model, new ForecastFromModel(model));
    }

    PromotionId id() {
        return stored.id();
    }

    /** How a selection is written down where parameters are; 0 stands for none. */
    static ParameterValues describe(int iteration) {
        return new ParameterValues(Map.of(PARAMETER, iteration));
    }

    /**
     * What a selection gains per training prompt. Its model has learnt from these very prompts, so it counts as far only as the model's
     * order of applications holds on prompts it has not seen: the cross-validated concordance above chance, as a share of the
     * optimistic one. Validation prompts would know better, but tell nothing but promoted or not.
     *
     * @param training differences it makes on the training prompts whose texts it changes
     * @param prompts training prompts in all
     * @param quality of the model
     */
    static double gain(PairedDifferences training, int prompts, CrossValidation quality) {
        double optimistic = quality.seenAccuracy() - 0.5;
        double honest = quality.accuracy() - 0.5;
        double holds = optimistic > 0 ? Math.max(0, Math.min(1, honest / optimistic)) : 0;
        return holds * training.mean() * training.prompts() / prompts;
    }
}
