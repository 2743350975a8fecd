package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.store.GeneratedPrompt;
import dev.apes.api.store.ModelRecord;
import dev.apes.api.store.RuleApplication;
import dev.apes.engine.corpus.CorpusMetadata;
import dev.apes.engine.corpus.DataFingerprint;
import dev.apes.engine.model.Calibration;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.model.Drift;
import dev.apes.engine.model.ModelOptions;
import dev.apes.engine.text.PromptFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a commit stores beside the iteration's record: single measurements, generated prompts and the model's figures. */
final class CommitPayload {
    /** Of a judge that does not repeat itself a single answer is known to be one of several; how far they lie apart is not. */
    private static final double NOISY_CONFIDENCE = 0.5;

    private final SessionScope scope;
    private String[] validationFingerprints;

    CommitPayload(SessionScope scope) {
        this.scope = scope;
    }

    /** Each rule where it applied to validation prompts, unless the same answers are stored already, and to the prompts just generated. */
    List<RuleApplication> measured(Draft draft) {
        List<RuleApplication> list = new ArrayList<>();
        SideMeasurement validation = draft.assessment.validation();
        Optional<SideMeasurement> before = scope.executor().deterministic()
                ? draft.state.assessment().map(Assessment::validation)
                : Optional.empty();
        validation.rules().forEach((rule, effect) -> {
            if (before.filter(m -> m.measured(rule, effect.values())).isEmpty()) {
                add(
                        list,
                        rule,
                        effect,
                        scope.validation(),
                        validation.baselines(),
                        fingerprints(),
                        RuleApplication.Origin.VALIDATION);
            }
        });
        draft.generated.measured().ifPresent(g -> {
            String[] fingerprints = fingerprints(g.side());
            g.effects()
                    .forEach((rule, effect) -> add(
                            list,
                            rule,
                            effect,
                            g.side(),
                            g.baselines(),
                            fingerprints,
                            RuleApplication.Origin.GENERATED));
        });
        return list;
    }

    private void add(
            List<RuleApplication> list,
            String rule,
            SideMeasurement.RuleEffect effect,
            PromptSide side,
            double[] baselines,
            String[] fingerprints,
            RuleApplication.Origin origin) {
        for (int i = 0; i < side.size(); i++) {
            if (!effect.applied()[i]) {
                continue;
            }
            double[] row = side.features()[i];
            list.add(new RuleApplication(
                    rule,
                    effect.values(),
                    fingerprints[i],
                    side.domains().get(i).toLowerCase(Locale.ROOT),
                    Characteristics.category(PromptFeature.TASK_TYPE, row).toLowerCase(Locale.ROOT),
                    origin,
                    Characteristics.of(row),
                    baselines[i],
                    // the gain was a difference of scores; adding it again may leave [0, 1] by rounding
                    Math.max(0, Math.min(1, baselines[i] + effect.gains()[i])),
                    scope.executor().deterministic() ? 1 : NOISY_CONFIDENCE));
        }
    }

    private String[] fingerprints() {
        if (validationFingerprints == null) {
            validationFingerprints = fingerprints(scope.validation());
        }
        return validationFingerprints;
    }

    private static String[] fingerprints(PromptSide side) {
        return side.prompts().stream().map(DataFingerprint::ofPrompt).toArray(String[]::new);
    }

    List<GeneratedPrompt> generated(Draft draft) {
        List<GeneratedPrompt> list = new ArrayList<>();
        draft.generated.measured().ifPresent(g -> {
            for (int i = 0; i < g.side().size(); i++) {
                Prompt prompt = g.side().prompts().get(i);
                list.add(new GeneratedPrompt(
                        DataFingerprint.ofPrompt(prompt),
                        prompt,
                        prompt.metadata().get(CorpusMetadata.DIFFICULTY).toLowerCase(Locale.ROOT),
                        g.side().domains().get(i).toLowerCase(Locale.ROOT),
                        g.baselines()[i],
                        Characteristics.of(g.side().features()[i])));
            }
        });
        return list;
    }

    Optional<ModelRecord> model(Draft draft) {
        if (!draft.learned.model().trained()) {
            return Optional.empty();
        }
        CrossValidation q = draft.learned.quality();
        ModelOptions options = draft.learned.model().options();
        Map<String, String> hyperparameters = new LinkedHashMap<>();
        hyperparameters.put("rounds", String.valueOf(options.rounds()));
        hyperparameters.put("eta", String.valueOf(options.eta()));
        hyperparameters.put("update_rounds", String.valueOf(options.updateRounds()));
        hyperparameters.put("update_eta", String.valueOf(options.updateEta()));
        hyperparameters.put("depth", String.valueOf(options.depth()));
        hyperparameters.put("max_trees", String.valueOf(options.maxTrees()));
        hyperparameters.put("trees", String.valueOf(draft.learned.model().trees()));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("training_loss", q.seenLoss());
        figures.put("validation_loss", q.loss());
        figures.put("accuracy_low", q.low());
        figures.put("accuracy_high", q.high());
        figures.put("accuracy_across_prompts", q.across());
        figures.put("accuracy_on_seen", q.seenAccuracy());
        figures.put("pairs", (double) q.pairs());
        Calibration calibration = q.calibration();
        if (calibration.known()) {
            figures.put("interval_coverage", calibration.coverage());
            figures.put("interval_width", calibration.width());
            figures.put("uncalibrated_interval_coverage", calibration.uncalibratedCoverage());
            figures.put("uncalibrated_interval_width", calibration.uncalibratedWidth());
        }
        Drift drift = draft.learned.model().drift();
        if (drift.prompts() > 0) {
            figures.put("missed_on_fresh", drift.missed());
            figures.put("drift", drift.noticed() ? 1.0 : 0.0);
        }
        q.byRule().forEach((rule, of) -> {
            figures.put("error." + rule, of.error());
            figures.put("uncertainty." + rule, of.uncertainty());
        });
        return Optional.of(new ModelRecord(
                scope.id() + "/" + draft.iteration,
                "boosted_trees_ensemble",
                q.accuracy(),
                draft.learned.model().sampleCount(),
                q.samples(),
                hyperparameters,
                figures));
    }
}
