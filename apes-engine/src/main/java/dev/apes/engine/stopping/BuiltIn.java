package dev.apes.engine.stopping;

import dev.apes.api.stopping.StoppingCriterion;
import java.util.Map;

/** What the criteria of this package have in common; each is a record whose components are its options. */
interface BuiltIn extends StoppingCriterion {
    /** {@return how many iterations a history must have before this criterion can stop, at least 1} */
    int minimumHistory();

    /** {@return whether it reads scores, so that improvements alone do not suffice} */
    default boolean readsScores() {
        return false;
    }

    @Override
    default StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
