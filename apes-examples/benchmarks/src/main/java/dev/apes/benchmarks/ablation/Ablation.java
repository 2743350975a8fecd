package dev.apes.benchmarks.ablation;

import dev.apes.api.HoldoutResult;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.api.store.IterationRecord;
import dev.apes.cli.input.PromptFiles;
import dev.apes.engine.Apes;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.gap.TargetGapAnalyzer;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is each part worth? Whole sessions at equal evaluator calls: the full system, the system without generation, without gap
 * targeting, without the surrogate, without the bandit, and with each strategy alone. Printed is the gain of the holdout, paired by
 * seed with the full system, with Student's 95 % interval over seeds.
 *
 * <pre>
 * java -cp 'target/classes:target/lib/*' dev.apes.benchmarks.ablation.Ablation [key=value]...
 * </pre>
 *
 * {@code seeds=20}, {@code first=1}, {@code calls=60000} evaluator calls of each session, {@code prompts=400} of a simulated world,
 * {@code settings=15} tried per rule and iteration, {@code iterations=12} at most, for a session with nothing left to try spends no calls, {@code worlds=plain,by_kind,rare,noisy}, or {@code file=PROMPTS} judged by
 * {@code evaluator=rubric} in their place; {@code variants=…} runs some only, by the beginnings of their names.
 */
public final class Ablation {
    private static final StoppingCriterion ONLY_BUDGET = new StoppingCriterion() {
        @Override
        public String name() {
            return "only_budget";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            return new StopDecision.Continue("only the budget of evaluator calls ends a session here");
        }
    };

    private final Map<String, String> options;
    private final PluginRegistry plugins =
            new PluginRegistry(new PluginRegistry.Explicit(), Ablation.class.getClassLoader());

    private Ablation(Map<String, String> options) {
        this.options = options;
    }

    /** A place to train in: prompts and who judges. */
    private record Place(String name, List<Prompt> prompts, World world, String evaluator) {}

    /**
     * What a session came to.
     *
     * @param gain of the holdout, end less start
     * @param calls evaluator calls
     * @param iterations finished
     */
    record Outcome(double gain, long calls, int iterations) {}

    /** @param args options, see above */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            int at = arg.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("'" + arg + "' is no option; write key=value");
            }
            options.put(arg.substring(0, at), arg.substring(at + 1));
        }
        new Ablation(options).run();
    }

    private void run() throws InterruptedException {
        List<String> chosen = List.of(option("variants", "").split(","));
        List<Variant> variants = Variant.all(plugins.names().get("generators")).stream()
                .filter(v -> v == Variant.FULL || chosen.stream().anyMatch(v.name()::startsWith))
                .toList();
        int seeds = number("seeds", 20);
        int first = number("first", 1);
        for (Place place : places()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d prompts, %d evaluator calls a session, seeds %d to %d%n",
                    place.name(),
                    place.prompts().size(),
                    number("calls", 60_000),
                    first,
                    first + seeds - 1);
            Map<Variant, List<Outcome>> outcomes = new LinkedHashMap<>();
            for (int seed = first; seed < first + seeds; seed++) {
                for (Variant variant : variants) {
                    Outcome outcome = session(place, variant, seed);
                    outcomes.computeIfAbsent(variant, v -> new ArrayList<>()).add(outcome);
                    System.err.printf(
                            Locale.ROOT,
                            "%s seed %d %s: %+.4f, %d calls, %d iterations%n",
                            place.name(),
                            seed,
                            variant.name(),
                            outcome.gain(),
                            outcome.calls(),
                            outcome.iterations());
                }
            }
            outcomes.forEach((variant, list) -> print(variant, list, outcomes.get(Variant.FULL)));
        }
    }

    private static void print(Variant variant, List<Outcome> outcomes, List<Outcome> full) {
        double[] gains = outcomes.stream().mapToDouble(Outcome::gain).toArray();
        double[] lost = new double[gains.length];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = full.get(i).gain() - gains[i];
        }
        String compared = variant == Variant.FULL || gains.length < 2
                ? ""
                : "   full gains more by " + text(Moments.of(lost).meanInterval(0.95));
        System.out.printf(
                Locale.ROOT,
                "  %-20s holdout gain %s   %8.0f calls %5.1f iterations%s%n",
                variant.name(),
                gains.length < 2
                        ? String.format(Locale.ROOT, "%+.4f", gains[0])
                        : text(Moments.of(gains).meanInterval(0.95)),
                outcomes.stream().mapToLong(Outcome::calls).average().orElse(0),
                outcomes.stream().mapToInt(Outcome::iterations).average().orElse(0),
                compared);
    }

    private static String text(Interval i) {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", i.estimate(), i.low(), i.high());
    }

    private Outcome session(Place place, Variant variant, int seed) throws InterruptedException {
        Apes.Builder builder = Apes.builder().stoppingCriterion(ONLY_BUDGET);
        if (place.world() != null) {
            // the seeded rules must not be found: the world knows the truth of its own alone
            builder.pluginClassLoader(null).evaluator(place.world()).gapAnalyzer(new TargetGapAnalyzer());
            plugins.names().get("generators").forEach(name -> builder.generator(plugins.generator(name)));
            place.world().rules().forEach(builder::rule);
        }
        try (TrainingEngine engine = builder.build()) {
            TrainingRequest.Builder request = TrainingRequest.builder()
                    .prompts(place.prompts())
                    .evaluator(place.evaluator())
                    .maxEvaluations(number("calls", 60_000))
                    .settingsPerRule(number("settings", 15))
                    .maxIterations(number("iterations", 12))
                    .stopping(ONLY_BUDGET.name())
                    .generatedRows(number("rows", 100))
                    .seed(seed);
            TrainingReport report =
                    engine.start(variant.change().apply(request).build()).await();
            double gain = report.holdout().map(HoldoutResult::difference).orElse(Double.NaN);
            int iterations = report.iterations().stream()
                    .mapToInt(IterationRecord::iteration)
                    .max()
                    .orElse(0);
            return new Outcome(gain, report.evaluatorCalls(), iterations);
        }
    }

    private List<Place> places() {
        String file = option("file", "");
        if (!file.isEmpty()) {
            return List.of(new Place(
                    file, PromptFiles.read(file, System.in, false).prompts(), null, option("evaluator", "rubric")));
        }
        List<Place> places = new ArrayList<>();
        for (String name : option("worlds", String.join(",", World.NAMES)).split(",")) {
            places.add(new Place(name, StartingCorpus.generate(number("prompts", 400), 1), new World(name), name));
        }
        return places;
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    private int number(String name, int otherwise) {
        return options.containsKey(name) ? Integer.parseInt(options.get(name)) : otherwise;
    }
}
