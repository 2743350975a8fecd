package dev.apes.cli.report.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.cli.report.Json;
import dev.apes.cli.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What one method generated for one strategy over a session, and how good it was.
 *
 * @param method name of the generator
 * @param strategy why it generated
 * @param iterations how many used it
 * @param rows asked for in all of them
 * @param kept prompts that were realised, measured, labelled and kept
 * @param rejected dropped rows by reason
 * @param difficulty kept prompts by level
 * @param distance mean standardised distance between wanted and measured features, weighted by prompts kept; empty where none was kept
 */
record GenerationQuality(
        String method,
        String strategy,
        int iterations,
        long rows,
        long kept,
        Map<String, Long> rejected,
        Map<String, Long> difficulty,
        OptionalDouble distance) {

    /** In the order of first use. */
    static List<GenerationQuality> of(List<IterationRecord> all) {
        Map<List<String>, List<GenerationRecord>> groups = new LinkedHashMap<>();
        all.stream()
                .filter(i -> i.generation().rowsRequested() > 0)
                .forEach(i -> groups.computeIfAbsent(
                                List.of(i.generation().method(), i.strategy()), key -> new ArrayList<>())
                        .add(i.generation()));
        List<GenerationQuality> found = new ArrayList<>();
        groups.forEach((key, records) -> {
            Map<String, Long> rejected = new LinkedHashMap<>();
            Map<String, Long> difficulty = new LinkedHashMap<>();
            long rows = 0;
            long kept = 0;
            double distance = 0;
            for (GenerationRecord one : records) {
                rows += one.rowsRequested();
                kept += one.promptsAccepted();
                distance += one.featureDistance() * one.promptsAccepted();
                one.rejected().forEach((reason, n) -> rejected.merge(reason, n.longValue(), Long::sum));
                one.difficulty().forEach((level, n) -> difficulty.merge(level, n.longValue(), Long::sum));
            }
            found.add(new GenerationQuality(
                    key.get(0),
                    key.get(1),
                    records.size(),
                    rows,
                    kept,
                    rejected,
                    difficulty,
                    kept == 0 ? OptionalDouble.empty() : OptionalDouble.of(distance / kept)));
        });
        return found;
    }

    static void write(List<IterationRecord> iterations, Page.Draft page) {
        page.heading("Generated data (trained on only)");
        List<GenerationQuality> all = of(iterations);
        if (all.isEmpty()) {
            page.text("None.");
            return;
        }
        page.text(
                        "Distance: how far the texts are from the rows asked for, in standard deviations of a feature; 0 is exactly as"
                                + " asked for.")
                .add(new Block.Grid(
                        List.of(
                                "method",
                                "strategy",
                                "dropped because",
                                "difficulty of the kept",
                                "iterations",
                                "rows asked for",
                                "prompts kept",
                                "share",
                                "distance"),
                        all.stream().map(GenerationQuality::row).toList(),
                        4));
    }

    private List<String> row() {
        return List.of(
                method,
                strategy,
                told(rejected),
                told(difficulty),
                String.valueOf(iterations),
                String.format(Locale.ROOT, "%,d", rows),
                String.format(Locale.ROOT, "%,d", kept),
                Numbers.percent((double) kept / rows),
                distance.isPresent() ? String.format(Locale.ROOT, "%.2f", distance.getAsDouble()) : "-");
    }

    private static String told(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    ObjectNode node() {
        ObjectNode node = Json.object()
                .put("method", method)
                .put("strategy", strategy)
                .put("iterations", iterations)
                .put("rowsRequested", rows)
                .put("promptsAccepted", kept);
        node.set("rejected", Json.counts(rejected));
        node.set("difficulty", Json.counts(difficulty));
        distance.ifPresentOrElse(d -> node.put("featureDistance", d), () -> node.putNull("featureDistance"));
        return node;
    }
}
