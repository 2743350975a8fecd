package dev.apes.benchmarks.pattern;

import dev.apes.api.HoldoutResult;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingRequest.Part;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.benchmarks.pattern.PlantedWorld.Plant;
import dev.apes.engine.Apes;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.gap.TargetGapAnalyzer;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.store.InMemorySessionStore;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how often a planted pattern becomes a derived rule, what that is truly worth on fresh prompts against the same session
 * without derived rules, and how often a derived rule is promoted where nothing is planted.
 *
 * <pre>
 * java -cp 'target/classes:target/lib/*' dev.apes.benchmarks.pattern.DerivedRuleBenchmark [SEEDS] [PROMPTS] [PLANT]...
 * </pre>
 *
 * Default: 20 seeds, 1,500 prompts, all plants; {@code none idle} are the worlds without a pattern.
 */
public final class DerivedRuleBenchmark {
    private static final int ITERATIONS = 4;
    private static final int FRESH = 2_000;

    private DerivedRuleBenchmark() {}

    /**
     * A session with derived rules and the same without.
     *
     * @param with true mean gain on fresh prompts of what the store has in force at the end
     * @param without the same without derived rules; the same session where nothing is planted and nothing was derived
     * @param holdout holdout gain as reported, end less start
     * @param planted whether a derived rule in force at the end tells long prompts from others
     * @param derived derived rules in force at the end
     * @param tests candidates for derived rules that the gate tested
     */
    record Outcome(double with, double without, double holdout, boolean planted, int derived, int tests) {}

    /** @param args number of seeds and of prompts, then names of plants; all optional */
    public static void main(String[] args) throws InterruptedException {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int prompts = args.length > 1 ? Integer.parseInt(args[1]) : 1_500;
        List<Plant> plants = args.length > 2
                ? Arrays.stream(args, 2, args.length)
                        .map(name -> Plant.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList()
                : List.of(Plant.values());
        for (Plant plant : plants) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                Outcome outcome = session(plant, prompts, seed);
                outcomes.add(outcome);
                System.err.printf(
                        Locale.ROOT,
                        "%s, seed %d: %d tested, %d derived%n",
                        plant.name().toLowerCase(Locale.ROOT),
                        seed,
                        outcome.tests(),
                        outcome.derived());
            }
            print(plant, outcomes);
        }
    }

    private static void print(Plant plant, List<Outcome> outcomes) {
        int any = (int) outcomes.stream().filter(o -> o.derived() > 0).count();
        int planted = (int) outcomes.stream().filter(Outcome::planted).count();
        System.out.printf(
                Locale.ROOT,
                "%-8s derived rule in %s of sessions, the planted one in %s; %.1f tested a session;%n         true gain from the store %s, without %s, paired %s; holdout as reported %s%n",
                plant.name().toLowerCase(Locale.ROOT),
                share(any, outcomes.size()),
                share(planted, outcomes.size()),
                outcomes.stream().mapToInt(Outcome::tests).average().orElse(0),
                mean(outcomes.stream().mapToDouble(Outcome::with).toArray()),
                mean(outcomes.stream().mapToDouble(Outcome::without).toArray()),
                mean(outcomes.stream().mapToDouble(o -> o.with() - o.without()).toArray()),
                mean(outcomes.stream().mapToDouble(Outcome::holdout).toArray()));
    }

    private static String share(int hits, int of) {
        Interval i = Proportion.clopperPearson(hits, of, 0.95);
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", i.estimate(), i.low(), i.high());
    }

    private static String mean(double[] values) {
        Interval i = Moments.of(values).meanInterval(0.95);
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", i.estimate(), i.low(), i.high());
    }

    static Outcome session(Plant plant, int count, int seed) throws InterruptedException {
        List<Prompt> prompts = StartingCorpus.generate(count, seed);
        double[] words = prompts.stream()
                .mapToDouble(p -> PromptFeatures.of(p.text()).wordCount())
                .sorted()
                .toArray();
        double longFrom = words[words.length * 6 / 10];
        PlantedWorld world = new PlantedWorld(plant, longFrom, seed);
        List<Prompt> fresh = StartingCorpus.generate(FRESH, seed + 1_000_003L);
        Trained with = train(world, prompts, seed, true, fresh);
        // where no derived rule came of it, there is nothing to compare with
        boolean nothing = (plant == Plant.NONE || plant == Plant.IDLE)
                && with.report.derived().isEmpty();
        Trained without = nothing ? with : train(world, prompts, seed, false, fresh);
        return new Outcome(
                with.gain,
                without.gain,
                with.report.holdout().map(HoldoutResult::difference).orElse(Double.NaN),
                with.report.derived().stream().anyMatch(d -> tells(d, prompts, longFrom)),
                with.report.derived().size(),
                (int) with.report.iterations().stream()
                        .flatMap(i -> i.gateTests().stream())
                        .filter(t -> t.outcome() != GateTestRecord.Outcome.UNTESTABLE
                                && world.rules().stream()
                                        .anyMatch(r -> t.ruleId()
                                                .startsWith(r.definition().id() + "_")))
                        .count());
    }

    /** Whether the conditions hold for long prompts more than twice as often as for others, or less than half as often. */
    private static boolean tells(DerivedRule rule, List<Prompt> prompts, double longFrom) {
        int[] of = new int[2];
        int[] held = new int[2];
        for (Prompt prompt : prompts) {
            PromptFeatures features = PromptFeatures.of(prompt.text());
            int side = features.wordCount() >= longFrom ? 1 : 0;
            of[side]++;
            held[side] += rule.holds(PromptFeatures.encodedNames(), features.encoded()) ? 1 : 0;
        }
        double ratio = held[1] / (double) of[1] / (Math.max(0.5, held[0]) / of[0]);
        return ratio > 2 || ratio < 0.5;
    }

    private record Trained(TrainingReport report, double gain) {}

    private static Trained train(PlantedWorld world, List<Prompt> prompts, int seed, boolean derive, List<Prompt> fresh)
            throws InterruptedException {
        SessionStore store = new InMemorySessionStore();
        List<PromptRule> rules = List.copyOf(world.rules());
        // the seeded rules must not be found: the world knows the truth of its own alone
        Apes.Builder builder = Apes.builder()
                .pluginClassLoader(null)
                .evaluator(world)
                .gapAnalyzer(new TargetGapAnalyzer())
                .store(store);
        rules.forEach(builder::rule);
        try (TrainingEngine engine = builder.build()) {
            TrainingRequest.Builder request = TrainingRequest.builder()
                    .prompts(prompts)
                    .evaluator(world.info().name())
                    .maxIterations(ITERATIONS)
                    .settingsPerRule(15)
                    .generatedRows(0)
                    .seed(seed);
            TrainingReport report = engine.start((derive ? request : request.without(Part.DERIVED_RULES)).build())
                    .await();
            // what a service gets that asks the store, as Apes.enhancer(store) does
            RulesInForce inForce = RulesInForce.of(rules, store);
            PromptEnhancer enhancer =
                    PromptEnhancer.of(inForce.rules(), inForce.values()).withDerived(inForce.derived());
            return new Trained(
                    report,
                    fresh.stream()
                            .mapToDouble(p -> world.gain(p, enhancer.enhance(p).text()))
                            .average()
                            .orElseThrow());
        }
    }
}
