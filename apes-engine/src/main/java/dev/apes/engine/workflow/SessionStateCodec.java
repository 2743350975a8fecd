package dev.apes.engine.workflow;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapTrail;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SettingObservation;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.StateReader;
import dev.apes.engine.recovery.StateWriter;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The state after an iteration as bytes, and back. Left out is what comes again from elsewhere: the history from the committed
 * iterations, features of given prompts from the prompts.
 */
final class SessionStateCodec {
    /** Raised whenever the layout changes; another format is not read but computed again. */
    static final int FORMAT = 4;

    private final SessionScope scope;
    private final ModelCodec models;

    SessionStateCodec(SessionScope scope) {
        this.scope = scope;
        models = new ModelCodec(scope);
    }

    /**
     * A state with what is counted beside it.
     *
     * @param state the state
     * @param calls evaluator calls of training
     * @param holdoutCalls evaluator calls for the holdout
     * @param raw score of each holdout prompt as it is
     * @param start score of each under the parameters at the start
     */
    record Saved(SessionState state, long calls, long holdoutCalls, double[] raw, double[] start) {}

    byte[] write(Saved saved) {
        StateWriter out = new StateWriter();
        SessionState state = saved.state;
        out.number(state.iterations());
        out.number(saved.calls);
        out.number(saved.holdoutCalls);
        out.reals(saved.raw);
        out.reals(saved.start);
        settings(out, state.incumbents());
        out.maybe(state.assessment(), a -> assessment(out, a));
        out.maybe(state.model(), m -> models.write(out, m.model()));
        out.each(state.outlooks().values(), o -> {
            out.text(o.ruleId());
            out.real(o.attainableGain());
            out.real(o.uncertainty());
            out.real(o.error());
        });
        out.each(state.memories().entrySet(), m -> {
            out.text(m.getKey());
            memory(out, m.getValue());
        });
        out.each(state.patterns(), p -> pattern(out, p));
        out.real(state.coveragePotential());
        out.number(state.budget().tests());
        out.real(state.budget().spent());
        out.maybe(state.best(), m -> metrics(out, m));
        strategies(out, state.strategies());
        out.real(state.efficiency());
        out.maybe(state.selection(), s -> {
            out.text(s.id().session().value());
            out.number(s.id().iteration());
            out.number(s.stored().format());
            out.block(s.stored().model());
        });
        out.each(state.trails(), t -> {
            out.text(t.kind().name());
            out.text(t.subject());
            out.reals(t.magnitudes().stream().mapToDouble(m -> m).toArray());
        });
        out.each(state.tested(), t -> {
            out.text(t.ruleId());
            out.setting(t.values());
        });
        out.each(state.derived(), d -> derived(out, d));
        return out.toPlainBytes();
    }

    /**
     * @param bytes as {@link #write} made them
     * @param iteration the one they belong to
     * @param history up to that iteration
     * @throws DamagedStateException if they can't be read, or belong to something else
     */
    Saved read(byte[] bytes, int iteration, TrainingHistory history) {
        try {
            return parse(new StateReader(bytes), iteration, history);
        } catch (IllegalArgumentException | NullPointerException | ArithmeticException e) {
            // a value that its own type refuses
            throw new DamagedStateException(String.valueOf(e.getMessage()));
        }
    }

    private Saved parse(StateReader in, int iteration, TrainingHistory history) {
        in.number(iteration, iteration, "its iteration");
        long calls = in.number();
        long holdoutCalls = in.number();
        double[] raw = ofSize(in.reals(), scope.holdout().size(), "holdout scores");
        double[] start = ofSize(in.reals(), scope.holdout().size(), "holdout scores");
        Map<String, ParameterValues> incumbents = map(in, in::setting);
        if (!incumbents.keySet().equals(scope.initial().keySet())) {
            throw new DamagedStateException("it is of the rules " + incumbents.keySet());
        }
        SessionState state = new SessionState(
                incumbents,
                in.maybe(() -> assessment(in)),
                in.maybe(() -> new Learned(models.read(in))),
                outlooks(in),
                map(in, () -> memory(in)),
                in.each(() -> pattern(in)),
                in.real(),
                new ErrorBudget(in.number(0, Integer.MAX_VALUE, "tests"), in.real()),
                in.maybe(() -> metrics(in)),
                history,
                strategies(in),
                in.real(),
                in.maybe(() -> selection(in)),
                in.each(() -> new GapTrail(
                        Gap.Kind.valueOf(in.text()),
                        in.text(),
                        Arrays.stream(in.reals()).boxed().toList())),
                new HashSet<>(in.each(() -> new TestedCandidate(in.text(), in.setting()))),
                in.each(() -> derived(in)));
        in.end();
        return new Saved(state, calls, holdoutCalls, raw, start);
    }

    private Selection selection(StateReader in) {
        PromotionId id = new PromotionId(
                new SessionId(in.text()), Selection.ID, in.number(1, Integer.MAX_VALUE, "iteration of the selection"));
        int format = in.number(1, Integer.MAX_VALUE, "format of the selection");
        return Selection.of(new StoredSelection(id, format, in.block()), scope.known());
    }

    private static Map<String, RuleOutlook> outlooks(StateReader in) {
        Map<String, RuleOutlook> outlooks = new LinkedHashMap<>();
        in.each(() -> new RuleOutlook(in.text(), in.real(), in.real(), in.real()))
                .forEach(o -> outlooks.put(o.ruleId(), o));
        return outlooks;
    }

    private static void settings(StateWriter out, Map<String, ParameterValues> byRule) {
        out.each(byRule.entrySet(), e -> {
            out.text(e.getKey());
            out.setting(e.getValue());
        });
    }

    private static <T> Map<String, T> map(StateReader in, Supplier<T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        in.each(() -> Map.entry(in.text(), value.get())).forEach(e -> map.put(e.getKey(), e.getValue()));
        return map;
    }

    static double[] ofSize(double[] values, int size, String what) {
        if (values.length != size) {
            throw new DamagedStateException("it has " + values.length + " " + what + ", not " + size);
        }
        return values;
    }

    private static void assessment(StateWriter out, Assessment a) {
        Consumer<SideMeasurement> side = m -> {
            out.reals(m.baselines());
            out.each(m.rules().entrySet(), e -> {
                out.text(e.getKey());
                effect(out, e.getValue());
            });
            out.each(m.inUse().entrySet(), e -> {
                out.text(e.getKey());
                out.each(e.getValue().derived(), d -> derived(out, d));
                effect(out, e.getValue().effect());
            });
        };
        side.accept(a.training());
        side.accept(a.validation());
        metrics(out, a.trainingMetrics());
        metrics(out, a.validationMetrics());
    }

    private Assessment assessment(StateReader in) {
        SideMeasurement training = side(in, scope.training());
        SideMeasurement validation = side(in, scope.validation());
        return new Assessment(
                training,
                validation,
                performances(training, scope.training()),
                performances(validation, scope.validation()),
                metrics(in),
                metrics(in));
    }

    private static void effect(StateWriter out, SideMeasurement.RuleEffect effect) {
        out.setting(effect.values());
        out.reals(effect.gains());
        out.flags(effect.applied());
    }

    private static List<RulePerformance> performances(SideMeasurement measured, PromptSide side) {
        List<RulePerformance> list = new ArrayList<>();
        measured.rules().keySet().forEach(id -> list.add(measured.performance(id, side.domains())));
        return list;
    }

    private static SideMeasurement side(StateReader in, PromptSide side) {
        int n = side.size();
        double[] baselines = ofSize(in.reals(), n, "baselines");
        Map<String, SideMeasurement.RuleEffect> effects = map(in, () -> effect(in, n));
        return new SideMeasurement(
                baselines, effects, map(in, () -> new RuleInUse(in.each(() -> derived(in)), effect(in, n))));
    }

    private static SideMeasurement.RuleEffect effect(StateReader in, int n) {
        ParameterValues values = in.setting();
        double[] gains = ofSize(in.reals(), n, "gains");
        boolean[] applied = in.flags();
        if (applied.length != n) {
            throw new DamagedStateException("it has " + applied.length + " applications, not " + n);
        }
        return new SideMeasurement.RuleEffect(values, gains, applied);
    }

    private static void derived(StateWriter out, DerivedRule rule) {
        out.text(rule.id());
        out.text(rule.baseRule());
        out.setting(rule.values());
        conditions(out, rule.conditions());
        out.flag(rule.confines());
    }

    private static DerivedRule derived(StateReader in) {
        return new DerivedRule(in.text(), in.text(), in.setting(), conditions(in), in.flag());
    }

    private static void conditions(StateWriter out, List<PatternRecord.Condition> conditions) {
        out.each(conditions, c -> {
            out.text(c.feature());
            out.real(c.low());
            out.real(c.high());
        });
    }

    private static List<PatternRecord.Condition> conditions(StateReader in) {
        return in.each(() -> new PatternRecord.Condition(in.text(), in.real(), in.real()));
    }

    private static void metrics(StateWriter out, PerformanceMetrics m) {
        out.real(m.modelAccuracy());
        out.real(m.ruleEffectiveness());
        out.real(m.patternCoverage());
        out.real(m.trainingEfficiency());
    }

    private static PerformanceMetrics metrics(StateReader in) {
        return new PerformanceMetrics(in.real(), in.real(), in.real(), in.real());
    }

    private static void memory(StateWriter out, SearchMemory memory) {
        out.setting(memory.incumbent());
        out.each(memory.observations(), o -> {
            out.setting(o.values());
            out.real(o.meanDifference());
            out.real(o.variance());
            out.number(o.prompts());
        });
    }

    private static SearchMemory memory(StateReader in) {
        return new SearchMemory(
                in.setting(),
                in.each(() -> new SettingObservation(
                        in.setting(), in.real(), in.real(), in.number(0, Integer.MAX_VALUE, "prompts"))));
    }

    private static void pattern(StateWriter out, PatternRecord p) {
        out.text(p.ruleId());
        out.setting(p.values());
        conditions(out, p.conditions());
        out.real(p.support());
        out.real(p.meanGain());
        out.real(p.lift());
        out.real(p.liftLow());
        out.real(p.liftHigh());
        out.flag(p.validated());
    }

    private static PatternRecord pattern(StateReader in) {
        return new PatternRecord(
                in.text(),
                in.setting(),
                conditions(in),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.flag());
    }

    private static void strategies(StateWriter out, StrategyHistory strategies) {
        out.each(strategies.arms(), arm -> {
            out.text(arm.strategy().name());
            out.real(arm.weight());
            out.real(arm.mean());
            out.real(arm.squares());
        });
        out.number(strategies.rewards());
    }

    private static StrategyHistory strategies(StateReader in) {
        return new StrategyHistory(
                in.each(() -> new StrategyHistory.Arm(Strategy.valueOf(in.text()), in.real(), in.real(), in.real())),
                in.number(0, Integer.MAX_VALUE, "rewards"));
    }
}
