package dev.apes.engine.init;

import dev.apes.api.Prompt;
import dev.apes.engine.corpus.Difficulty;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.SplitPrompts;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Looks at amount, spread, duplicates and balance of prompts and says what is thin. */
final class DataAssessment {
    static final int FEWEST_PROMPTS = 100;
    private static final int FEWEST_DOMAINS = 3;
    /** A domain or level with less than this share of the prompts is thin, one with more than the other dominates. */
    private static final double THIN = 0.05;

    private static final double DOMINANT = 0.6;
    /** Measuring the features of many more would take longer than a start should; a sample shows the same. */
    private static final int MEASURED = 2_000;

    private DataAssessment() {}

    static void assess(SplitPrompts prompts, PhaseLog log) {
        PromptSplit split = prompts.split();
        int given = prompts.prompts().size();
        int distinct = given - split.duplicates().size();
        log.note(given + " prompts, " + split.duplicates().size() + " of them exact duplicates, "
                + split.setAside().size() + " too close to another side to be used");
        if (distinct < FEWEST_PROMPTS) {
            log.warn(distinct + " distinct prompts are fewer than " + FEWEST_PROMPTS
                    + ": hardly any improvement can be proven");
        }
        if (split.duplicates().size() > given / 4) {
            log.warn("more than a quarter of the prompts are duplicates");
        }
        if (split.setAside().size() > distinct / 4) {
            log.warn("more than a quarter of the prompts resemble one another too much to be used");
        }
        if (split.oversizeGroups() > 0) {
            log.warn("one kind of prompt makes up more than a fifth of all; it is used for training only");
        }
        spread(prompts.prompts(), log);
    }

    private static void spread(List<Prompt> prompts, PhaseLog log) {
        Map<String, Integer> domains = new TreeMap<>();
        Map<Difficulty, Integer> levels = new EnumMap<>(Difficulty.class);
        int measured = Math.min(MEASURED, prompts.size());
        for (int k = 0; k < measured; k++) {
            Prompt prompt = prompts.get((int) ((long) k * prompts.size() / measured));
            PromptFeatures features = PromptFeatures.of(prompt.text());
            domains.merge(features.domain().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            levels.merge(Difficulty.of(features), 1, Integer::sum);
        }
        List<String> shares = new ArrayList<>();
        for (Difficulty level : Difficulty.values()) {
            shares.add(String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    level.name().toLowerCase(Locale.ROOT),
                    100.0 * levels.getOrDefault(level, 0) / measured));
        }
        log.note(domains.size() + " domains: " + String.join(", ", domains.keySet()));
        log.note("difficulty: " + String.join(", ", shares));
        if (domains.size() < FEWEST_DOMAINS) {
            log.warn("fewer than " + FEWEST_DOMAINS + " domains: what is learnt may hold for these alone");
        }
        domains.forEach((domain, count) -> {
            if (domains.size() > 1 && count > DOMINANT * measured) {
                log.warn(String.format(
                        Locale.ROOT, "%.0f %% of the prompts are of domain %s", 100.0 * count / measured, domain));
            }
        });
        List<String> thin = new ArrayList<>();
        for (Difficulty level : Difficulty.values()) {
            if (levels.getOrDefault(level, 0) < THIN * measured) {
                thin.add(level.name().toLowerCase(Locale.ROOT));
            }
        }
        if (!thin.isEmpty()) {
            log.note("thin: prompts that are " + String.join(" or ", thin) + " make up less than 5 % each");
        }
    }
}
