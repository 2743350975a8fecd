package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.util.Map;

/**
 * What a text should be like. Counts are wishes: the composer meets them as far as its wordings allow.
 *
 * @param task kind of work
 * @param domain subject area
 * @param words words of the request, material not counted; 0 for as many as the parts have
 * @param details sentences to add, by symbol of the grammar, e.g. {@code c-length}
 * @param materialWords words of pasted material; 0 for none
 * @param code whether the material is code, whatever the family asks for
 * @param list whether details stand in a list
 * @param paragraphs into how many paragraphs the prose falls, at least 1
 * @param style how carefully it is typed
 */
record PromptPlan(
        TaskType task,
        Domain domain,
        int words,
        Map<String, Integer> details,
        int materialWords,
        boolean code,
        boolean list,
        int paragraphs,
        Style style) {

    /**
     * How carefully somebody types.
     *
     * @param lower all in lower case
     * @param unpunctuated no full stop at the end
     * @param runOn sentences joined by commas
     * @param slips how many slips of the finger
     * @param greeting starts with a greeting or filler
     * @param thanks ends with thanks
     */
    record Style(boolean lower, boolean unpunctuated, boolean runOn, int slips, boolean greeting, boolean thanks) {
        /** Careful typing. */
        static final Style CAREFUL = new Style(false, false, false, 0, false, false);
    }
}
