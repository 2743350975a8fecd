package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Optimises an expensive, possibly noisy function of integers, reals, flags and choices in a few dozen evaluations: a Gaussian
 * process (Matérn 5/2, length scales, noise and additivity by marginal likelihood) and expected improvement (Jones, Schonlau
 * and Welch 1998), polished by BOBYQA. Ask and tell:
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
    /** Beyond this, the model keeps the best and the most recent observations: its cost grows with the cube. */
    static final int MAX_MODEL_POINTS = 120;

    /** The kernel is fitted anew when the data have changed by 1 in this many. */
    private static final int REFIT_SHARE = 20;

    /**
     * One proposal in this many switches a single flag or choice of the best setting: the model soon takes a switch of small
     * effect for one of none, and would never try it again.
     */
    private static final int SWITCH_EVERY = 5;

    private static final int LOOK_ELSEWHERE_EVERY = 4;
    private static final int CENTRES = 4;
    /** Standard deviations above the mean that {@link #askSwitched} hopes for. */
    private static final double HOPEFUL = 2;

    private static final double QUIET_LOG_NOISE = -10;
    private static final double NOISY_LOG_NOISE = -3;

    private final SpaceCodec codec;
    private final ParameterSpace space;
    private final OptimizerOptions options;
    private final SplittableRandom random;
    private final InitialDesign design;
    private final Kernel kernel;
    private final Map<ParameterValues, Told> told = new LinkedHashMap<>();
    private final Map<ParameterValues, double[]> pending = new LinkedHashMap<>();
    private double[] theta;
    private int changes;
    private double expectedImprovement = Double.POSITIVE_INFINITY;
    private int refits;
    private int asked;
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
    }

    /**
     * An evaluated setting.
     *
     * @param values the setting
     * @param objective its value: what was told, or for a noisy objective the model's posterior mean
     */
    public record Best(ParameterValues values, double objective) {}

    /** Repeated values of one setting are pooled; value is what is minimised. */
    private record Told(double[] point, double value, double variance, boolean advice, int count) {
        Told pool(double other, double otherVariance) {
            if (variance > 0 && otherVariance > 0) {
                double precision = 1 / variance + 1 / otherVariance;
                return new Told(
                        point,
                        (value / variance + other / otherVariance) / precision,
                        1 / precision,
                        advice,
                        count + 1);
            }
            return new Told(
                    point, (value * count + other) / (count + 1), Math.min(variance, otherVariance), advice, count + 1);
        }
    }

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
        pending.put(values, codec.encode(values));
        current = null;
        return values;
    }

    /** {@return whether, without repeats, nothing is left to propose because every setting of a finite space is known} */
    public boolean exhausted() {
        if (options.repeats() || codec.settings() > 1e6) {
            return false;
        }
        return known() >= codec.settings();
    }

    private long known() {
        return told.values().stream().filter(t -> !t.advice()).count()
                + pending.keySet().stream().filter(v -> !isTold(v)).count();
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
        record(values, objective, noiseVariance, false);
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
        record(values, objective, variance, true);
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
        Model model = model();
        double[] prediction = new double[2];
        AcquisitionSearch search = new AcquisitionSearch(
                codec,
                p -> {
                    model.process().predict(p, prediction);
                    return HOPEFUL * Math.sqrt(prediction[1]) - prediction[0];
                },
                p -> options.repeats() || isFree(codec.decode(p)),
                random.split());
        return search.maximiseSwitched(codec.encode(best().values()));
    }

    /** Reports a better evaluation of a setting in place of what was told about it before. */
    void replace(ParameterValues values, double objective, double noiseVariance) {
        told.remove(space.validate(values));
        tell(values, objective, noiseVariance);
    }

    private void record(ParameterValues values, double objective, double noiseVariance, boolean advice) {
        ParameterValues setting = space.validate(values);
        Checks.finite(objective, "objective");
        Checks.inRange(noiseVariance, 0, Double.MAX_VALUE, "noiseVariance");
        double value = options.maximise() ? -objective : objective;
        Told before = told.get(setting);
        if (before != null && before.advice() == advice) {
            told.put(setting, before.pool(value, noiseVariance));
        } else if (before == null || before.advice()) {
            told.put(setting, new Told(codec.encode(setting), value, noiseVariance, advice, 1));
        }
        current = null;
        if (!advice) {
            // advice is given anew before every proposal and says nearly the same each time: no reason for a new kernel
            changes++;
            pending.remove(setting);
        }
    }

    /** Forgets all advice; evaluations stay. */
    public void withdrawAdvice() {
        told.values().removeIf(Told::advice);
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
        List<Map.Entry<ParameterValues, Told>> evaluated =
                told.entrySet().stream().filter(e -> !e.getValue().advice()).toList();
        if (evaluated.isEmpty()) {
            throw new IllegalStateException("nothing was told yet: tell at least one evaluation first");
        }
        double sign = options.maximise() ? -1 : 1;
        if (!options.noisy() || evaluated.size() < 3) {
            return evaluated.stream()
                    .sorted(Comparator.comparingDouble(e -> e.getValue().value()))
                    .map(e -> new Best(e.getKey(), sign * e.getValue().value()))
                    .toList();
        }
        return predict(evaluated.stream().map(Map.Entry::getKey).toList());
    }

    /** The settings given, evaluated or not, with their posterior means, best first. */
    List<Best> predict(List<ParameterValues> settings) {
        double sign = options.maximise() ? -1 : 1;
        Model model = model();
        return settings.stream()
                .map(v -> new Best(v, sign * model.warp().invert(model.process().mean(codec.encode(v)))))
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
                if (isFree(other)) {
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
            if (isFree(start)) {
                return codec.encode(start);
            }
        }
        if (known() < options.initialPoints() || told.size() < 2) {
            for (int attempt = 0; attempt < 100; attempt++) {
                double[] point = design.next();
                if (isFree(codec.decode(point))) {
                    return point;
                }
            }
        }
        if (told.size() < 2) {
            return anyFree();
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
        Model model = model();
        double[] prediction = new double[2];
        AcquisitionSearch search = new AcquisitionSearch(
                codec,
                p -> {
                    model.process().predict(p, prediction);
                    return ExpectedImprovement.log(prediction[0], prediction[1], model.target());
                },
                p -> options.repeats() || isFree(codec.decode(p)),
                random.split());
        double[] found = search.maximise(model.centres());
        if (found != null) {
            model.process().predict(found, prediction);
            expectedImprovement = model.warp()
                    .scaled(Math.exp(ExpectedImprovement.log(prediction[0], prediction[1], model.target())));
        }
        return found == null ? anyFree() : found;
    }

    private boolean isFree(ParameterValues values) {
        return !isTold(values) && !pending.containsKey(values);
    }

    private boolean isTold(ParameterValues values) {
        Told t = told.get(values);
        return t != null && !t.advice();
    }

    /** The first free setting of a finite space in lexicographic order, or a random one of an infinite space. */
    private double[] anyFree() {
        double[] point = new double[codec.dimensions()];
        int[] index = new int[point.length];
        while (true) {
            for (int i = 0; i < point.length; i++) {
                point[i] = Double.isInfinite(codec.levels(i)) ? random.nextDouble() : codec.coordinate(i, index[i]);
            }
            if (options.repeats() || isFree(codec.decode(codec.snap(point)))) {
                return point;
            }
            for (int i = 0; i < point.length; i++) {
                if (!Double.isInfinite(codec.levels(i)) && ++index[i] < codec.levels(i)) {
                    break;
                }
                index[i] = 0;
            }
        }
    }

    private record Model(GaussianProcess process, OutputWarp warp, double target, List<double[]> centres) {}

    private Model model() {
        if (current == null) {
            current = newModel();
        }
        return current;
    }

    private Model newModel() {
        List<Told> data = modelData();
        int n = data.size();
        double[][] x = data.stream().map(Told::point).toArray(double[][]::new);
        double[] values = data.stream().mapToDouble(Told::value).toArray();
        boolean anyUnknown = data.stream().anyMatch(t -> t.variance() == 0);
        // a logarithm magnifies noise where it does most harm, among the smallest values: even a gentle one, from 0.3
        // spreads
        // on, doubled the regret on noisy mixed problems
        OutputWarp warp = options.noisy() ? OutputWarp.linear(values) : OutputWarp.fit(values);
        double[] y = new double[n];
        double[] known = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = warp.apply(values[i]);
            known[i] = warp.variance(values[i], data.get(i).variance());
        }
        MarginalLikelihood likelihood = new MarginalLikelihood(
                kernel, x, y, known, options.noisy() && anyUnknown ? NOISY_LOG_NOISE : QUIET_LOG_NOISE);
        long evaluated = data.stream().filter(t -> !t.advice()).count();
        if (theta == null || changes >= evaluated / REFIT_SHARE) {
            refit(likelihood, evaluated < n);
        }
        GaussianProcess process = GaussianProcess.fit(kernel, x, y, known, theta);
        double[] means = Arrays.stream(x).mapToDouble(process::mean).toArray();
        List<double[]> centres = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> means[i]))
                .limit(CENTRES)
                .map(i -> x[i])
                .toList();
        double target = IntStream.range(0, n)
                .filter(i -> !data.get(i).advice())
                .mapToDouble(i -> means[i])
                .min()
                .orElse(0);
        if (!pending.isEmpty()) {
            process = withPending(process, x, y, known);
        }
        return new Model(process, warp, target, centres);
    }

    /** Pending settings are taken to turn out as the model expects ("kriging believer", Ginsbourger et al. 2010). */
    private GaussianProcess withPending(GaussianProcess process, double[][] x, double[] y, double[] known) {
        int n = x.length;
        int m = n + pending.size();
        double[][] allX = Arrays.copyOf(x, m);
        double[] allY = Arrays.copyOf(y, m);
        double[] allKnown = Arrays.copyOf(known, m);
        int i = n;
        for (double[] p : pending.values()) {
            allX[i] = p;
            allY[i++] = process.mean(p);
        }
        return GaussianProcess.fit(kernel, allX, allY, allKnown, theta);
    }

    /**
     * Advice steadies the likelihood, so that the last parameters are close to the best ones: a few steps from there, and a look
     * elsewhere now and then, do what many steps from two starts do without it, at a third of the cost.
     */
    private void refit(MarginalLikelihood likelihood, boolean advised) {
        double[][] starts = starts(likelihood);
        if (theta == null) {
            theta = HyperparameterFit.maximise(likelihood, starts, 60);
        } else if (advised && ++refits % LOOK_ELSEWHERE_EVERY != 0) {
            theta = HyperparameterFit.maximise(likelihood, new double[][] {theta}, 12);
        } else {
            theta = HyperparameterFit.maximise(likelihood, starts, 25);
        }
        changes = 0;
    }

    private double[][] starts(MarginalLikelihood likelihood) {
        double[] prior = new double[kernel.parameters()];
        for (int i = 0; i < prior.length; i++) {
            prior[i] = likelihood.priorMean(i);
        }
        double[] varied = prior.clone();
        for (int i = 0; i < varied.length; i++) {
            varied[i] += 0.7 * likelihood.priorDeviation(i) * random.nextGaussian();
        }
        return theta == null ? new double[][] {prior, varied} : new double[][] {theta, varied};
    }

    private List<Told> modelData() {
        List<Told> all = new ArrayList<>(told.values());
        if (all.size() <= MAX_MODEL_POINTS) {
            return all;
        }
        List<Told> byValue = all.stream()
                .sorted(Comparator.comparingDouble(Told::value))
                .limit(MAX_MODEL_POINTS / 2)
                .toList();
        List<Told> kept = new ArrayList<>(byValue);
        for (int i = all.size() - 1; i >= 0 && kept.size() < MAX_MODEL_POINTS; i--) {
            if (!byValue.contains(all.get(i))) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }
}
