package dev.apes.examples.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@link Havoc} is to do.
 *
 * @param trials how many trainings suffer
 * @param kills how many processes are killed before it ends, in place of a number of trials; 0 for none
 * @param prompts how many prompts each has
 * @param iterations how many iterations each makes
 * @param rows how many rows each generates
 * @param seed decides moments and faults
 * @param faults what happens, in turn
 * @param keep a folder for the homes of trials that went wrong, or null
 */
record HavocSettings(
        int trials,
        int kills,
        int prompts,
        int iterations,
        int rows,
        long seed,
        List<Havoc.Fault> faults,
        String keep) {
    private static final String USAGE =
            "usage: Havoc [--trials N | --kills N] [--prompts N] [--iterations N] [--rows N] [--seed N] [--faults A,B,…] [--keep DIR]; faults: "
                    + Arrays.toString(Havoc.Fault.values());

    static HavocSettings parse(String[] args) {
        int trials = 7;
        int kills = 0;
        int prompts = 120;
        int iterations = 4;
        int rows = 10;
        long seed = 1;
        String keep = null;
        List<Havoc.Fault> faults = new ArrayList<>(List.of(Havoc.Fault.values()));
        try {
            for (int i = 0; i < args.length; i += 2) {
                String value = args[i + 1];
                switch (args[i]) {
                    case "--trials" -> trials = Integer.parseInt(value);
                    case "--kills" -> kills = Integer.parseInt(value);
                    case "--prompts" -> prompts = Integer.parseInt(value);
                    case "--iterations" -> iterations = Integer.parseInt(value);
                    case "--rows" -> rows = Integer.parseInt(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--keep" -> keep = value;
                    case "--faults" ->
                        faults = Arrays.stream(value.toUpperCase(Locale.ROOT)
                                        .replace('-', '_')
                                        .split(","))
                                .map(Havoc.Fault::valueOf)
                                .toList();
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(USAGE);
            System.exit(2);
        }
        return new HavocSettings(trials, kills, prompts, iterations, rows, seed, faults, keep);
    }
}
