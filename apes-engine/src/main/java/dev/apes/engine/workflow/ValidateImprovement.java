package dev.apes.engine.workflow;

import dev.apes.api.PromotionId;
import dev.apes.api.TrainingStep;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.CorpusMetadata;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.pattern.PatternMiner;
import dev.apes.engine.promotion.GateDecision;
import dev.apes.engine.promotion.PairedDifferences;
import dev.apes.engine.promotion.PromotionGate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step 6: puts candidates through the gate, one at a time, each inside the composition that the promotions before it have made; then
 * mines patterns on one half of the training prompts, validates them on the other, and puts what follows from them through the gate
 * as well.
 */
final class ValidateImprovement {
    /** A selection that was not proven is tried again with a later model, but not so often that it eats the error budget. */
    private static final int SELECTION_EVERY = 3;

    private final SessionScope scope;
    private final PromotionGate gate = PromotionGate.DEFAULT;
    private final DeriveRules deriveRules;

    ValidateImprovement(SessionScope scope) {
        this.scope = scope;
        deriveRules = new DeriveRules(scope, gate);
    }

    Validated run(Draft draft) {
        Gauntlet gauntlet = new Gauntlet(draft);
        for (Searched.Candidate candidate : draft.searched.candidates()) {
            gauntlet.judge(
                    candidate.ruleId(),
                    gauntlet.enhancer().with(candidate.ruleId(), candidate.values()),
                    candidate.values());
        }
        List<PatternRecord> patterns = mine(draft);
        gauntlet.judgeAll(deriveRules.ofPatterns(draft, patterns, gauntlet.inForce()));
        // after rules made of patterns: these stay when the session is over, and anybody can read them
        boolean own = gauntlet.selection
                .filter(s -> s.id().session().equals(scope.id()))
                .isPresent();
        if (!own && draft.learned.model().trained() && draft.iteration % SELECTION_EVERY == 1) {
            Selection selection = Selection.of(
                    scope.id(),
                    draft.iteration,
                    draft.learned.model(),
                    scope.rules().definitions());
            if (gauntlet.judge(
                    Selection.ID,
                    gauntlet.enhancer().withForecast(scope.forecast(selection)),
                    Selection.describe(draft.iteration))) {
                gauntlet.selection = Optional.of(selection);
                gauntlet.selectionGain =
                        Selection.gain(gauntlet.training, scope.training().size(), draft.learned.quality());
            }
        }
        List<CombinationRecord> combinations = new Combinations(scope).run(draft);
        gauntlet.judgeAll(deriveRules.ofBestSets(draft, combinations, gauntlet.inForce()));
        if (gate.spent(draft.state.budget()).isEmpty()) {
            gate.spent(gauntlet.budget).ifPresent(draft.notes::add);
        }
        return new Validated(
                gauntlet.incumbents,
                gauntlet.tests,
                gauntlet.promotions,
                gauntlet.budget,
                patterns,
                combinations,
                coveragePotential(draft, patterns),
                gauntlet.selection,
                gauntlet.selectionGain,
                Set.copyOf(gauntlet.tested),
                gauntlet.derived,
                gauntlet.derivations);
    }

    /** What is in force while candidates are judged one after the other. */
    private final class Gauntlet {
        private final Draft draft;
        private final Map<String, ParameterValues> incumbents;
        private final List<GateTestRecord> tests = new ArrayList<>();
        private final List<PromotionRecord> promotions = new ArrayList<>();
        private ErrorBudget budget;
        private Optional<Selection> selection;
        private List<DerivedRule> derived;
        private final List<Derivation> derivations = new ArrayList<>();
        private double selectionGain;
        private PairedDifferences training;
        /** What is in force makes of the prompts; null until asked for. */
        private Texts standing;

        private final Set<TestedCandidate> tested;

        private Gauntlet(Draft draft) {
            this.draft = draft;
            incumbents = new LinkedHashMap<>(draft.state.incumbents());
            budget = draft.state.budget();
            selection = draft.state.selection();
            derived = draft.state.derived();
            tested = new HashSet<>(draft.state.tested());
        }

        private PromptEnhancer enhancer() {
            return scope.enhancer(incumbents, derived, selection);
        }

        private DeriveRules.InForce inForce() {
            return new DeriveRules.InForce(incumbents, derived, selection, tested);
        }

        private void judgeAll(List<Derivation> proposals) {
            int before = tests.size();
            for (Derivation proposal : proposals) {
                if (tests.size() < before + DeriveRules.TESTED) {
                    judge(proposal);
                }
            }
        }

        /** What is not promoted is not proposed again beside the same incumbents, for whatever reason it failed. */
        private void judge(Derivation proposal) {
            DerivedRule rule = proposal.rule();
            boolean promotedNow =
                    promotions.stream().anyMatch(p -> p.id().ruleId().equals(rule.id()));
            if (promotedNow || !DerivedRules.room(derived, rule)) {
                return;
            }
            PromptEnhancer then = scope.enhancer(incumbents, DerivedRules.with(derived, rule), selection);
            if (judge(rule.id(), then, rule.values())) {
                if (DerivedRules.find(derived, rule.id()).isEmpty()) {
                    derivations.add(proposal);
                }
                derived = DerivedRules.with(derived, rule);
            } else {
                tested.add(new TestedCandidate(rule.id(), rule.values()));
            }
        }

        private ParameterValues before(String id) {
            return DerivedRules.find(derived, id)
                    .map(DerivedRule::values)
                    .orElseGet(() -> id.equals(Selection.ID)
                            ? Selection.describe(
                                    selection.map(s -> s.id().iteration()).orElse(0))
                            : incumbents.getOrDefault(id, new ParameterValues(Map.of())));
        }

        private boolean judge(String id, PromptEnhancer then, ParameterValues values) {
            if (tested.contains(new TestedCandidate(id, values))) {
                return false;
            }
            if (standing == null) {
                standing = new Texts(enhancer());
            }
            Texts after = new Texts(then);
            training = differences(
                    draft, standing.training(), after.training(), scope.training(), draft.assessment.training());
            if (training.mean() < SessionScope.WORTHWHILE) {
                // beside what has been promoted since it was found, training prompts no longer speak for it
                return false;
            }
            PairedDifferences validation = differences(
                    draft,
                    standing.validation(),
                    after.validation(),
                    scope.validation(),
                    draft.assessment.validation());
            GateDecision decision = gate.judge(validation, Optional.of(training), budget);
            budget = decision.budget();
            tests.add(decision.toRecord(id));
            if (decision instanceof GateDecision.Promoted promoted) {
                promotions.add(record(draft, id, before(id), values, promoted));
                tested.clear();
                standing = after;
                incumbents.computeIfPresent(id, (rule, old) -> values);
                DerivedRules.find(derived, id).ifPresent(d -> derived = DerivedRules.with(derived, d.with(values)));
                return true;
            }
            if (decision instanceof GateDecision.Rejected) {
                tested.add(new TestedCandidate(id, values));
            }
            return false;
        }
    }

    /** The texts that a composition makes of both sides, each made when first asked for: one is compared with many. */
    private final class Texts {
        private final PromptEnhancer enhancer;
        private List<String> training;
        private List<String> validation;

        private Texts(PromptEnhancer enhancer) {
            this.enhancer = enhancer;
        }

        private List<String> training() {
            if (training == null) {
                training = scope.texts(scope.training().prompts(), enhancer);
            }
            return training;
        }

        private List<String> validation() {
            if (validation == null) {
                validation = scope.texts(scope.validation().prompts(), enhancer);
            }
            return validation;
        }
    }

    /** Differences in score where two compositions gave different texts. */
    private PairedDifferences differences(
            Draft draft, List<String> before, List<String> after, PromptSide side, SideMeasurement measured) {
        int replicate = scope.replicate(draft.iteration);
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < side.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                differing.add(i);
            }
        }
        List<dev.apes.api.Prompt> prompts =
                differing.stream().map(side.prompts()::get).toList();
        double[] baselines =
                differing.stream().mapToDouble(i -> measured.baselines()[i]).toArray();
        double[] old = scope.executor().scores(prompts, k -> before.get(differing.get(k)), baselines, replicate);
        double[] fresh = scope.executor().scores(prompts, k -> after.get(differing.get(k)), baselines, replicate);
        for (int k = 0; k < fresh.length; k++) {
            fresh[k] -= old[k];
        }
        // prompts of one grammar family and topic share their fate, so the family and topic is the unit
        return scope.data().generatedCorpus()
                ? PairedDifferences.grouped(
                        fresh, prompts.stream().map(CorpusMetadata::unitOf).toList())
                : PairedDifferences.of(fresh);
    }

    private PromotionRecord record(
            Draft draft, String rule, ParameterValues before, ParameterValues after, GateDecision.Promoted promoted) {
        GateDecision.Evidence evidence = promoted.evidence();
        return new PromotionRecord(
                new PromotionId(scope.id(), rule, draft.iteration),
                before,
                after,
                evidence.effect().estimate(),
                evidence.effect().low(),
                evidence.effect().high(),
                evidence.standardizedEffect(),
                evidence.pValue(),
                evidence.alpha(),
                promoted.n());
    }

    /** Uses the gains measured in step 1, so it asks no evaluator. The training order is shuffled: its halves are random samples. */
    private List<PatternRecord> mine(Draft draft) {
        List<PatternMiner.Candidate> found = new ArrayList<>();
        SideMeasurement measured = draft.assessment.training();
        double[][] rows = scope.training().features();
        int half = rows.length / 2;
        for (PromptRule rule : scope.rules().rules()) {
            scope.steps().cancellation().throwIfCancelled();
            SideMeasurement.RuleEffect effect =
                    measured.rules().get(rule.definition().id());
            found.addAll(scope.miner()
                    .find(
                            rule.definition().id(),
                            effect.values(),
                            java.util.Arrays.copyOfRange(rows, 0, half),
                            java.util.Arrays.copyOfRange(effect.gains(), 0, half),
                            java.util.Arrays.copyOfRange(rows, half, rows.length),
                            java.util.Arrays.copyOfRange(effect.gains(), half, rows.length)));
        }
        scope.progress(draft.iteration, TrainingStep.VALIDATE, 1, 1);
        return PatternMiner.judge(found);
    }

    private double coveragePotential(Draft draft, List<PatternRecord> patterns) {
        double[] baselines = draft.assessment.training().baselines();
        List<PatternRecord> validated =
                patterns.stream().filter(PatternRecord::validated).toList();
        double all = AssessPerformance.coverage(scope.miner(), patterns, baselines, scope.training());
        return all - AssessPerformance.coverage(scope.miner(), validated, baselines, scope.training());
    }
}
