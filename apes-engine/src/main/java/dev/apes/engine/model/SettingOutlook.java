package dev.apes.engine.model;

import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.SettingForecast;
import dev.apes.engine.optimize.SpaceFillingDesign;
import java.util.Objects;

/** What the effectiveness model expects of a rule's settings, averaged over some prompts. Immutable; thread-safe. */
public final class SettingOutlook implements SettingForecast {
    private static final int LOOKED_AT = 100;
    private static final double ONE_SIDED_95 = 1.645;

    private final EffectivenessModel model;
    private final String ruleId;
    private final double[][] prompts;
    /** Made by whoever asks first, for it takes a setting of the rule; two threads would make the same. */
    private volatile RuleOutlook prepared;

    /**
     * @param model a trained model that knows the rule
     * @param ruleId the rule
     * @param prompts features of the prompts to average over; a hundred or two are enough, and the time grows with their number
     */
    public SettingOutlook(EffectivenessModel model, String ruleId, double[][] prompts) {
        this.model = model;
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.prompts = prompts;
        if (!model.trained() || !model.schema().knows(ruleId)) {
            throw new IllegalArgumentException("the model has no opinion on rule '" + ruleId + "': it "
                    + (model.trained() ? "knows only " + model.schema().rules() : "is not trained yet"));
        }
        if (prompts.length == 0) {
            throw new IllegalArgumentException("prompts of the outlook on '" + ruleId + "' must not be empty");
        }
    }

    @Override
    public Expectation expect(ParameterValues values) {
        Prediction p = Prediction.ofMembers(means(values));
        return new Expectation(p.mean(), p.deviation());
    }

    private double[] means(ParameterValues values) {
        RuleOutlook outlook = prepared;
        if (outlook == null) {
            outlook = model.outlook(prompts, ruleId, values);
            prepared = outlook;
        }
        return outlook.means(values);
    }

    /**
     * Looks at {@value #LOOKED_AT} settings spread over the space.
     *
     * @param space the rule's parameters
     * @param incumbent the setting in force
     * @param seed chooses the settings
     * @return the largest upper 95 % confidence bound of what a setting gains over the incumbent, at least 0. As the largest of
     *     many bounds it is generous, which is what a bound that ends the work on a rule has to be
     */
    public double attainableGain(ParameterSpace space, ParameterValues incumbent, long seed) {
        double[] base = means(incumbent);
        double best = 0;
        for (ParameterValues values : SpaceFillingDesign.settings(space, LOOKED_AT, seed)) {
            // what setting and incumbent share does not blur their difference
            double[] difference = means(values);
            for (int m = 0; m < difference.length; m++) {
                difference[m] -= base[m];
            }
            Prediction p = Prediction.ofMembers(difference);
            best = Math.max(best, p.mean() + ONE_SIDED_95 * p.deviation());
        }
        return best;
    }
}
