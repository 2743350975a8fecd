package dev.apes.engine.workflow;

import dev.apes.api.TrainingStep;
import dev.apes.api.gap.GapEvidence;
import dev.apes.api.gap.RuleEvidence;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.gap.RuleSpread;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.Prediction;
import dev.apes.engine.optimize.SpaceFillingDesign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What the figures of step 2 rest on: standard errors, spreads, and how hard the prompts behind them are for the model. */
final class EvidenceOfGaps {
    /** Prompts that the model is asked about. */
    private static final int LOOKED_AT = 200;
    /** Prompts and settings per rule by which it is judged whether a rule could help where none does. */
    private static final int UNHELPED_PROMPTS = 60;

    private static final int SETTINGS = 4;
    private static final double ONE_SIDED_95 = 1.645;
    /** Mean error and uncertainty of the model, together, from which prompts count as hardest. */
    private static final double HARDEST = 0.2;

    private final SessionScope scope;
    private final Draft draft;
    private final SideMeasurement measured;
    private final int[] looked;
    private final Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
    private final Map<String, double[]> ratios = new LinkedHashMap<>();

    EvidenceOfGaps(SessionScope scope, Draft draft) {
        this.scope = scope;
        this.draft = draft;
        measured = draft.assessment.training();
        int n = measured.baselines().length;
        looked = new int[Math.min(n, LOOKED_AT)];
        for (int k = 0; k < looked.length; k++) {
            looked[k] = (int) ((long) k * n / looked.length);
        }
        model().ifPresent(this::predict);
    }

    private Optional<EffectivenessModel> model() {
        return draft.state.model().map(Learned::model).filter(EffectivenessModel::trained);
    }

    private void predict(EffectivenessModel model) {
        double[][] rows = rows(looked);
        for (RuleDefinition rule : scope.rules().definitions()) {
            predictions.put(
                    rule.id(),
                    model.predictAll(
                            rows, rule.id(), measured.rules().get(rule.id()).values()));
        }
    }

    private double[][] rows(int[] positions) {
        double[][] rows = new double[positions.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = scope.training().features()[positions[k]];
        }
        return rows;
    }

    GapEvidence collect() {
        List<RuleEvidence> rules = new ArrayList<>();
        for (RuleDefinition rule : scope.rules().definitions()) {
            rules.add(ofRule(rule.id()));
        }
        int improvable = 0;
        for (int i = 0; i < measured.baselines().length; i++) {
            improvable += improvable(i) ? 1 : 0;
        }
        return new GapEvidence(
                improvable,
                draft.state.model().map(m -> accuracyError(m.quality())).orElse(Double.POSITIVE_INFINITY),
                effectivenessError(),
                scope.rules().definitions().stream()
                        .mapToDouble(r -> hardness(r.id(), this::unhelped))
                        .average()
                        .orElse(0),
                unhelpedPotential(),
                rules);
    }

    private boolean improvable(int prompt) {
        return 1 - measured.baselines()[prompt] >= PromptSide.HEADROOM;
    }

    private boolean unhelped(int prompt) {
        return improvable(prompt) && measured.rules().values().stream().noneMatch(e -> e.gains()[prompt] > 0);
    }

    private static double accuracyError(CrossValidation quality) {
        return quality.pairs() == 0 ? Double.POSITIVE_INFINITY : (quality.high() - quality.low()) / (2 * 1.96);
    }

    private RuleEvidence ofRule(String rule) {
        double[] gains = measured.rules().get(rule).gains();
        double target = scope.request().targets().forRule(rule);
        RuleSpread spread = RuleSpread.of(gains, scope.training().domains());
        double[] residuals = residuals(rule);
        return new RuleEvidence(
                rule,
                errorOfSum(residuals),
                spread.domainDeviation(),
                spread.domainConfidence(),
                spread.harmed(),
                Math.min(1, spread.lost()),
                spread.lostError(),
                hardness(rule, i -> improvable(i) && gains[i] < (2 * target - 1) * (1 - measured.baselines()[i])));
    }

    /**
     * What each prompt contributes to the error of an effectiveness, half the ratio {@code Σ gain / Σ headroom}: {@code (g − ratio·h)
     * / (2 Σ h)} (the usual linearisation, Cochran 1977, chapter 6).
     */
    private double[] residuals(String rule) {
        return ratios.computeIfAbsent(rule, id -> {
            double[] gains = measured.rules().get(id).gains();
            double gain = 0;
            double headroom = 0;
            for (int i = 0; i < gains.length; i++) {
                gain += gains[i];
                headroom += 1 - measured.baselines()[i];
            }
            double[] residuals = new double[gains.length];
            for (int i = 0; i < gains.length && headroom > 0; i++) {
                residuals[i] = (gains[i] - gain / headroom * (1 - measured.baselines()[i])) / (2 * headroom);
            }
            return residuals;
        });
    }

    private static double errorOfSum(double[] residuals) {
        double squares = 0;
        for (double r : residuals) {
            squares += r * r;
        }
        int n = residuals.length;
        return n < 2 ? 0 : Math.sqrt(squares * n / (n - 1));
    }

    /** Of the priority-weighted mean over rules; rules share prompts, so their contributions are added prompt by prompt. */
    private double effectivenessError() {
        double[] sum = new double[measured.baselines().length];
        double weights = 0;
        for (RuleDefinition rule : scope.rules().definitions()) {
            double[] own = residuals(rule.id());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += rule.priority() * own[i];
            }
            weights += rule.priority();
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights;
        }
        return errorOfSum(sum);
    }

    /**
     * How uncertain and how wrong the model is on some prompts. It has seen them, so its errors there are scaled by what
     * cross-validation says of the rule as a whole.
     */
    private double hardness(String rule, IntPredicate behind) {
        List<Prediction> predicted = predictions.get(rule);
        if (predicted == null) {
            return 0;
        }
        double[] gains = measured.rules().get(rule).gains();
        double allErrors = 0;
        double errors = 0;
        double deviations = 0;
        int n = 0;
        for (int k = 0; k < looked.length; k++) {
            double error = Math.abs(predicted.get(k).mean() - gains[looked[k]]);
            allErrors += error;
            if (behind.test(looked[k])) {
                errors += error;
                deviations += predicted.get(k).deviation();
                n++;
            }
        }
        if (n == 0) {
            return 0;
        }
        double unseen = model().orElseThrow().error(rule);
        double scale = allErrors > 0 ? unseen / (allErrors / looked.length) : 1;
        return Math.min(1, (errors / n * Math.max(1, scale) + deviations / n) / HARDEST);
    }

    private double unhelpedPotential() {
        Optional<EffectivenessModel> model = model();
        if (model.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        int[] unhelped = java.util.Arrays.stream(looked)
                .filter(this::unhelped)
                .limit(UNHELPED_PROMPTS)
                .toArray();
        double share = draft.assessment.training().unhelpedShare();
        if (unhelped.length == 0) {
            return 0;
        }
        boolean[] hope = new boolean[unhelped.length];
        double[][] rows = rows(unhelped);
        for (RuleDefinition rule : scope.rules().definitions()) {
            for (ParameterValues values : settings(rule)) {
                List<Prediction> predicted = model.get().predictAll(rows, rule.id(), values);
                for (int i = 0; i < hope.length; i++) {
                    Prediction p = predicted.get(i);
                    hope[i] |= p.mean() + ONE_SIDED_95 * p.deviation() > SessionScope.WORTHWHILE;
                }
            }
        }
        int hopeful = 0;
        for (boolean h : hope) {
            hopeful += h ? 1 : 0;
        }
        return share * hopeful / hope.length;
    }

    private List<ParameterValues> settings(RuleDefinition rule) {
        List<ParameterValues> settings = new ArrayList<>();
        settings.add(measured.rules().get(rule.id()).values());
        if (!rule.parameters().parameters().isEmpty()) {
            long seed = scope.streams()
                    .at(draft.iteration, TrainingStep.ANALYSE_GAPS)
                    .seed("settings of " + rule.id(), 0);
            settings.addAll(SpaceFillingDesign.settings(rule.parameters(), SETTINGS, seed));
        }
        return settings;
    }
}
