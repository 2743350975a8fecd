package dev.apes.api;

import dev.apes.api.rule.Edit;
import java.util.List;
import java.util.Objects;

/**
 * A prompt before and after enhancement, with what was done and what was not.
 *
 * @param original the prompt as it was
 * @param text the enhanced text; the original's if nothing applied
 * @param applied the rules that changed it, in the order of application
 * @param leftOut the rules that did not, with the reason, in priority order
 */
public record EnhancedPrompt(Prompt original, String text, List<Applied> applied, List<LeftOut> leftOut) {
    /** Validates and copies. */
    public EnhancedPrompt {
        Objects.requireNonNull(original, "original");
        Checks.notBlank(text, "text");
        applied = List.copyOf(applied);
        leftOut = List.copyOf(leftOut);
    }

    /** {@return whether any rule changed the text} */
    public boolean changed() {
        return !text.equals(original.text());
    }

    /**
     * A rule that changed the text.
     *
     * @param ruleId the rule
     * @param edits what it did and why
     */
    public record Applied(String ruleId, List<Edit> edits) {
        /** Validates and copies. */
        public Applied {
            Checks.notBlank(ruleId, "rule id");
            edits = List.copyOf(edits);
        }
    }

    /**
     * A rule that was left out.
     *
     * @param ruleId the rule
     * @param reason why
     */
    public record LeftOut(String ruleId, String reason) {
        /** Validates. */
        public LeftOut {
            Checks.notBlank(ruleId, "rule id");
            Checks.notBlank(reason, "reason");
        }
    }
}
