package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.List;

/** What a rule did to a prompt: changed it, or said why it does not apply. */
public sealed interface RuleOutcome {

    /**
     * The text was changed.
     *
     * @param text the new text, not blank and different from the old one
     * @param edits what was changed, at least one
     */
    record Changed(String text, List<Edit> edits) implements RuleOutcome {
        /** Validates and copies. */
        public Changed {
            Checks.notBlank(text, "changed text");
            edits = List.copyOf(Checks.notEmpty(edits, "edits"));
        }
    }

    /**
     * The text stays as it is and the gain is 0.
     *
     * @param reason why, in terms of this prompt
     */
    record NotApplicable(String reason) implements RuleOutcome {
        /** Validates. */
        public NotApplicable {
            Checks.notBlank(reason, "reason");
        }
    }
}
