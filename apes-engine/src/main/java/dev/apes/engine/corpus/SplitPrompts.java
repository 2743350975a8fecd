package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prompts of a session and where they went.
 *
 * @param name what the data set is called in the store, and what tells it from another
 * @param prompts all of them, duplicates included, in the order given
 * @param split their sides
 */
public record SplitPrompts(DataName name, List<Prompt> prompts, PromptSplit split) {
    /**
     * The data set as it is stored. A generated corpus is stored without members: its prompts come again from its seed, and their
     * sides from their families.
     *
     * @return it, with every distinct prompt in the order given
     */
    public DataSet toDataSet() {
        Map<Prompt, DataSide> sides = new IdentityHashMap<>();
        split.training().forEach(p -> sides.put(p, DataSide.TRAINING));
        split.validation().forEach(p -> sides.put(p, DataSide.VALIDATION));
        split.holdout().forEach(p -> sides.put(p, DataSide.HOLDOUT));
        split.setAside().forEach(p -> sides.put(p, DataSide.SET_ASIDE));
        List<DataSet.Member> members = new ArrayList<>();
        for (Prompt prompt : name.generated() ? List.<Prompt>of() : prompts) {
            DataSide side = sides.remove(prompt);
            if (side != null) {
                members.add(new DataSet.Member(DataFingerprint.ofPrompt(prompt), prompt, side));
            }
        }
        return new DataSet(name.key(), name.generated() ? name.digest() : "", split.summary(name.source()), members);
    }
}
