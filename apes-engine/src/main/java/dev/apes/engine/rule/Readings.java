package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.RecentResults;

/**
 * The analyses of the texts read last. A training applies six rules to the same prompts under hundreds of settings, and what a rule
 * reads out of a text does not depend on the setting. Thread-safe; bounded.
 */
final class Readings {
    /** Characters per generation: some two thousand prompts of usual length, and at most a few dozen megabytes. */
    private static final long ROOM = 600_000;

    private static final RecentResults<String, Layout> LAYOUTS = RecentResults.ofTexts(Layout::new, ROOM);
    private static final RecentResults<String, Reading> READINGS =
            RecentResults.ofTexts(text -> new Reading(text(text)), ROOM);

    private Readings() {}

    static Layout layout(String text) {
        return LAYOUTS.get(text);
    }

    static PromptText text(String text) {
        return PromptText.recent(text);
    }

    static Reading of(PromptText text) {
        return READINGS.get(text.text());
    }
}
