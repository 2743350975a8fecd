package dev.apes.examples.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Lets trainings suffer, at random moments, what happens to processes, and compares what comes of each with one that was left in
 * peace: no iteration lost, none doubled, the same rules, metrics and evaluator calls.
 *
 * <pre>{@code apes-examples/run Havoc --trials 20 --prompts 120 --iterations 4 --seed 1 --faults KILL_TRAINER,KILL_DATABASE}</pre>
 *
 * <p>Exit code 0 if all that was compared is the same. Needs Linux; {@code FULL_DISK} needs root, for a small tmpfs.
 */
public final class Havoc {
    private static final int MOST_FAULTS_A_TRIAL = 12;
    private static final int MOST_RUNS_A_TRIAL = 60;

    private final Map<Fault, Tally> tallies = new EnumMap<>(Fault.class);
    private final RandomGenerator random;
    private final HavocSettings settings;
    private final TrainerProcess.Template template;
    private final EndState peaceful;
    private final long wholeMillis;

    /** What happens. */
    enum Fault {
        /** kill -9 of the trainer. */
        KILL_TRAINER,
        /** kill -9 of PostgreSQL's first process. */
        KILL_DATABASE,
        /** Both at once. */
        KILL_BOTH,
        /** SIGSTOP of the trainer, then SIGCONT. */
        FREEZE,
        /** All connections to the database terminated. */
        CUT,
        /** The database stays away, the trainer ends, and what it kept is truncated. */
        TEAR_JOURNAL,
        /** The disk under the home is full for some seconds. */
        FULL_DISK
    }

    private static final class Tally {
        private int trials;
        private int faults;
        private int lost;
        private int doubled;
        private int different;
        private int failed;
    }

    private Havoc(HavocSettings settings) throws IOException, InterruptedException {
        this.settings = settings;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
        template = TrainerProcess.Template.make(settings);
        long begun = System.nanoTime();
        try (TrainerProcess.Home home = template.copy("peace", false)) {
            TrainerProcess trainer = home.train();
            int code = trainer.await();
            if (code != 0) {
                throw new IllegalStateException(
                        "the undisturbed training ended with exit code " + code + ": " + trainer.output());
            }
            peaceful = EndState.of(home, settings);
        }
        wholeMillis = (System.nanoTime() - begun) / 1_000_000;
        System.err.printf(Locale.ROOT, "undisturbed: %.1f s, %s%n", wholeMillis / 1000.0, peaceful.summary());
    }

    /**
     * @param args see the class
     * @throws Exception if the harness itself fails
     */
    public static void main(String[] args) throws Exception {
        HavocSettings settings = HavocSettings.parse(args);
        Havoc havoc = new Havoc(settings);
        try {
            for (int i = 0; i < settings.trials(); i++) {
                havoc.trial(settings.faults().get(i % settings.faults().size()), i);
            }
        } finally {
            havoc.template.delete();
        }
        System.exit(havoc.table() ? 0 : 1);
    }

    private void trial(Fault fault, int number) throws IOException, InterruptedException {
        Tally tally = tallies.computeIfAbsent(fault, f -> new Tally());
        tally.trials++;
        List<String> log = new ArrayList<>();
        try (TrainerProcess.Home home = template.copy("trial" + number, fault == Fault.FULL_DISK)) {
            int suffered = 0;
            int code = -1;
            for (int run = 0; run < MOST_RUNS_A_TRIAL && code != 0; run++) {
                TrainerProcess trainer = home.train();
                while (suffered < MOST_FAULTS_A_TRIAL && trainer.livesAfter(delay(suffered))) {
                    home.suffer(fault, trainer, random);
                    suffered++;
                }
                code = trainer.await();
                log.add("exit " + code + ": " + trainer.lastLine());
                home.recover();
            }
            tally.faults += suffered;
            EndState end = code == 0 ? EndState.of(home, settings) : null;
            if (end == null) {
                tally.failed++;
            } else {
                tally.lost += Math.max(0, peaceful.iterations() - end.iterations());
                tally.doubled += end.doubled();
                tally.different += end.same(peaceful) ? 0 : 1;
            }
            boolean good = end != null && end.same(peaceful) && end.doubled() == 0;
            System.err.printf(
                    "%2d %-14s %2d times: %s%n",
                    number, fault, suffered, good ? "the same" : "NOT THE SAME\n  " + String.join("\n  ", log));
            if (!good && settings.keep() != null) {
                home.keep(Path.of(settings.keep()).resolve("trial" + number), end, peaceful);
            }
        }
    }

    /** Early faults come soon, so that they hit every step; later ones let the training get on. */
    private long delay(int suffered) {
        double share = random.nextDouble() * (suffered < 2 ? 0.6 : 1.0);
        return Math.max(200, (long) (share * wholeMillis));
    }

    private boolean table() {
        System.out.printf(
                "%-14s %7s %7s %6s %8s %10s %7s%n",
                "fault", "trials", "times", "lost", "doubled", "different", "failed");
        Map<String, Integer> sums = new LinkedHashMap<>();
        tallies.forEach((fault, t) -> {
            System.out.printf(
                    "%-14s %7d %7d %6d %8d %10d %7d%n",
                    fault.name().toLowerCase(Locale.ROOT),
                    t.trials,
                    t.faults,
                    t.lost,
                    t.doubled,
                    t.different,
                    t.failed);
            sums.merge("faults", t.faults, Integer::sum);
            sums.merge("bad", t.lost + t.doubled + t.different + t.failed, Integer::sum);
        });
        System.out.println("faults suffered: " + sums.getOrDefault("faults", 0));
        return sums.getOrDefault("bad", 0) == 0;
    }
}
