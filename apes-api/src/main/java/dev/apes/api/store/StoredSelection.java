package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import java.util.Objects;

/**
 * A selection of rules that was promoted: a model by which rules are left out where they are not expected to help.
 *
 * @param id its promotion; the rule id is {@value #RULE_ID}
 * @param format version of the layout of the bytes, at least 1
 * @param model the model as the engine wrote it, not empty; not copied, not to be changed
 */
public record StoredSelection(PromotionId id, int format, byte[] model) {
    /** Under this name selections are promoted, tested and rolled back. */
    public static final String RULE_ID = "rule_selection";

    /** Validates. */
    public StoredSelection {
        Objects.requireNonNull(id, "id");
        if (!id.ruleId().equals(RULE_ID)) {
            throw new IllegalArgumentException("a selection is promoted as " + RULE_ID + ", not as " + id.ruleId());
        }
        Checks.atLeast(format, 1, "format of a selection");
        if (model.length == 0) {
            throw new IllegalArgumentException("a selection must have a model");
        }
    }
}
