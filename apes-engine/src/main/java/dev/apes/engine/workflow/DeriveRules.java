package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest.Part;
import dev.apes.api.TrainingStep;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PatternRecord.Condition;
import dev.apes.engine.optimize.SearchBudget;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SearchResult;
import dev.apes.engine.optimize.SearchTask;
import dev.apes.engine.optimize.SettingForecast;
import dev.apes.engine.optimize.SettingSearch;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.promotion.PromotionGate;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Proposes derived rules. Each reads training prompts alone, of validation prompts only how many a rule would treat differently.
 *
 * <ul>
 *   <li>Where a validated pattern says that a rule helps more, and it does harm elsewhere: the rule, confined to the pattern.
 *   <li>Where a validated pattern holds, or where it does not, and other parameters gain more there: the rule with these parameters there.
 *       They are searched for, one pattern an iteration.
 *   <li>Where the best set of a kind of prompts lacks a rule, because it harms there by itself or beside another: the rule, confined to the
 *       other kinds.
 * </ul>
 */
final class DeriveRules {
    /** Proposals of one iteration that may be measured on training prompts, and of these, that may go to the gate. */
    static final int PROPOSED = 4;

    static final int TESTED = 2;
    /** Searches that found nothing are remembered until something is promoted; beyond this many, no more are made until then. */
    private static final int MOST_SEARCHES = 60;

    private static final String SEARCHED = "searched for ";
    private static final int FEWEST_DIFFERING = 20;
    /** Of a limited evaluation budget, the share that the proposals of one iteration may spend. */
    private static final double BUDGET_SHARE = 0.1;

    private final SessionScope scope;
    private final PromotionGate gate;

    DeriveRules(SessionScope scope, PromotionGate gate) {
        this.scope = scope;
        this.gate = gate;
    }

    /** What is in force beside which a proposal is to be judged; {@code tested} grows. */
    record InForce(
            Map<String, ParameterValues> incumbents,
            List<DerivedRule> derived,
            Optional<Selection> selection,
            Set<TestedCandidate> tested) {}

    /**
     * What patterns say.
     *
     * @param patterns of this iteration
     * @return the most promising first
     */
    List<Derivation> ofPatterns(Draft draft, List<PatternRecord> patterns, InForce now) {
        long affordable = affordable();
        if (affordable == 0) {
            return List.of();
        }
        List<PatternRecord> validated = patterns.stream()
                .filter(PatternRecord::validated)
                // gains measured under parameters that have been replaced since say nothing of those in force
                .filter(p -> p.values().equals(now.incumbents().get(p.ruleId())))
                .sorted(Comparator.comparingDouble(p -> -p.support() * (p.liftLow() - 1)))
                .toList();
        List<Derivation> proposals = new ArrayList<>(confined(draft, validated, now));
        special(draft, validated, affordable / 4, now).ifPresent(proposals::add);
        return proposals.subList(0, Math.min(PROPOSED, proposals.size()));
    }

    /** Evaluator calls that the proposals of one iteration may cost; 0 if that is not enough to judge them. */
    private long affordable() {
        long affordable = (long) (scope.executor().remaining() * BUDGET_SHARE);
        long needed =
                2L * PROPOSED * (scope.training().size() + scope.validation().size());
        return scope.without(Part.DERIVED_RULES) || affordable < needed ? 0 : affordable;
    }

    /** Those that spare most harm first. Of one rule a single one: the next is measured beside it, in a later iteration. */
    private List<Derivation> confined(Draft draft, List<PatternRecord> validated, InForce now) {
        Map<String, Derivation> best = new LinkedHashMap<>();
        Map<String, Double> spared = new LinkedHashMap<>();
        for (PatternRecord pattern : validated) {
            DerivedRule rule = DerivedRule.of(pattern.ruleId(), pattern.values(), pattern.conditions(), true);
            double expected = expected(draft, rule, now);
            if (expected > spared.getOrDefault(pattern.ruleId(), 0.0) && possible(rule, now)) {
                spared.put(pattern.ruleId(), expected);
                best.put(pattern.ruleId(), new Derivation(rule, Optional.of(pattern)));
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingDouble(d -> -spared.get(d.rule().baseRule())))
                .toList();
    }

    private boolean possible(DerivedRule rule, InForce now) {
        return scope.derivable(rule.id())
                && DerivedRules.room(now.derived(), rule)
                && DerivedRules.find(now.derived(), rule.id())
                        .filter(d -> d.values().equals(rule.values()))
                        .isEmpty()
                && !now.tested().contains(new TestedCandidate(rule.id(), rule.values()))
                && IntStream.range(0, scope.validation().size())
                                .filter(i -> changes(
                                        rule, now.derived(), scope.validation().features()[i]))
                                .count()
                        >= gate.minimumPrompts();
    }

    /** Whether a prompt would be treated differently with the rule. */
    private static boolean changes(DerivedRule rule, List<DerivedRule> derived, double[] row) {
        List<DerivedRule> before = DerivedRules.of(derived, rule.baseRule());
        return !choice(before, row).equals(choice(DerivedRules.with(before, rule), row));
    }

    /** Who takes the place of the base rule: the last promoted of those that hold; blank for nobody, {@code "base"} for itself. */
    private static String choice(List<DerivedRule> own, double[] row) {
        return own.stream()
                .filter(d -> d.holds(PromptFeatures.encodedNames(), row))
                .reduce((earlier, later) -> later)
                .map(d -> d.id() + d.values())
                .orElse(own.stream().anyMatch(DerivedRule::confines) ? "" : "base");
    }

    /**
     * What step 1's gains of the rule alone say of the prompts on which it would no longer be applied, or would be now: the sum of the
     * differences; 0 if they are few or not worth having each.
     */
    private double expected(Draft draft, DerivedRule rule, InForce now) {
        SideMeasurement.RuleEffect effect = draft.assessment.training().rules().get(rule.baseRule());
        List<DerivedRule> before = DerivedRules.of(now.derived(), rule.baseRule());
        List<DerivedRule> after = DerivedRules.with(before, rule);
        double sum = 0;
        int differing = 0;
        for (int i = 0; i < scope.training().size(); i++) {
            double[] row = scope.training().features()[i];
            boolean was = !choice(before, row).isEmpty();
            boolean is = !choice(after, row).isEmpty();
            if (was != is && effect.applied()[i]) {
                sum += is ? effect.gains()[i] : -effect.gains()[i];
                differing++;
            }
        }
        return differing >= FEWEST_DIFFERING && sum / differing >= SessionScope.WORTHWHILE ? sum : 0;
    }

    /** Searches for parameters of their own on either side of the first pattern that has not been searched for yet. */
    private Optional<Derivation> special(Draft draft, List<PatternRecord> validated, long affordable, InForce now) {
        long searches = now.tested().stream()
                .filter(t -> t.ruleId().startsWith(SEARCHED))
                .count();
        for (PatternRecord pattern : validated) {
            List<DerivedRule> sides =
                    sides(pattern, now).stream().filter(s -> open(s, now)).toList();
            if (sides.isEmpty() || searches + sides.size() > MOST_SEARCHES) {
                continue;
            }
            DerivedRule best = null;
            double mostGained = 0;
            for (DerivedRule side : sides) {
                now.tested().add(searched(side));
                Found found = search(draft, side, affordable, now);
                if (found.gained > mostGained && possible(found.rule, now)) {
                    mostGained = found.gained;
                    best = found.rule;
                }
            }
            return Optional.ofNullable(best).map(rule -> new Derivation(rule, Optional.of(pattern)));
        }
        return Optional.empty();
    }

    /** The rule as it would be, with the parameters in force, where a pattern holds, and where one of a single condition does not. */
    private static List<DerivedRule> sides(PatternRecord pattern, InForce now) {
        List<List<Condition>> conditions = new ArrayList<>();
        conditions.add(pattern.conditions());
        if (pattern.conditions().size() == 1) {
            Condition c = pattern.conditions().get(0);
            if (Double.isInfinite(c.low())) {
                conditions.add(List.of(new Condition(c.feature(), c.high(), Double.POSITIVE_INFINITY)));
            } else if (Double.isInfinite(c.high())) {
                conditions.add(List.of(new Condition(c.feature(), Double.NEGATIVE_INFINITY, c.low())));
            }
        }
        ParameterValues start = DerivedRules.tuned(now.incumbents(), now.derived(), pattern.ruleId());
        return conditions.stream()
                .map(where -> DerivedRule.of(pattern.ruleId(), start, where, false))
                .map(rule -> DerivedRules.find(now.derived(), rule.id()).orElse(rule))
                .toList();
    }

    private static TestedCandidate searched(DerivedRule side) {
        return new TestedCandidate(SEARCHED + side.id(), side.values());
    }

    private boolean open(DerivedRule side, InForce now) {
        return scope.derivable(side.id())
                && DerivedRules.room(now.derived(), side)
                && !base(side).parameters().parameters().isEmpty()
                && !now.tested().contains(searched(side))
                && covered(scope.training(), side).length >= FEWEST_DIFFERING
                && covered(scope.validation(), side).length >= gate.minimumPrompts();
    }

    private RuleDefinition base(DerivedRule rule) {
        return scope.rules().rule(rule.baseRule()).definition();
    }

    private static int[] covered(PromptSide side, DerivedRule rule) {
        Predicate<double[]> holds = row -> rule.holds(PromptFeatures.encodedNames(), row);
        return IntStream.range(0, side.size())
                .filter(i -> holds.test(side.features()[i]))
                .toArray();
    }

    /**
     * What a search came to.
     *
     * @param rule with the best parameters
     * @param gained expected sum over its training prompts; 0 if it does not deserve a test
     */
    private record Found(DerivedRule rule, double gained) {}

    private Found search(Draft draft, DerivedRule start, long affordable, InForce now) {
        RuleDefinition base = base(start);
        int[] rows = covered(scope.training(), start);
        PromptSide side = scope.training().select(rows);
        List<Prompt> prompts = side.prompts();
        List<DerivedRule> derived = DerivedRules.with(now.derived(), start);
        double[] baselines = IntStream.of(rows)
                .mapToDouble(i -> draft.assessment.training().baselines()[i])
                .toArray();
        SearchBudget standard = SearchBudget.standard();
        SearchResult result = SettingSearch.search(
                new SearchTask(
                        base.parameters(),
                        start.values(),
                        prompts.size(),
                        new SearchBudget(
                                scope.request().search().settingsPerRule(),
                                standard.firstSlice(),
                                Math.max(1, affordable),
                                SessionScope.WORTHWHILE / 10),
                        draft.learned.outlookOf(base, side).map(SettingForecast.class::cast),
                        SearchMemory.empty(start.values()),
                        scope.streams()
                                .at(draft.iteration, TrainingStep.VALIDATE)
                                .seed("search of " + start.id(), 0)),
                new CompositionSampler(
                        scope,
                        scope.enhancer(now.incumbents(), derived, now.selection()),
                        scope.forgetfulEnhancer(now.incumbents(), derived, now.selection()),
                        start.id(),
                        prompts,
                        baselines,
                        scope.replicate(draft.iteration)),
                scope.steps().cancellation());
        double expected =
                Double.isNaN(result.freshMeanDifference()) ? result.meanDifference() : result.freshMeanDifference();
        boolean worthTesting = result.worthTesting(start.values()) && expected >= SessionScope.WORTHWHILE;
        return new Found(start.with(result.best()), worthTesting ? expected * rows.length : 0);
    }

    /**
     * What the best sets say: rules that are missing from those of some kinds of prompts, or of all, confined to the other kinds, rare ones
     * included. A rule that gains nothing by itself is left alone where it is missing everywhere: which prompts it helps after all is
     * better told by patterns and by the model.
     *
     * @param combinations of this iteration; empty if none were measured
     */
    List<Derivation> ofBestSets(Draft draft, List<CombinationRecord> combinations, InForce now) {
        List<CombinationRecord> bestSets =
                combinations.stream().filter(c -> c.promptType().isPresent()).toList();
        List<Derivation> proposals = new ArrayList<>();
        for (RuleDefinition rule : scope.rules().definitions()) {
            List<Condition> elsewhere = bestSets.stream()
                    .filter(set -> !set.rules().contains(rule.id()))
                    .map(set -> isNot(set.promptType().orElseThrow()))
                    .toList();
            double alone = DoubleStream.of(
                            draft.assessment.training().rules().get(rule.id()).gains())
                    .sum();
            boolean somewhere = elsewhere.size() < bestSets.size() || alone > 0;
            if (!elsewhere.isEmpty()
                    && somewhere
                    && affordable() > 0
                    && DerivedRules.of(now.derived(), rule.id()).isEmpty()) {
                DerivedRule confined =
                        DerivedRule.of(rule.id(), now.incumbents().get(rule.id()), elsewhere, true);
                if (possible(confined, now)) {
                    proposals.add(new Derivation(confined, Optional.empty()));
                }
            }
        }
        return proposals.subList(0, Math.min(PROPOSED, proposals.size()));
    }

    private static Condition isNot(String kind) {
        return new Condition(
                PromptFeature.TASK_TYPE.featureName() + "=" + kind.toUpperCase(Locale.ROOT),
                Double.NEGATIVE_INFINITY,
                1);
    }
}
