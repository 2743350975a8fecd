package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;

/**
 * A part of a prompt that the user wrote, taken apart once for all steps that reword it.
 *
 * @param text its tokens and sentences
 * @param grammar its function words and verbs
 * @param material the part of it that is worked on
 */
record OwnWords(PromptText text, LexiconMatches grammar, Material material) {
    static OwnWords of(String source) {
        return of(Readings.text(source));
    }

    static OwnWords of(PromptText text) {
        return new OwnWords(text, WordLists.GRAMMAR.match(text), GivenMaterial.of(text));
    }

    /** {@return the text itself} */
    String source() {
        return text.text();
    }

    /** {@return the same part with another text; this one if the text is the same} */
    OwnWords with(String source) {
        return source.equals(source()) ? this : of(source);
    }
}
