package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.DataSummary;
import dev.apes.api.Prompt;
import java.util.List;
import java.util.Objects;

/**
 * The prompts of a session with the side each is on.
 *
 * @param key fingerprint of the data set, as in {@link SessionRecord#dataKey()}
 * @param corpusSeed seed and size of the generated corpus as text, e.g. {@code seed=42,size=2000}; blank for given prompts, which
 *     alone are stored as members
 * @param summary where every prompt went
 * @param members the distinct prompts, in the order given
 */
public record DataSet(String key, String corpusSeed, DataSummary summary, List<Member> members) {
    /** Validates and copies. */
    public DataSet {
        Checks.notBlank(key, "key of a data set");
        Objects.requireNonNull(corpusSeed, "corpusSeed");
        Objects.requireNonNull(summary, "summary");
        members = List.copyOf(members);
    }

    /**
     * A prompt of the data set.
     *
     * @param fingerprint of its text and context: 64 hexadecimal digits
     * @param prompt the prompt
     * @param side what it may be used for
     */
    public record Member(String fingerprint, Prompt prompt, DataSide side) {
        /** Validates. */
        public Member {
            Checks.notBlank(fingerprint, "fingerprint");
            Objects.requireNonNull(prompt, "prompt");
            Objects.requireNonNull(side, "side");
        }
    }
}
