package dev.apes.benchmarks.pattern;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.PatternRecord;
import dev.apes.engine.pattern.PatternMiner;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints how often planted patterns are validated, and what share of the validated patterns is false: their true lift, known here, is
 * at most 1.1.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.pattern.PatternBenchmark [SEEDS]
 * </pre>
 *
 * Default: 200 seeds, two minutes.
 */
public final class PatternBenchmark {
    private static final int FEATURES = 20;
    private static final int RULES = 6;
    private static final double MEAN = 0.05;
    private static final double NOISE = 0.08;
    private static final int POPULATION = 20_000;
    private static final double NEEDED = 1.1;

    private PatternBenchmark() {}

    /**
     * One session: six rules, of which the first two help more where a feature is high, or where two are.
     *
     * @param validated patterns
     * @param falsely those of them whose true lift is not above 1.1
     * @param found of the two planted ones
     */
    record Outcome(int validated, int falsely, int found) {}

    /** @param args number of seeds, optional */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        for (double lift : new double[] {1, 1.5, 2, 3}) {
            for (int prompts : new int[] {300, 600, 1_200}) {
                print(lift, prompts, seeds);
            }
        }
    }

    private static void print(double lift, int prompts, int seeds) {
        List<Outcome> outcomes = IntStream.rangeClosed(1, seeds)
                .mapToObj(s -> session(lift, prompts, s))
                .toList();
        int found = outcomes.stream().mapToInt(Outcome::found).sum();
        int validated = outcomes.stream().mapToInt(Outcome::validated).sum();
        System.out.printf(
                Locale.ROOT,
                "planted lift %.1f, %4d prompts: power %s, false discovery rate %s, %.1f validated per session%n",
                lift,
                prompts,
                lift > NEEDED ? share(found, 2 * seeds) : "-",
                rate(outcomes),
                validated / (double) seeds);
    }

    private static String share(int hits, int of) {
        Interval i = Proportion.clopperPearson(hits, of, 0.95);
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", i.estimate(), i.low(), i.high());
    }

    /** The mean over sessions of the false share, 0 where nothing was validated: that is what the procedure bounds. */
    private static String rate(List<Outcome> outcomes) {
        Moments m = Moments.of(outcomes.stream()
                .mapToDouble(o -> o.falsely() / (double) Math.max(1, o.validated()))
                .toArray());
        double half = 1.96 * m.deviation() / Math.sqrt(outcomes.size());
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", m.mean(), Math.max(0, m.mean() - half), m.mean() + half);
    }

    static Outcome session(double lift, int prompts, long seed) {
        RandomGenerator random = new RandomStreams(seed).at(0, "benchmark").stream("patterns");
        PatternMiner miner = new PatternMiner(
                IntStream.range(0, FEATURES).mapToObj(i -> "f" + i).toList());
        double[][] rows = rows(prompts, random);
        double[][] population = rows(POPULATION, random);
        int half = prompts / 2;
        List<PatternMiner.Candidate> candidates = new ArrayList<>();
        for (int rule = 0; rule < RULES; rule++) {
            double[] gains = new double[prompts];
            for (int i = 0; i < prompts; i++) {
                gains[i] = truth(rule, rows[i], lift) + NOISE * random.nextGaussian();
            }
            candidates.addAll(miner.find(
                    "rule" + rule,
                    new ParameterValues(Map.of()),
                    Arrays.copyOfRange(rows, 0, half),
                    Arrays.copyOfRange(gains, 0, half),
                    Arrays.copyOfRange(rows, half, prompts),
                    Arrays.copyOfRange(gains, half, prompts)));
        }
        int falsely = 0;
        List<PatternRecord> validated = PatternMiner.judge(candidates).stream()
                .filter(PatternRecord::validated)
                .toList();
        boolean[] found = new boolean[RULES];
        for (PatternRecord p : validated) {
            int rule = Integer.parseInt(p.ruleId().substring(4));
            boolean holds = trueLift(miner, p, rule, population, lift) > NEEDED;
            falsely += holds ? 0 : 1;
            found[rule] |= holds;
        }
        return new Outcome(validated.size(), falsely, (found[0] ? 1 : 0) + (found[1] ? 1 : 0));
    }

    private static double trueLift(
            PatternMiner miner, PatternRecord pattern, int rule, double[][] population, double lift) {
        double all = 0;
        double in = 0;
        int n = 0;
        for (double[] row : population) {
            double gain = truth(rule, row, lift);
            all += gain / population.length;
            if (miner.matches(pattern, row)) {
                in += gain;
                n++;
            }
        }
        return n == 0 ? 0 : in / n / all;
    }

    private static double truth(int rule, double[] row, double lift) {
        boolean inside = rule == 0 ? row[0] > 0.7 : rule == 1 && row[1] > 0.4 && row[2] > 0.4;
        return MEAN * (inside ? lift : 1);
    }

    /** Features that go together in pairs, as those of prompts do. */
    private static double[][] rows(int n, RandomGenerator random) {
        double[][] rows = new double[n][FEATURES];
        for (double[] row : rows) {
            for (int f = 0; f < FEATURES; f++) {
                row[f] = f >= FEATURES / 2 ? (row[f - FEATURES / 2] + random.nextDouble()) / 2 : random.nextDouble();
            }
        }
        return rows;
    }
}
