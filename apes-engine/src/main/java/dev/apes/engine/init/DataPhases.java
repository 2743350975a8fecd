package dev.apes.engine.init;

import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.corpus.DataFingerprint;
import dev.apes.engine.corpus.Difficulty;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.workflow.EngineParts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the phases have to do with the prompts. */
final class DataPhases {
    private static final int FEWEST_PROMPTS = 100;
    private static final int FEWEST_DOMAINS = 3;
    /** A domain with a larger share than this decides alone what training finds. */
    private static final double LOPSIDED = 0.7;
    /** A level of difficulty below this share says little about itself. */
    private static final double THIN = 0.05;
    /** Heap that a prompt takes with its features, analyses and scores, and each of its characters in texts and versions. */
    private static final long BYTES_PER_PROMPT = 12 << 10;

    private static final long BYTES_PER_CHARACTER = 10;

    private final EngineParts parts;
    private final TrainingRequest request;

    DataPhases(EngineParts parts, TrainingRequest request) {
        this.parts = parts;
        this.request = request;
    }

    Outcome assess(List<String> findings) {
        List<Prompt> prompts = request.prompts();
        if (prompts.isEmpty()) {
            findings.add("no prompts are given");
            return Outcome.OK;
        }
        Set<String> distinct = new HashSet<>();
        Map<String, Integer> domains = new TreeMap<>();
        Map<Difficulty, Integer> levels = new EnumMap<>(Difficulty.class);
        for (Prompt prompt : prompts) {
            if (distinct.add(DataFingerprint.ofPrompt(prompt))) {
                PromptFeatures features = PromptFeatures.of(prompt.text());
                domains.merge(features.domain().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
                levels.merge(Difficulty.of(features), 1, Integer::sum);
            }
        }
        int n = distinct.size();
        findings.add(n + " prompts in " + domains.size() + " domains, " + (prompts.size() - n) + " exact duplicates");
        List<String> shares = new ArrayList<>();
        levels.forEach((level, count) -> shares.add(level.name().toLowerCase(Locale.ROOT) + " " + percent(count, n)));
        findings.add("difficulty: " + String.join(", ", shares));
        List<String> doubts = doubts(n, domains, levels);
        findings.addAll(doubts);
        return doubts.isEmpty() ? Outcome.OK : Outcome.WARNING;
    }

    private static List<String> doubts(int n, Map<String, Integer> domains, Map<Difficulty, Integer> levels) {
        List<String> doubts = new ArrayList<>();
        if (n < FEWEST_PROMPTS) {
            doubts.add("there are only " + n + " prompts; below " + FEWEST_PROMPTS
                    + " hardly any improvement can be proven");
        }
        if (domains.size() < FEWEST_DOMAINS) {
            doubts.add("they are of " + domains.keySet() + " alone; what is learnt may not hold for other domains");
        } else {
            domains.forEach((domain, count) -> {
                if (count > LOPSIDED * n) {
                    doubts.add(percent(count, n) + " of them are of the domain " + domain
                            + "; what is learnt is mostly about it");
                }
            });
        }
        for (Difficulty level : Difficulty.values()) {
            if (n >= FEWEST_PROMPTS && levels.getOrDefault(level, 0) < THIN * n) {
                doubts.add("few are " + level.name().toLowerCase(Locale.ROOT) + " (" + levels.getOrDefault(level, 0)
                        + " of " + n + "); little can be said about such prompts");
            }
        }
        return doubts;
    }

    private static String percent(int count, int n) {
        return Math.round(100.0 * count / Math.max(1, n)) + " %";
    }

    Outcome plan(List<String> findings) {
        if (request.prompts().isEmpty()) {
            findings.add("generate a starting corpus of " + request.search().corpusSize() + " prompts");
            return Outcome.OK;
        }
        long characters = request.prompts().stream()
                .mapToLong(p -> p.text().length() + p.context().map(String::length).orElse(0))
                .sum();
        long need = BYTES_PER_PROMPT * request.prompts().size() + BYTES_PER_CHARACTER * characters;
        long heap = Runtime.getRuntime().maxMemory();
        if (need > heap) {
            findings.add(request.prompts().size() + " prompts of " + characters + " characters may need about "
                    + (need >> 20) + " MiB of heap, but there are " + (heap >> 20)
                    + "; give fewer, or a larger heap (APES_JAVA_OPTS=-Xmx…)");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }

    void execute(List<String> findings) {
        if (request.prompts().isEmpty() && parts.prompts().remembered(request).isEmpty()) {
            parts.prompts().of(request, parts.store());
            findings.add("generated " + request.search().corpusSize() + " prompts from seed " + request.seed());
        }
    }

    Outcome verify(List<String> findings) {
        PromptSplit split = parts.prompts().of(request, parts.store()).split();
        findings.add(split.training().size() + " training, " + split.validation().size() + " validation and "
                + split.holdout().size() + " holdout prompts; " + split.setAside().size()
                + " set aside, for they resemble prompts of another side");
        boolean usable = !split.training().isEmpty()
                && !split.validation().isEmpty()
                && !split.holdout().isEmpty();
        if (!usable) {
            findings.add("each side needs at least one prompt; give more prompts that differ from one another");
        }
        return usable ? Outcome.OK : Outcome.BLOCKED;
    }
}
