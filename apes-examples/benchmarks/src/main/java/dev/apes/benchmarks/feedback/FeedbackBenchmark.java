package dev.apes.benchmarks.feedback;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.feedback.FeedbackEvaluator;
import dev.apes.engine.feedback.RuleEffect;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Prints how far from the truth the evaluator {@code feedback} and plain differences of means are, on ratings whose truth is known.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.feedback.FeedbackBenchmark [SEEDS [intervals]]
 * </pre>
 *
 * Default: 40 seeds, five minutes. With {@code intervals}, only how often the 95 % intervals hold the truth, which takes less time for 200
 * seeds: of all rules that were shown and withheld often enough, and of those whose effect is known closely enough to be used.
 */
public final class FeedbackBenchmark {
    private FeedbackBenchmark() {}

    /** One rule in one simulation: errors against the truth. */
    record Error(double naive, double corrected, double scored, boolean covered, double effectiveSize) {}

    /** @param args number of seeds, optional */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        boolean intervals = args.length > 1 && args[1].equals("intervals");
        for (double confounding : new double[] {0, 0.5, 1}) {
            for (int ratings : new int[] {300, 1000}) {
                if (intervals) {
                    printIntervals(confounding, ratings, seeds);
                } else {
                    print(confounding, ratings, seeds);
                }
            }
        }
    }

    /** What an interval said of a rule whose truth is known. */
    record Covered(String rule, double error, double halfWidth, boolean judged) {
        boolean holds() {
            return Math.abs(error) <= halfWidth;
        }
    }

    static List<Covered> intervals(double confounding, int ratings, long seed) {
        RatedWorld.Rated rated = new RatedWorld(confounding).rate(ratings, seed);
        return FeedbackEvaluator.effects(rated.log()).stream()
                .filter(e -> e.effectiveSize() > 0)
                .map(e -> new Covered(
                        e.ruleId(),
                        e.effect().estimate() - rated.truth().get(e.ruleId()),
                        (e.effect().high() - e.effect().low()) / 2,
                        e.judged()))
                .toList();
    }

    private static void printIntervals(double confounding, int ratings, int seeds) {
        List<Covered> all = IntStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> intervals(confounding, ratings, seed))
                .flatMap(List::stream)
                .toList();
        System.out.printf(Locale.ROOT, "confounding %.1f, %d ratings, %d seeds%n", confounding, ratings, seeds);
        System.out.println(
                "  rule                       bias                  half width  95 % intervals that cover, of all and of those used");
        RatedWorld.RULES.keySet().stream().map(r -> r.definition().id()).forEach(id -> {
            List<Covered> of = all.stream().filter(c -> c.rule().equals(id)).toList();
            List<Covered> used = of.stream().filter(Covered::judged).toList();
            if (!of.isEmpty()) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-25s  %s  %.3f  %s%s%n",
                        id,
                        mean(of.stream().mapToDouble(Covered::error).toArray()),
                        of.stream().mapToDouble(Covered::halfWidth).average().orElse(0),
                        covering(of),
                        used.isEmpty() ? "none used" : covering(used) + "n = " + used.size());
            }
        });
    }

    private static String covering(List<Covered> of) {
        return share((int) of.stream().filter(Covered::holds).count(), of.size());
    }

    private static void print(double confounding, int ratings, int seeds) {
        Map<String, List<Error>> errors = new LinkedHashMap<>();
        int refused = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            try {
                errors(confounding, ratings, seed)
                        .forEach((rule, e) -> errors.computeIfAbsent(rule, r -> new ArrayList<>())
                                .add(e));
            } catch (InvalidInputException tooLittle) {
                refused++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "confounding %.1f, %d ratings, %d seeds, %d refused%n",
                confounding,
                ratings,
                seeds,
                refused);
        System.out.println("  rule                       bias of plain means   bias corrected        bias of scores"
                + "        95 % intervals that cover   effective size");
        errors.forEach((rule, list) -> System.out.printf(
                Locale.ROOT,
                "  %-25s  %s  %s  %s  %s  %.0f%n",
                rule,
                mean(list.stream().mapToDouble(Error::naive).toArray()),
                mean(list.stream().mapToDouble(Error::corrected).toArray()),
                mean(list.stream().mapToDouble(Error::scored).toArray()),
                share((int) list.stream().filter(Error::covered).count(), list.size()),
                list.stream().mapToDouble(Error::effectiveSize).average().orElse(0)));
    }

    private static String mean(double[] values) {
        Moments m = Moments.of(values);
        double half = 1.96 * m.deviation() / Math.sqrt(values.length);
        return String.format(Locale.ROOT, "%+.3f ± %.3f     ", m.mean(), half);
    }

    private static String share(int hits, int of) {
        Interval i = Proportion.clopperPearson(hits, of, 0.95);
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]         ", i.estimate(), i.low(), i.high());
    }

    /** By rule, of the rules that are judged. */
    static Map<String, Error> errors(double confounding, int ratings, long seed) {
        RatedWorld.Rated rated = new RatedWorld(confounding).rate(ratings, seed);
        FeedbackEvaluator evaluator = new FeedbackEvaluator()
                .learn(new InMemorySessionStore(rated.log()), List.copyOf(RatedWorld.RULES.keySet()), Map.of());
        Map<String, Error> errors = new LinkedHashMap<>();
        for (RuleEffect effect : evaluator.effects()) {
            if (!effect.judged()) {
                continue;
            }
            double truth = rated.truth().get(effect.ruleId());
            errors.put(
                    effect.ruleId(),
                    new Error(
                            effect.naive() - truth,
                            effect.effect().estimate() - truth,
                            scored(evaluator, effect.ruleId(), rated.log()) - truth,
                            effect.effect().contains(truth),
                            effect.effectiveSize()));
        }
        return errors;
    }

    /** Mean gain that the evaluator gives versions by this rule alone, where the rule changes the prompt and no score is cut. */
    private static double scored(FeedbackEvaluator evaluator, String ruleId, FeedbackLog log) {
        PromptRule rule = RatedWorld.RULES.keySet().stream()
                .filter(r -> r.definition().id().equals(ruleId))
                .findFirst()
                .orElseThrow();
        List<EvaluationRequest> requests = new ArrayList<>();
        for (FeedbackLog.Rating r : log.ratings().subList(0, 200)) {
            Prompt prompt = Prompt.of("p" + r.number(), r.original());
            if (rule.apply(prompt, rule.definition().parameters().defaults())
                    instanceof dev.apes.api.rule.RuleOutcome.Changed changed) {
                requests.add(new EvaluationRequest(changed.text(), prompt, 0));
            }
        }
        return evaluator.evaluate(requests, EvaluationContext.of(1)).stream()
                .map(Evaluation::facets)
                .mapToDouble(f -> f.get("gain"))
                .average()
                .orElseThrow();
    }
}
