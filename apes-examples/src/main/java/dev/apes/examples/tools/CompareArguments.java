package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of {@link CompareGenerators}. */
record CompareArguments(
        List<String> methods,
        int rows,
        long seed,
        Optional<String> csv,
        Optional<String> law,
        boolean further,
        int seeds,
        Map<String, String> options) {

    private static final String USAGE =
            "CompareGenerators [--methods A,B] [--rows N] [--seed S] [--csv DIR] [--law NAME] [--further true] [--seeds K] [-O KEY=VALUE]...";

    static CompareArguments parse(String[] args) {
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new InvalidInputException(args[i], "is not known or lacks its value; usage: " + USAGE);
            }
            switch (args[i]) {
                case "--methods", "--rows", "--seed", "--csv", "--law", "--further", "--seeds" ->
                    single.put(args[i], args[i + 1]);
                case "-O" -> {
                    String[] pair = args[i + 1].split("=", 2);
                    if (pair.length < 2) {
                        throw new InvalidInputException("-O", "needs KEY=VALUE but got '" + args[i + 1] + "'");
                    }
                    options.put(pair[0], pair[1]);
                }
                default -> throw new InvalidInputException(args[i], "is not known; usage: " + USAGE);
            }
        }
        return new CompareArguments(
                Arrays.asList(single.getOrDefault("--methods", "copula,smote,vae,gan,diffusion,hybrid")
                        .split(",")),
                (int) CsvArguments.number("--rows", single.getOrDefault("--rows", "2000"), 50, 1_000_000),
                CsvArguments.number(
                        "--seed", single.getOrDefault("--seed", "1"), Long.MIN_VALUE / 2, Long.MAX_VALUE / 4),
                Optional.ofNullable(single.get("--csv")),
                Optional.ofNullable(single.get("--law")),
                Boolean.parseBoolean(single.get("--further")),
                (int) CsvArguments.number("--seeds", single.getOrDefault("--seeds", "1"), 1, 1_000),
                options);
    }
}
