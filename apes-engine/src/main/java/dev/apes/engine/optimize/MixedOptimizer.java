package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Optimises an expensive, possibly noisy function of integers, reals, flags and choices in a few dozen evaluations: a Gaussian
 * process (Matérn 5/2 about a quadratic trend; length scales, noise, additivity, trend, and whether the values are better taken by
 * their logarithm, by marginal likelihood) and expected improvement (Jones, Schonlau and Welch 1998), polished by BOBYQA. Where there
 * is little noise, it takes turns with proposals from a region around the best setting that has a model of its own; where there is
 * none and both no longer improve on the best, BOBYQA searches the objective itself for a while. Ask and tell:
 *
 * <pre>{@code
 * MixedOptimizer optimizer = new MixedOptimizer(space, OptimizerOptions.minimise(space.parameters().size()), 7);
 * for (int i = 0; i < 50 && !optimizer.exhausted(); i++) {
 *     ParameterValues values = optimizer.ask();
 *     optimizer.tell(values, f(values));
 * }
 * ParameterValues best = optimizer.best().values();
 * }</pre>
 *
 * The same seed and the same sequence of calls give the same proposals. Several settings may be asked for before any is told;
 * those pending are taken to turn out as the model expects. Not thread-safe.
 */
public final class MixedOptimizer {
    /** The kernel is fitted anew when the data have changed by 1 in this many. */
    private static final int REFIT_SHARE = 20;

    /**
     * One proposal in this many switches a single flag or choice of the best setting: the model soon takes a switch of small
     * effect for one of none, and would never try it again.
     */
    private static final int SWITCH_EVERY = 5;

    private static final int CENTRES = 4;
    /** Standard deviations above the mean that {@link #askSwitched} hopes for. */
    private static final double HOPEFUL = 2;

    private final SpaceCodec codec;
    private final ParameterSpace space;
    private final OptimizerOptions options;
    private final SplittableRandom random;
    private final InitialDesign design;
    private final Kernel kernel;
    private final SearchRecord record;
    private final SurrogateFit fit;
    private final NearbySearch nearby;
    private final QuadraticSearch quadratic;
    private double expectedImprovement = Double.POSITIVE_INFINITY;
    private int changes;
    private int asked;
    private boolean fitted;
    private boolean switching = true;
    private Model current;

    /**
     * @param space what to search, at least one parameter
     * @param options goal, noise and design
     * @param seed source of all randomness
     * @throws IllegalArgumentException if the space is empty or the start of the options does not fit it
     */
    public MixedOptimizer(ParameterSpace space, OptimizerOptions options, long seed) {
        this.space = Objects.requireNonNull(space, "space");
        this.options = Objects.requireNonNull(options, "options");
        Checks.notEmpty(space.parameters(), "parameters of the space");
        options.start().ifPresent(space::validate);
        codec = new SpaceCodec(space);
        random = new SplittableRandom(seed);
        design = new InitialDesign(codec, random.split());
        kernel = new Kernel(codec);
        record = new SearchRecord(codec);
        fit = new SurrogateFit(kernel, options.noisy(), List.of(Kernel.Shape.MATERN), random.split());
        nearby = new NearbySearch(codec, kernel, options.noisy(), random.split());
        quadratic = new QuadraticSearch(codec, options.noisy(), 2 * options.initialPoints() + 2);
    }

    /**
     * An evaluated setting.
     *
     * @param values the setting
     * @param objective its value: what was told, or for a noisy objective the model's posterior mean
     */
    public record Best(ParameterValues values, double objective) {}

    /**
     * Proposes a setting to evaluate next.
     *
     * @return a full assignment inside the space, never one told or pending unless the options allow repeats
     * @throws IllegalStateException if {@link #exhausted()}
     */
    public ParameterValues ask() {
        if (exhausted()) {
            throw new IllegalStateException("all " + (long) codec.settings()
                    + " settings of the space are evaluated or pending; end the search, or allow repeats");
        }
        return pend(propose());
    }

    private ParameterValues pend(double[] point) {
        ParameterValues values = codec.decode(point);
        record.pend(values);
        current = null;
        return values;
    }

    /** {@return whether, without repeats, nothing is left to propose because every setting of a finite space is known} */
    public boolean exhausted() {
        if (options.repeats() || codec.settings() > 1e6) {
            return false;
        }
        return record.known() >= codec.settings();
    }

    /**
     * Reports an evaluation, asked for or not.
     *
     * @param values a full assignment inside the space
     * @param objective its value, finite
     * @throws IllegalArgumentException if the values do not fit the space or the objective is not finite
     */
    public void tell(ParameterValues values, double objective) {
        tell(values, objective, 0);
    }

    /**
     * Reports an evaluation whose uncertainty is known, such as a mean over prompts.
     *
     * @param values a full assignment inside the space
     * @param objective its value, finite
     * @param noiseVariance variance of that value around the truth, at least 0; what else varies is learnt
     * @throws IllegalArgumentException if the values do not fit the space or a number is out of range
     */
    public void tell(ParameterValues values, double objective, double noiseVariance) {
        add(values, objective, noiseVariance, false);
    }

    /**
     * Passes on a guess, such as a forecast or an observation made elsewhere: the model learns from it, but it counts neither as
     * an evaluation nor as a candidate for {@link #best()}, and gives way to an evaluation of the same setting.
     *
     * @param values a full assignment inside the space
     * @param objective the guess, finite
     * @param variance how far the guess may be off, squared; greater than 0
     * @throws IllegalArgumentException if the values do not fit the space or a number is out of range
     */
    public void advise(ParameterValues values, double objective, double variance) {
        if (!(variance > 0)) {
            throw new IllegalArgumentException("variance of advice must be greater than 0 but is " + variance);
        }
        add(values, objective, variance, true);
    }

    /**
     * Like {@link #ask}, but away from where the best setting is: a flag or choice takes another level and all else is chosen anew,
     * by what it may give at best (upper confidence bound, Srinivas et al. 2010). Where the best ratio depends on a flag, neither a
     * switch of the flag alone nor a change of the ratio alone is an improvement.
     */
    ParameterValues askSwitched() {
        double[] found = switched();
        return found == null ? ask() : pend(found);
    }

    private double[] switched() {
        Surrogate surrogate = model().believing();
        double[] prediction = new double[2];
        AcquisitionSearch search = search(p -> {
            surrogate.process().predict(p, prediction);
            return HOPEFUL * Math.sqrt(prediction[1]) - prediction[0];
        });
        return search.maximiseSwitched(codec.encode(best().values()));
    }

    private AcquisitionSearch search(ToDoubleFunction<double[]> acquisition) {
        return new AcquisitionSearch(codec, acquisition, this::mayBeAsked, random.split(), Optional.empty());
    }

    /** Reports a better evaluation of a setting in place of what was told about it before. */
    void replace(ParameterValues values, double objective, double noiseVariance) {
        record.forget(space.validate(values));
        tell(values, objective, noiseVariance);
    }

    private void add(ParameterValues values, double objective, double noiseVariance, boolean advice) {
        ParameterValues setting = space.validate(values);
        Checks.finite(objective, "objective");
        Checks.inRange(noiseVariance, 0, Double.MAX_VALUE, "noiseVariance");
        double value = options.maximise() ? -objective : objective;
        if (!advice && !record.isFree(setting) && !record.isTold(setting)) {
            nearby.learn(setting, value, record);
        }
        if (!advice && !record.isTold(setting)) {
            quadratic.learn(setting, value, record);
        }
        record.add(setting, value, noiseVariance, advice);
        current = null;
        // advice is given anew before every proposal and says nearly the same each time: no reason for a new kernel
        changes += advice ? 0 : 1;
    }

    /** Forgets all advice; evaluations stay. */
    public void withdrawAdvice() {
        record.withdrawAdvice();
        current = null;
    }

    /**
     * {@return the best evaluated setting: the best value told, or for a noisy objective the best posterior mean}
     *
     * @throws IllegalStateException if nothing was told
     */
    public Best best() {
        return ranking().get(0);
    }

    /** All evaluated settings, best first. */
    List<Best> ranking() {
        Map<ParameterValues, Told> evaluated = record.evaluated();
        if (evaluated.isEmpty()) {
            throw new IllegalStateException("nothing was told yet: tell at least one evaluation first");
        }
        double sign = options.maximise() ? -1 : 1;
        if (!options.noisy() || evaluated.size() < 3) {
            return evaluated.entrySet().stream()
                    .sorted(Comparator.comparingDouble(e -> e.getValue().value()))
                    .map(e -> new Best(e.getKey(), sign * e.getValue().value()))
                    .toList();
        }
        return predict(List.copyOf(evaluated.keySet()));
    }

    /** The settings given, evaluated or not, with their posterior means, best first. */
    List<Best> predict(List<ParameterValues> settings) {
        double sign = options.maximise() ? -1 : 1;
        Surrogate surrogate = model().believing();
        return settings.stream()
                .map(v -> new Best(v, sign * surrogate.mean(codec.encode(v))))
                .sorted(Comparator.comparingDouble(b -> sign * b.objective()))
                .toList();
    }

    /** What the proposal that the model made last was expected to improve, in units of the objective; infinite before any. */
    double expectedImprovement() {
        return expectedImprovement;
    }

    /** No longer switches single flags and choices by itself. */
    void leaveSwitchesToCaller() {
        switching = false;
    }

    /** The settings that differ from one in a single flag or choice and were never told, best posterior mean first. */
    List<ParameterValues> untriedSwitches(ParameterValues values) {
        List<ParameterValues> switches = new ArrayList<>();
        for (int i = 0; i < codec.dimensions(); i++) {
            for (int level = 0; codec.isCategorical(i) && level < codec.levels(i); level++) {
                double[] point = codec.encode(values);
                point[i] = level;
                ParameterValues other = codec.decode(point);
                if (record.isFree(other)) {
                    switches.add(other);
                }
            }
        }
        return switches.isEmpty()
                ? switches
                : predict(switches).stream().map(Best::values).toList();
    }

    private double[] propose() {
        if (options.start().isPresent()) {
            ParameterValues start = space.validate(options.start().get());
            if (record.isFree(start)) {
                return codec.encode(start);
            }
        }
        if (record.known() < options.initialPoints() || record.size() < 2) {
            for (int attempt = 0; attempt < 100; attempt++) {
                double[] point = design.next();
                if (record.isFree(codec.decode(point))) {
                    return point;
                }
            }
        }
        if (record.size() < 2) {
            return record.anyFree(options.repeats(), random);
        }
        asked++;
        if (switching && asked % SWITCH_EVERY == 0) {
            List<ParameterValues> switches = untriedSwitches(best().values());
            if (asked % (2 * SWITCH_EVERY) != 0 && !switches.isEmpty()) {
                return codec.encode(switches.get(0));
            }
            double[] elsewhere = switched();
            if (elsewhere != null) {
                return elsewhere;
            }
        }
        double[] found = quadratic.propose(record, () -> model().fitted().warp().isLogarithmic());
        if (found == null && nearby.isNext(model().fitted())) {
            found = nearby.propose(model().fitted(), codec.encode(best().values()), record, this::mayBeAsked);
        }
        if (found == null) {
            found = proposeAnywhere();
        }
        return found == null ? record.anyFree(options.repeats(), random) : found;
    }

    private boolean mayBeAsked(double[] point) {
        return options.repeats() || record.isFree(codec.decode(point));
    }

    private double[] proposeAnywhere() {
        Surrogate surrogate = model().believing();
        double target = model().fitted().target();
        double[] found = search(p -> surrogate.logImprovement(p, target))
                .maximise(model().fitted().best(CENTRES));
        if (found != null) {
            expectedImprovement = surrogate.warp().scaled(Math.exp(surrogate.logImprovement(found, target)));
        }
        return found;
    }

    /**
     * @param fitted to what was told
     * @param believing with what is pending taken to turn out as expected
     */
    private record Model(Surrogate fitted, Surrogate believing) {}

    private Model model() {
        if (current == null) {
            List<Told> data = record.modelData();
            boolean anew = !fitted || changes >= record.evaluated().size() / REFIT_SHARE;
            Surrogate surrogate = fit.fit(data, anew);
            changes = anew ? 0 : changes;
            fitted = true;
            current = new Model(surrogate, surrogate.believing(record.pending()));
        }
        return current;
    }
}
