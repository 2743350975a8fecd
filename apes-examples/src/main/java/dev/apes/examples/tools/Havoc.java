package dev.apes.examples.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Lets trainings suffer, at random moments and at the boundaries of steps, what happens to processes, and compares what comes of each
 * with one that was left in peace: no iteration lost, none doubled, the same rules, metrics and evaluator calls.
 *
 * <pre>{@code apes-examples/run Havoc --trials 20 --prompts 120 --iterations 4 --seed 1 --faults KILL_TRAINER,KILL_DATABASE}</pre>
 *
 * <p>With {@code --kills N} it goes on until so many processes have been killed. Exit code 0 if all that was compared is the same. Needs
 * Linux; {@code FULL_DISK} needs root, for a small tmpfs.
 */
public final class Havoc {
    private static final int MOST_FAULTS_A_TRIAL = 12;
    private static final int MOST_RUNS_A_TRIAL = 60;
    private static final int STEPS = 7;

    private final HavocTable table = new HavocTable();
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
        System.exit(run(HavocSettings.parse(args)) ? 0 : 1);
    }

    /** {@return whether all that was compared is the same} */
    static boolean run(HavocSettings settings) throws IOException, InterruptedException {
        Havoc havoc = new Havoc(settings);
        try {
            for (int i = 0;
                    settings.kills() > 0 ? havoc.table.kills() < settings.kills() : i < settings.trials();
                    i++) {
                havoc.trial(settings.faults().get(i % settings.faults().size()), i);
                if ((i + 1) % settings.faults().size() == 0) {
                    System.out.println(havoc.table);
                }
            }
        } finally {
            havoc.template.delete();
        }
        System.out.println(havoc.table);
        return havoc.table.good();
    }

    private void trial(Fault fault, int number) throws IOException, InterruptedException {
        List<String> log = new ArrayList<>();
        HavocTable.Row row = new HavocTable.Row();
        try (TrainerProcess.Home home = template.copy("trial" + number, fault == Fault.FULL_DISK)) {
            int code = -1;
            for (int run = 0; run < MOST_RUNS_A_TRIAL && code != 0; run++) {
                TrainerProcess trainer = home.train();
                while (row.times < MOST_FAULTS_A_TRIAL && comes(trainer, row)) {
                    home.suffer(fault, trainer, random);
                    row.times++;
                }
                code = trainer.await();
                log.add("exit " + code + ": " + trainer.lastLine());
                home.recover();
                // killed between the session's end and the process's: another start would rightly begin another session
                if (code != 0 && trainer.cameToUpdate(settings.iterations()) && EndState.completed(home)) {
                    code = 0;
                }
            }
            EndState end = code == 0 ? EndState.of(home, settings) : null;
            if (end == null) {
                row.failed = 1;
            } else {
                row.lost = Math.max(0, peaceful.iterations() - end.iterations());
                row.doubled = end.doubled();
                row.different = end.same(peaceful) ? 0 : 1;
            }
            table.add(fault, row);
            System.err.printf(
                    "%2d %-14s %2d times%s: %s%n",
                    number,
                    fault,
                    row.times,
                    row.boundaries.isEmpty() ? "" : ", at " + String.join(", ", row.boundaries),
                    row.good() ? "the same" : "NOT THE SAME\n  " + String.join("\n  ", log));
            if (!row.good() && settings.keep() != null) {
                home.keep(Path.of(settings.keep()).resolve("trial" + number), end, peaceful);
            }
        }
    }

    /** Waits for a random moment, or for one of the next boundaries of steps; false if the trainer has ended before. */
    private boolean comes(TrainerProcess trainer, HavocTable.Row row) throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            // early ones come soon, so that they hit every step; later ones let the training get on
            double share = random.nextDouble() * (row.times < 2 ? 0.6 : 1.0);
            return trainer.livesAfter(Math.max(200, (long) (share * wholeMillis)));
        }
        int within = row.times < 6 ? 2 * STEPS : 4 * STEPS;
        Optional<String> boundary = trainer.boundary(1 + random.nextInt(within));
        boundary.ifPresent(row.boundaries::add);
        return boundary.isPresent();
    }
}
