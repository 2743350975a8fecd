package dev.apes.engine.corpus;

import dev.apes.engine.text.TaskType;

/**
 * A way to ask for one kind of work: one wording of the grammar.
 *
 * @param id stable name; its hash gives the side it is reserved to
 * @param task the kind of work
 * @param brief whether it is meant to stay short
 * @param material the kind of pasted material it needs, or an empty string
 * @param name the block of the grammar it belongs to
 * @param wording how it asks
 */
record Family(String id, TaskType task, boolean brief, String material, String name, Template wording) {
    /** {@return the side this family is reserved to} */
    SplitSide side() {
        return SplitSide.ofKey(key());
    }

    /** {@return the key that the split goes by} */
    String key() {
        return CorpusMetadata.groupKey(CorpusMetadata.FAMILY, id);
    }
}
