package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.cli.input.JsonPrompts;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.Realiser;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.text.FeatureKind;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/**
 * Compares prompts that APES writes with those that people wrote:
 *
 * <pre>apes-examples/run ComparePrompts REAL.jsonl [--method copula] [--prompts N] [--seed S]</pre>
 *
 * Half of the real prompts is learnt from: the method is fitted to their features and gives rows, which step 3's realiser turns into
 * texts. The other half is what everything is compared with: those texts, the starting corpus, and, for a scale, the half that was
 * learnt from. Of each set as many prompts are used. Printed are distinct-1 to -3 (on as many words of each set), self-similarity (how
 * like its most similar other prompt a prompt is, by word counts), and how well a classifier tells the set from real prompts, by the
 * measured features and by words (cross-validated area under the ROC curve with its 95 % interval); then, for each feature that the
 * realiser steers, the distance between wanted and measured and their rank correlation, and for the others that and why. Exit codes: 0 done, 1 the method failed, 2
 * bad input.
 */
public final class ComparePrompts {
    private static final String USAGE = "ComparePrompts REAL.jsonl [--method NAME] [--prompts N] [--seed S]";
    private static final int BINS = 1_024;
    private static final List<ColumnSchema> SCHEMA =
            PromptFeatures.schema().stream().map(ComparePrompts::column).toList();

    private final PrintStream out;
    private final long seed;

    private ComparePrompts(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** @param args see above */
    public static void main(String[] args) {
        PluginRegistry plugins =
                new PluginRegistry(new PluginRegistry.Explicit(), ComparePrompts.class.getClassLoader());
        System.exit(run(args, plugins, System.in, System.out, System.err));
    }

    static int run(String[] args, PluginRegistry plugins, InputStream in, PrintStream out, PrintStream err) {
        try {
            Map<String, String> options = options(args);
            long seed = CsvArguments.number("--seed", options.get("--seed"), Long.MIN_VALUE, Long.MAX_VALUE);
            int most = (int) CsvArguments.number("--prompts", options.get("--prompts"), 20, 10_000);
            List<String> real = real(args[0], in, err);
            Collections.shuffle(real, new Random(seed));
            int each = Math.min(most, real.size() / 2);
            new ComparePrompts(out, seed)
                    .compare(
                            real.subList(0, real.size() / 2),
                            real.subList(real.size() / 2, real.size() / 2 + each),
                            options.get("--method"),
                            plugins);
            return 0;
        } catch (InvalidInputException e) {
            err.println("ComparePrompts: " + e.getMessage());
            return 2;
        } catch (ApesException | UncheckedIOException e) {
            err.println("ComparePrompts: " + e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--method", "copula");
        options.put("--prompts", "500");
        options.put("--seed", "1");
        if (args.length == 0) {
            throw new InvalidInputException("REAL.jsonl", "is missing; usage: " + USAGE);
        }
        for (int i = 1; i < args.length; i += 2) {
            if (!options.containsKey(args[i]) || i + 1 == args.length) {
                throw new InvalidInputException(args[i], "is not known or lacks its value; usage: " + USAGE);
            }
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static List<String> real(String file, InputStream in, PrintStream err) {
        List<String> real = new ArrayList<>();
        JsonPrompts.read(
                file,
                in,
                entry -> real.add(entry.prompt().text()),
                line -> err.println(file + ":" + line.line() + ": " + line.problem()));
        if (real.size() < 40) {
            throw new InvalidInputException(file, "has " + real.size() + " prompts; a comparison needs 40 at least");
        }
        return real;
    }

    private void compare(List<String> learnt, List<String> real, String method, PluginRegistry plugins) {
        Table rows = plugins.generator(method)
                .fit(table(learnt), new FitContext(seed, Optional.empty(), Map.of(), Cancellation.NONE))
                .sample(SampleRequest.of(real.size(), seed));
        Realiser realiser = Realiser.forTraining(PromptSplit.of(List.of()));
        List<String> realised = new ArrayList<>();
        for (int r = 0; r < rows.rows(); r++) {
            realised.add(realiser.realise(rows.row(r), null, seed + r).prompt().text());
        }
        Map<String, List<String>> sets = new LinkedHashMap<>();
        sets.put("real", real);
        sets.put("real, the other half", learnt.subList(0, real.size()));
        sets.put("rows of " + method + ", realised", realised);
        sets.put(
                "starting corpus",
                StartingCorpus.generate(real.size(), seed).stream()
                        .map(Prompt::text)
                        .toList());
        sets(sets);
        steering(rows, realised);
    }

    private void sets(Map<String, List<String>> sets) {
        Map<String, List<List<String>>> words = new LinkedHashMap<>();
        sets.forEach((name, prompts) ->
                words.put(name, prompts.stream().map(PromptVariety::words).toList()));
        int same = words.values().stream().mapToInt(PromptVariety::count).min().orElseThrow();
        out.printf(
                "distinct-n on %d words of each set; areas under the ROC curve against \"real\" with 95 %% intervals%n",
                same);
        out.printf(
                "%-30s %7s %6s %6s %6s %8s  %-20s %-20s%n",
                "set", "prompts", "dist-1", "dist-2", "dist-3", "selfsim", "AUC by features", "AUC by words");
        double[][] realFeatures = features(sets.get("real"));
        double[][] realWords = bags(words.get("real"));
        sets.forEach((name, prompts) -> {
            List<List<String>> own = words.get(name);
            boolean itself = name.equals("real");
            out.printf(
                    Locale.ROOT,
                    "%-30s %7d %6.3f %6.3f %6.3f %8.3f  %-20s %-20s%n",
                    name,
                    prompts.size(),
                    PromptVariety.distinct(own, 1, same),
                    PromptVariety.distinct(own, 2, same),
                    PromptVariety.distinct(own, 3, same),
                    PromptVariety.selfSimilarity(own),
                    itself ? "-" : text(TellApart.auc(realFeatures, features(prompts), 0.01, seed)),
                    itself ? "-" : text(TellApart.auc(realWords, bags(own), 0.1, seed)));
        });
    }

    /** What of the rows came through. */
    private void steering(Table rows, List<String> texts) {
        Map<String, List<Double>> errors = new TreeMap<>();
        List<PromptFeatures> measured = texts.stream().map(PromptFeatures::of).toList();
        double sum = 0;
        for (int r = 0; r < rows.rows(); r++) {
            Map<String, Double> one = Realiser.errors(rows.row(r), measured.get(r));
            sum += one.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            one.forEach((feature, error) ->
                    errors.computeIfAbsent(feature, f -> new ArrayList<>()).add(error));
        }
        out.printf(
                Locale.ROOT,
                "%nwanted against measured, %d rows: mean distance %.3f standard deviations%n%-22s %8s %12s%n",
                rows.rows(),
                sum / rows.rows(),
                "feature",
                "distance",
                "correlation");
        errors.forEach((name, all) -> {
            PromptFeature feature = PromptFeature.valueOf(name.toUpperCase(Locale.ROOT));
            out.printf(
                    Locale.ROOT,
                    "%-22s %8.3f %12s%n",
                    name,
                    all.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    correlation(feature, rows, measured));
        });
        out.printf("%nnot steered%n");
        Realiser.notSteered()
                .forEach((feature, why) -> out.printf(
                        Locale.ROOT,
                        "%-22s %8s %12s  %s%n",
                        feature.featureName(),
                        "-",
                        correlation(feature, rows, measured),
                        why));
    }

    /** Rank correlation of wanted and measured; a dash for categories and where nothing varies. */
    private static String correlation(PromptFeature feature, Table rows, List<PromptFeatures> measured) {
        double[] wanted = new double[rows.rows()];
        double[] got = new double[rows.rows()];
        for (int r = 0; r < wanted.length; r++) {
            wanted[r] = rows.row(r)[feature.ordinal()];
            got[r] = measured.get(r).get(feature);
        }
        OptionalDouble correlation =
                feature.kind() == FeatureKind.CATEGORICAL ? OptionalDouble.empty() : Correlation.spearman(wanted, got);
        return correlation.isPresent() ? String.format(Locale.ROOT, "%.3f", correlation.getAsDouble()) : "-";
    }

    private static String text(Interval auc) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", auc.estimate(), auc.low(), auc.high());
    }

    /** Measured features, counts by their logarithm, categories as one column each. */
    private static double[][] features(List<String> prompts) {
        return prompts.stream()
                .map(text -> {
                    double[] encoded = PromptFeatures.of(text).encoded().clone();
                    for (int i = 0; i < encoded.length; i++) {
                        encoded[i] = encoded[i] > 1 ? 1 + Math.log(encoded[i]) : encoded[i];
                    }
                    return encoded;
                })
                .toArray(double[][]::new);
    }

    /** Whether a word of each hash is there. */
    private static double[][] bags(List<List<String>> prompts) {
        return prompts.stream()
                .map(words -> {
                    double[] bag = new double[BINS];
                    words.forEach(word -> bag[Math.floorMod(word.hashCode(), BINS)] = 1);
                    return bag;
                })
                .toArray(double[][]::new);
    }

    /** {@return the features of prompts, typed as in step 3} */
    static Table table(List<String> prompts) {
        return Table.ofRows(
                SCHEMA,
                prompts.stream().map(text -> PromptFeatures.of(text).values()).toList());
    }

    private static ColumnSchema column(PromptFeature feature) {
        String name = feature.featureName();
        return switch (feature.kind()) {
            case NUMERIC -> ColumnSchema.numeric(name, feature.min(), feature.max());
            case INTEGER -> ColumnSchema.integer(name, feature.min(), feature.max());
            case BOOLEAN -> ColumnSchema.bool(name);
            case CATEGORICAL -> ColumnSchema.categorical(name, feature.categories());
        };
    }
}
