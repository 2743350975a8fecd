package dev.apes.benchmarks.model;

import dev.apes.api.Cancellation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelOptions;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Are scarce evaluator calls better spent where the model is unsure than evenly? Two rules in worlds of known truth, the same number of
 * calls each way: half of them even at first, the rest in six rounds by {@link Acquisition}, all or half of each round. Printed is how
 * often the model then tells the better of two settings, and what prompts never seen gain if it chooses each rule's setting and
 * leaves the rule out where it expects a loss; paired by seed with the even way, with Student's 95 % interval. It helped in one
 * world of four (ONE_HARD), so training does not do it.
 *
 * <pre>
 * java -cp 'target/classes:target/lib/*' dev.apes.benchmarks.model.AcquisitionBenchmark [SEEDS]
 * </pre>
 */
public final class AcquisitionBenchmark {
    private static final int FEATURES = 12;
    private static final int POOL = 600;
    private static final int ROUNDS = 6;
    private static final int FRESH = 300;

    private static final List<RuleDefinition> RULES =
            List.of(ModelBenchmark.rule("first"), ModelBenchmark.rule("second"));
    private static final ModelSchema SCHEMA =
            new ModelSchema(IntStream.range(0, FEATURES).mapToObj(i -> "f" + i).toList(), RULES);

    private AcquisitionBenchmark() {}

    /** What an application truly gains. */
    private enum World {
        /** Everywhere the same kind of function. */
        EVEN(0.02),
        /** One prompt in eight is of a kind on which everything depends on the setting; elsewhere hardly anything does. */
        RARE(0.02),
        /** The same under noise as large as the gain. */
        RARE_NOISY(0.1),
        /** One rule does what its name says, the other depends on prompt and setting. */
        ONE_HARD(0.02);

        final double noise;

        World(double noise) {
            this.noise = noise;
        }

        double gain(double[] x, String rule, ParameterValues v) {
            double s = v.real("strength");
            double t = v.real("share");
            double sign = v.flag("polite") ? 1 : -1;
            boolean first = rule.equals("first");
            double hard = first
                    ? 0.3 * (x[0] > 0.5 ? s - 0.5 : 0.5 - s) + 0.1 * sign * (x[1] - 0.5)
                    : 0.3 * (0.25 - (s - x[2]) * (s - x[2])) + 0.1 * sign * (t - x[3]);
            double easy = 0.02 * (first ? s : t) - 0.01;
            return switch (this) {
                case EVEN -> hard;
                case RARE, RARE_NOISY -> x[4] > 0.875 ? 2 * hard : easy;
                case ONE_HARD -> first ? easy : hard;
            };
        }
    }

    private enum Way {
        EVEN(0),
        HALF(0.5),
        ALL(1);

        /** Of each round. */
        final double share;

        Way(double share) {
            this.share = share;
        }
    }

    private record Application(int prompt, RuleDefinition rule, ParameterValues values) {}

    private record Outcome(double better, double gain) {}

    /** @param args number of seeds, 30 by default */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        for (int calls : new int[] {300, 900}) {
            for (World world : World.values()) {
                compare(world, calls, seeds);
            }
        }
    }

    private static void compare(World world, int calls, int seeds) {
        Outcome[][] outcomes = new Outcome[Way.values().length][seeds];
        IntStream.range(0, seeds).parallel().forEach(seed -> {
            for (Way way : Way.values()) {
                outcomes[way.ordinal()][seed] = run(world, calls, way, seed);
            }
        });
        Outcome[] even = outcomes[0];
        System.out.printf(
                Locale.ROOT,
                "%-10s %d calls: even: better of two %.3f, gain %.4f%n",
                world.name().toLowerCase(Locale.ROOT),
                calls,
                Arrays.stream(even).mapToDouble(Outcome::better).average().orElseThrow(),
                Arrays.stream(even).mapToDouble(Outcome::gain).average().orElseThrow());
        for (Way way : List.of(Way.HALF, Way.ALL)) {
            Outcome[] theirs = outcomes[way.ordinal()];
            System.out.printf(
                    Locale.ROOT,
                    "    %-4s more: better of two %s, gain %s%n",
                    way.name().toLowerCase(Locale.ROOT),
                    interval(IntStream.range(0, seeds).mapToDouble(i -> theirs[i].better() - even[i].better())),
                    interval(IntStream.range(0, seeds).mapToDouble(i -> theirs[i].gain() - even[i].gain())));
        }
    }

    private static String interval(java.util.stream.DoubleStream differences) {
        Moments moments = Moments.of(differences.toArray());
        Interval i = moments.meanInterval(0.95);
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", i.estimate(), i.low(), i.high());
    }

    private static Outcome run(World world, int calls, Way way, int seed) {
        RandomStreams streams = new RandomStreams(seed).at(calls, world.name());
        double[][] pool = prompts(POOL, streams.stream("pool"));
        RandomGenerator even = streams.stream("even");
        RandomGenerator unsure = streams.stream("unsure");
        RandomGenerator noise = streams.stream("noise");
        EffectivenessModel model = EffectivenessModel.untrained(SCHEMA, ModelOptions.standard());
        List<Application> first = evenly(calls / 2, even);
        model = learn(model, world, pool, first, noise, seed, 0);
        int perRound = (calls - calls / 2) / ROUNDS;
        for (int round = 1; round <= ROUNDS; round++) {
            int chosen = (int) (perRound * way.share);
            List<Application> applications = new ArrayList<>(evenly(perRound - chosen, even));
            applications.addAll(unsurest(model, pool, chosen, unsure));
            model = learn(model, world, pool, applications, noise, seed, round);
        }
        return outcome(world, model, streams.stream("judge"));
    }

    private static List<Application> evenly(int count, RandomGenerator random) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    RuleDefinition rule = RULES.get(i % RULES.size());
                    return new Application(random.nextInt(POOL), rule, draw(random));
                })
                .toList();
    }

    private static List<Application> unsurest(
            EffectivenessModel model, double[][] pool, int count, RandomGenerator random) {
        List<Application> candidates = new ArrayList<>();
        double[] deviations = new double[POOL * RULES.size()];
        for (int r = 0; r < RULES.size(); r++) {
            List<ParameterValues> values =
                    IntStream.range(0, POOL).mapToObj(i -> draw(random)).toList();
            String id = RULES.get(r).id();
            for (int i = 0; i < POOL; i++) {
                deviations[r * POOL + i] =
                        model.predict(pool[i], id, values.get(i)).deviation();
            }
            for (int i = 0; i < POOL; i++) {
                candidates.add(new Application(i, RULES.get(r), values.get(i)));
            }
        }
        return Arrays.stream(Acquisition.choose(deviations, count, random))
                .mapToObj(candidates::get)
                .toList();
    }

    private static EffectivenessModel learn(
            EffectivenessModel model,
            World world,
            double[][] pool,
            List<Application> applications,
            RandomGenerator noise,
            long seed,
            int round) {
        List<GainSample> samples = applications.stream()
                .map(a -> new GainSample(
                        "p" + a.prompt(),
                        pool[a.prompt()],
                        a.rule().id(),
                        a.values(),
                        world.gain(pool[a.prompt()], a.rule().id(), a.values()) + world.noise * noise.nextGaussian(),
                        true))
                .toList();
        return model.update(samples, seed * 100 + round, 1, Cancellation.NONE);
    }

    private static Outcome outcome(World world, EffectivenessModel model, RandomGenerator random) {
        double[][] fresh = prompts(FRESH, random);
        int right = 0;
        int pairs = 0;
        double gained = 0;
        for (RuleDefinition rule : RULES) {
            ParameterValues[] settings = new ParameterValues[20];
            double[] forecast = new double[settings.length];
            double[] truth = new double[settings.length];
            int best = 0;
            for (int k = 0; k < settings.length; k++) {
                ParameterValues values = draw(random);
                settings[k] = values;
                forecast[k] = model.predictMean(fresh, rule.id(), values).mean();
                truth[k] = Arrays.stream(fresh)
                        .mapToDouble(x -> world.gain(x, rule.id(), values))
                        .average()
                        .orElseThrow();
                best = forecast[k] > forecast[best] ? k : best;
                for (int l = 0; l < k; l++) {
                    pairs++;
                    right += (forecast[k] > forecast[l]) == (truth[k] > truth[l]) ? 1 : 0;
                }
            }
            ParameterValues chosen = settings[best];
            var predictions = model.predictAll(fresh, rule.id(), chosen);
            for (int i = 0; i < FRESH; i++) {
                gained += predictions.get(i).mean() > 0 ? world.gain(fresh[i], rule.id(), chosen) / FRESH : 0;
            }
        }
        return new Outcome((double) right / pairs, gained);
    }

    private static double[][] prompts(int count, RandomGenerator random) {
        double[][] prompts = new double[count][FEATURES];
        for (double[] prompt : prompts) {
            for (int f = 0; f < FEATURES; f++) {
                prompt[f] = random.nextDouble();
            }
        }
        return prompts;
    }

    private static ParameterValues draw(RandomGenerator random) {
        return new ParameterValues(
                Map.of("strength", random.nextDouble(), "share", random.nextDouble(), "polite", random.nextBoolean()));
    }
}
