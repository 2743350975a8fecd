package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import java.util.List;

/**
 * Something to write prompts about.
 *
 * @param id stable name; its hash gives the side it is reserved to
 * @param domain subject area
 * @param name noun phrase
 * @param goal verb phrase without "to"
 * @param problem clause
 * @param one first of two things to compare
 * @param other second of them
 * @param question without question mark
 * @param aspects at least two nouns
 * @param who noun phrase, somebody who would ask
 * @param columns names of data fields
 */
record Topic(
        String id,
        Domain domain,
        String name,
        String goal,
        String problem,
        String one,
        String other,
        String question,
        List<String> aspects,
        String who,
        List<String> columns) {

    /** {@return the side this topic is reserved to} */
    SplitSide side() {
        return SplitSide.ofKey(key());
    }

    /** {@return the key that the split goes by} */
    String key() {
        return CorpusMetadata.groupKey(CorpusMetadata.TOPIC, id);
    }
}
