package dev.apes.benchmarks.gate;

import dev.apes.engine.promotion.AlphaSpending;
import dev.apes.engine.promotion.PromotionGate;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.statistics.RandomStreams;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints how often the promotion gate promotes what is no better, over whole data sets with 40 candidates each, and how often it promotes what is.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.gate.GateSimulation [SESSIONS] [SEED]
 * </pre>
 *
 * Default: 20,000 sessions for each law and number of prompts, seed 1. Allow an hour: with the machine busy, forty minutes did not do.
 */
public final class GateSimulation {
    /** More than the thirty equal levels, so that the tail is met too. */
    static final int CANDIDATES = 40;

    /** Tests every candidate however small its chances: the error bound must not lean on the power check. */
    static final PromotionGate UNCHECKED = new PromotionGate(AlphaSpending.DEFAULT, 0.005, 0.8, 5, 30, 0.25);

    private static final int[] SIZES = {37, 100, 200, 376, 400};
    private static final double[] EFFECTS = {0.1, 0.2, 0.3, 0.5};

    private final RandomStreams streams;

    GateSimulation(long seed) {
        this.streams = new RandomStreams(seed);
    }

    /**
     * @param args number of sessions, then seed; both optional
     */
    public static void main(String[] args) {
        int sessions = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        GateSimulation simulation = new GateSimulation(seed);
        simulation.printErrors(sessions, System.out);
        simulation.printPower(Math.max(1, sessions / 10), System.out);
    }

    /** How many of a number of sessions promoted falsely, and how many candidates each of them tested on average. */
    record Errors(int sessions, int falsePromotions, double testedPerSession) {
        Interval share() {
            return Proportion.clopperPearson(falsePromotions, sessions, 0.95);
        }
    }

    /** Sessions in which no candidate is better. */
    Errors errors(PromotionGate gate, Law law, int n, int sessions) {
        return count(gate, n, sessions, law.name(), s -> s.promotesAny(law));
    }

    /** Sessions whose candidates differ by taste; some may be better. */
    Errors tasteErrors(PromotionGate gate, double shareBetter, int n, int sessions) {
        return count(gate, n, sessions, "taste " + shareBetter, s -> s.promotesFalselyByTaste(shareBetter));
    }

    /** Sessions in which no candidate is better and prompts come in families. */
    Errors familyErrors(PromotionGate gate, Law law, int n, int sessions) {
        return count(gate, n, sessions, "families of " + law, s -> s.promotesAnyByFamily(law));
    }

    private Errors count(PromotionGate gate, int n, int sessions, String purpose, Predicate<SimulatedSession> falsely) {
        AtomicInteger errors = new AtomicInteger();
        AtomicLong tested = new AtomicLong();
        // each session has a stream of its own and counts commute, so threads do not change the figures
        IntStream.range(0, sessions).parallel().forEach(k -> {
            SimulatedSession session = new SimulatedSession(gate, n, CANDIDATES, random("session", k, purpose, n));
            errors.addAndGet(falsely.test(session) ? 1 : 0);
            tested.addAndGet(session.tested());
        });
        return new Errors(sessions, errors.get(), (double) tested.get() / sessions);
    }

    /** Share of single candidates of a true effect that are promoted at the level of the first thirty tests. */
    double power(PromotionGate gate, Law law, int n, double effect, int candidates) {
        long promoted = IntStream.range(0, candidates)
                .parallel()
                .filter(k -> new SimulatedSession(gate, n, 1, random("power " + law, k, "effect " + effect, n))
                        .judgeBetter(law, effect)
                        .promoted())
                .count();
        return (double) promoted / candidates;
    }

    /** The JDK's own generator, since a billion normal draws are wanted and not the same ones on every JVM. */
    private RandomGenerator random(String what, int session, String purpose, int n) {
        return new SplittableRandom(streams.at(session, what).seed(purpose, n));
    }

    private void printErrors(int sessions, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "False promotions in %,d sessions of %d candidates, in %% of sessions%n",
                sessions,
                CANDIDATES);
        out.println("[upper 95 % bound, Clopper-Pearson; tested candidates a session]; promised: at most 5 %");
        out.printf("%-20s %5s  %-28s %-28s%n", "law", "n", "gate as shipped", "every candidate tested");
        for (int n : new int[] {50, 100, 400}) {
            for (Law law : Law.values()) {
                row(out, law.name(), n, gate -> errors(gate, law, n, sessions));
            }
            row(out, "TASTE", n, gate -> tasteErrors(gate, 0, n, sessions));
            row(out, "TASTE, 1/5 BETTER", n, gate -> tasteErrors(gate, 0.2, n, sessions));
        }
        for (Law law : List.of(Law.NORMAL, Law.SKEWED_LEFT)) {
            row(out, "FAMILIES " + law, 200, gate -> familyErrors(gate, law, 200, sessions));
            row(out, "FAMILIES " + law, 400, gate -> familyErrors(gate, law, 400, sessions));
        }
    }

    private static void row(PrintStream out, String law, int n, Function<PromotionGate, Errors> errors) {
        // with 400 prompts the power check lets everything pass at the first thirty levels, so the second column would
        // cost and say nothing
        String unchecked = n == 400 && !law.startsWith("FAMILIES") ? "" : text(errors.apply(UNCHECKED));
        out.printf("%-20s %5d  %-28s %-28s%n", law, n, text(errors.apply(PromotionGate.DEFAULT)), unchecked);
        out.flush();
    }

    private static String text(Errors e) {
        return String.format(
                Locale.ROOT,
                "%5.2f [%5.2f; %4.1f]",
                100 * e.share().estimate(),
                100 * e.share().high(),
                e.testedPerSession());
    }

    private void printPower(int candidates, PrintStream out) {
        out.printf(Locale.ROOT, "%nPower in %% of %,d candidates: test alone / gate as shipped%n", candidates);
        for (Law law : Law.values()) {
            out.printf("%-18s", law);
            for (int n : SIZES) {
                out.printf("%14s", "n = " + n);
            }
            out.println();
            for (double effect : EFFECTS) {
                out.printf(Locale.ROOT, "  %.1f sd          ", effect);
                for (int n : SIZES) {
                    out.printf(
                            Locale.ROOT,
                            "%6.1f /%6.1f",
                            100 * power(UNCHECKED, law, n, effect, candidates),
                            100 * power(PromotionGate.DEFAULT, law, n, effect, candidates));
                }
                out.println();
            }
            out.flush();
        }
    }
}
