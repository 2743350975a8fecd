package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The command line of {@link SynthesizeCsv}. */
record CsvArguments(
        String in,
        String out,
        String method,
        OptionalInt rows,
        long seed,
        Map<String, String> conditions,
        List<String> constraints,
        Map<String, CellKind> types,
        Map<String, String> options,
        Optional<String> report) {

    static final String USAGE =
            "SynthesizeCsv IN.csv OUT.csv [--method NAME] [--rows N] [--seed S] [--condition COLUMN=VALUE]..."
                    + " [--constraint TEXT]..."
                    + " [--type COLUMN=KIND]... [-O KEY=VALUE]... [--epochs E] [--report OUT.html]";

    private static final int MOST_ROWS = 100_000_000;

    static CsvArguments parse(String[] args) {
        List<String> files = new ArrayList<>();
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> conditions = new LinkedHashMap<>();
        List<String> constraints = new ArrayList<>();
        Map<String, CellKind> types = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("-") || arg.equals("-")) {
                files.add(arg);
                continue;
            }
            if (i + 1 == args.length) {
                throw new InvalidInputException(arg, "is not known or lacks its value; usage: " + USAGE);
            }
            String value = args[++i];
            switch (arg) {
                case "--method", "--rows", "--seed", "--report" -> single.put(arg, value);
                case "--epochs" -> options.put("epochs", value);
                case "--condition" -> put(arg, value, conditions);
                case "--constraint" -> constraints.add(value);
                case "-O" -> put(arg, value, options);
                case "--type" -> {
                    Map<String, String> pair = new LinkedHashMap<>();
                    put(arg, value, pair);
                    pair.forEach((column, kind) -> types.put(column, kind(kind)));
                }
                default -> throw new InvalidInputException(arg, "is not known; usage: " + USAGE);
            }
        }
        if (files.size() != 2 || files.get(0).equals("-")) {
            throw new InvalidInputException(
                    "IN.csv OUT.csv", "two files are needed, not " + files.size() + "; usage: " + USAGE);
        }
        return new CsvArguments(
                files.get(0),
                files.get(1),
                single.getOrDefault("--method", "copula"),
                single.containsKey("--rows")
                        ? OptionalInt.of((int) number("--rows", single.get("--rows"), 0, MOST_ROWS))
                        : OptionalInt.empty(),
                number("--seed", single.getOrDefault("--seed", "1"), Long.MIN_VALUE, Long.MAX_VALUE),
                conditions,
                constraints,
                types,
                options,
                Optional.ofNullable(single.get("--report")));
    }

    private static void put(String arg, String pair, Map<String, String> into) {
        // the first = parts them, because values may hold more of them
        int at = pair.indexOf('=');
        if (at < 1) {
            throw new InvalidInputException(arg, "needs NAME=VALUE but got '" + pair + "'");
        }
        into.put(pair.substring(0, at), pair.substring(at + 1));
    }

    private static CellKind kind(String label) {
        return Arrays.stream(CellKind.values())
                .filter(k -> k.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--type",
                        "'" + label + "' is no kind of column; known: "
                                + Arrays.stream(CellKind.values())
                                        .map(CellKind::label)
                                        .toList()));
    }

    static long number(String option, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new InvalidInputException(
                option, "needs a whole number from " + min + " to " + max + " but got '" + text + "'");
    }
}
