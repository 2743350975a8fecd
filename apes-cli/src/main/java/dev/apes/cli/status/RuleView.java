package dev.apes.cli.status;

import dev.apes.persistence.query.RuleCheck;
import dev.apes.persistence.query.RuleRow;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A rule in use.
 *
 * @param row as it is stored
 * @param check what it was at first, and whether it is as it should be
 */
public record RuleView(RuleRow row, RuleCheck check) {
    /** {@return its parameters that are not what they were at first, by name} */
    public Map<String, Object> changed() {
        Map<String, Object> changed = new TreeMap<>(row.parameters());
        changed.entrySet().removeIf(e -> same(e.getValue(), check.defaults().get(e.getKey())));
        return changed;
    }

    /** In JSON, 3 and 3.0 are the same number. */
    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }
}
