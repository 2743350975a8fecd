package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.generation.Table;
import dev.apes.engine.corpus.CorpusMetadata;
import dev.apes.engine.corpus.Difficulty;
import dev.apes.engine.corpus.DifficultyLevels;
import dev.apes.engine.corpus.GeneratedPromptFilter;
import dev.apes.engine.corpus.Realised;
import dev.apes.engine.corpus.Realiser;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.FeatureKind;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Texts for rows, in a wanted mix of difficulties. Rows are given levels in the order of their complexity. Where a text misses its
 * level, the row takes its size and details from a training prompt of that level and keeps its task and domain, and is tried again.
 */
final class RealisedRows {
    /** Training prompts that levels and sizes are taken from; they come in a random order. */
    private static final int LOOKED_AT = 2_000;
    /** The first try costs most; a row of a real prompt's size is met at once. */
    private static final int ROUNDS = 2;

    private static final int ROWS_AT_ONCE = 8;

    private final SessionScope scope;
    private final DifficultyLevels levels;
    private final List<List<double[]>> donors = new ArrayList<>();

    /** What came of the rows: the prompts kept, why others were not, and their mean distance to the rows, also by feature. */
    record Outcome(
            List<Prompt> kept,
            int[] levels,
            Map<String, Integer> rejected,
            double distance,
            Map<String, Double> distances) {}

    RealisedRows(SessionScope scope) {
        this.scope = scope;
        List<PromptFeatures> measured = scope.training().prompts().stream()
                .limit(LOOKED_AT)
                .map(p -> PromptFeatures.of(p.text()))
                .toList();
        levels = DifficultyLevels.of(
                measured.stream().mapToDouble(Difficulty::score).toArray());
        for (int i = 0; i < Difficulty.values().length; i++) {
            donors.add(new ArrayList<>());
        }
        measured.forEach(m -> donors.get(levels.of(m).ordinal()).add(m.values()));
    }

    DifficultyLevels levels() {
        return levels;
    }

    Outcome realise(Table table, int[] mix, int iteration, RandomStreams streams) {
        GeneratedPromptFilter filter =
                new GeneratedPromptFilter(scope.data().leaks(), GeneratedPromptFilter.Limits.DEFAULT);
        Difficulty[] wanted = wanted(table, mix);
        List<Prompt> kept = new ArrayList<>();
        int[] got = new int[mix.length];
        Map<String, Integer> rejected = new LinkedHashMap<>();
        double distance = 0;
        Map<String, double[]> sums = new LinkedHashMap<>();
        Realised[] texts = new Realised[table.rows()];
        scope.workers().forChunks(texts.length, ROWS_AT_ONCE, scope.steps().cancellation(), (from, to) -> {
            for (int r = from; r < to; r++) {
                texts[r] = realise(table.row(r), wanted[r], streams, r);
            }
        });
        for (int r = 0; r < texts.length; r++) {
            Prompt prompt = texts[r].prompt();
            Optional<GeneratedPromptFilter.Refusal> refusal = filter.offer(prompt.text());
            if (refusal.isPresent()) {
                rejected.merge(refusal.get().flaw().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
                continue;
            }
            kept.add(new Prompt(
                    "generated-" + iteration + "-" + r,
                    prompt.text(),
                    prompt.category(),
                    prompt.context(),
                    prompt.examples(),
                    prompt.reference(),
                    prompt.metadata()));
            got[level(texts[r]).ordinal()]++;
            // from the row that the generator gave, though the text may have been written to another of its level
            Map<String, Double> errors = Realiser.errors(table.row(r), PromptFeatures.of(prompt.text()));
            errors.forEach((feature, error) -> add(sums, feature, error));
            distance += errors.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
        }
        Map<String, Double> distances = new LinkedHashMap<>();
        sums.forEach((feature, sum) -> distances.put(feature, sum[0] / sum[1]));
        return new Outcome(kept, got, rejected, kept.isEmpty() ? 0 : distance / kept.size(), distances);
    }

    private static void add(Map<String, double[]> sums, String feature, double error) {
        double[] sum = sums.computeIfAbsent(feature, f -> new double[2]);
        sum[0] += error;
        sum[1]++;
    }

    private static Difficulty level(Realised realised) {
        return Difficulty.valueOf(realised.prompt().metadata().get(CorpusMetadata.DIFFICULTY));
    }

    private Realised realise(double[] row, Difficulty wanted, RandomStreams streams, int index) {
        Realised first = scope.data().realiser().realise(row, wanted, levels, ROUNDS, streams.seed("text", index));
        List<double[]> sizes = donors.get(wanted.ordinal());
        if (level(first) == wanted || sizes.isEmpty()) {
            return first;
        }
        RandomGenerator random = streams.stream("donor " + index);
        double[] resized = sizes.get(random.nextInt(sizes.size())).clone();
        for (PromptFeature feature : PromptFeatures.schema()) {
            if (feature.kind() == FeatureKind.CATEGORICAL) {
                resized[feature.ordinal()] = row[feature.ordinal()];
            }
        }
        Realised second =
                scope.data().realiser().realise(resized, wanted, levels, 1, streams.seed("second text", index));
        return missed(second, wanted) < missed(first, wanted) ? second : first;
    }

    private static int missed(Realised realised, Difficulty wanted) {
        return Math.abs(level(realised).ordinal() - wanted.ordinal());
    }

    /** The least complex rows are to become the easy prompts. */
    private static Difficulty[] wanted(Table table, int[] mix) {
        List<Integer> order = IntStream.range(0, table.rows())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer r) -> table.row(r)[PromptFeature.COMPLEXITY.ordinal()])
                        .thenComparing(r -> r))
                .toList();
        Difficulty[] wanted = new Difficulty[table.rows()];
        int at = 0;
        for (int level = 0; level < mix.length; level++) {
            for (int k = 0; k < mix[level]; k++) {
                wanted[order.get(at++)] = Difficulty.values()[level];
            }
        }
        return wanted;
    }
}
