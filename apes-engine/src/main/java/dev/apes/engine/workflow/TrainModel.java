package dev.apes.engine.workflow;

import dev.apes.api.TrainingStep;
import dev.apes.engine.model.Drift;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelOptions;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Step 4: updates the effectiveness model with what step 1 measured where that is new, with fresh applications of the rules under
 * settings not tried before, and with step 3's labelled prompts.
 */
final class TrainModel {
    /** Size and effort of the model. */
    static final ModelOptions OPTIONS = ModelOptions.standard();

    /** Training prompts that get fresh applications in an iteration; each yields a sample per rule. */
    private static final int EXPLORED_PROMPTS = 600;
    /** Of a limited evaluation budget, the share one iteration may spend on the model's samples. */
    private static final double BUDGET_SHARE = 0.1;

    private final SessionScope scope;
    private final GainSampling sampling;

    TrainModel(SessionScope scope) {
        this.scope = scope;
        this.sampling = new GainSampling(scope);
    }

    Learned run(Draft draft) {
        List<GainSample> fresh = new ArrayList<>();
        measuredInStepOne(draft, fresh);
        explore(draft, fresh);
        fresh.addAll(draft.generated.samples());
        RandomStreams streams = scope.streams().at(draft.iteration, TrainingStep.TRAIN);
        EffectivenessModel model = draft.state.model().map(Learned::model).orElseGet(this::untrained);
        EffectivenessModel updated = model.update(
                fresh,
                streams.seed("update", 0),
                scope.request().threads(),
                scope.steps().cancellation());
        if (updated.drift().noticed()) {
            report(draft, updated.drift());
        }
        return new Learned(updated);
    }

    private void report(Draft draft, Drift drift) {
        String message = String.format(
                Locale.ROOT,
                "drift: %.0f %% of the gains measured anew on %d prompts lie outside of the model's 95 %% intervals (at least %.0f %% with"
                        + " 99.9 %% confidence); the model was fitted anew from its memory",
                100 * drift.missed(),
                drift.prompts(),
                100 * drift.low());
        draft.notes.add(message);
        scope.warn(message);
    }

    private EffectivenessModel untrained() {
        return EffectivenessModel.untrained(schema(scope), OPTIONS);
    }

    static ModelSchema schema(SessionScope scope) {
        return new ModelSchema(PromptFeatures.encodedNames(), scope.rules().definitions());
    }

    /** The incumbents' gains, unless the model has seen them: a deterministic judge says the same again. */
    private void measuredInStepOne(Draft draft, List<GainSample> fresh) {
        PromptSide training = scope.training();
        draft.assessment.training().rules().forEach((rule, effect) -> {
            boolean seen = scope.executor().deterministic()
                    && draft.state
                            .assessment()
                            .filter(a -> a.training().measured(rule, effect.values()))
                            .isPresent();
            for (int i = 0; !seen && i < training.size(); i++) {
                fresh.add(new GainSample(
                        training.prompts().get(i).id(),
                        training.features()[i],
                        rule,
                        effect.values(),
                        effect.gains()[i],
                        true));
            }
        });
    }

    /** Each iteration looks at another slice of the training prompts. */
    private void explore(Draft draft, List<GainSample> fresh) {
        PromptSide training = scope.training();
        int count = Math.min(training.size(), EXPLORED_PROMPTS);
        long remaining = scope.executor().remaining();
        if (remaining != Long.MAX_VALUE) {
            count = (int) Math.min(
                    count, remaining * BUDGET_SHARE / scope.rules().rules().size());
        }
        if (count == 0) {
            return;
        }
        int start = (int) ((long) (draft.iteration - 1) * count % training.size());
        double[] baselines = new double[count];
        int[] rows = new int[count];
        for (int k = 0; k < count; k++) {
            rows[k] = (start + k) % training.size();
            baselines[k] = draft.assessment.training().baselines()[rows[k]];
        }
        fresh.addAll(sampling.measure(
                        training.select(rows),
                        baselines,
                        GainSampling.exploring(
                                draft.state.memories(),
                                scope.streams().at(draft.iteration, TrainingStep.TRAIN).stream("settings")),
                        true,
                        scope.replicate(draft.iteration))
                .samples());
    }
}
