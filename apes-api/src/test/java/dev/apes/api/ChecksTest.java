package dev.apes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChecksTest {
    @Test
    void messagesNameFieldValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.inRange(1.5, 0, 1, "share"))
                .withMessage("share must be in [0.0, 1.0] but is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.inRange(Double.NaN, 0, 1, "share"))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.atLeast(0, 1, "rows"))
                .withMessage("rows must be at least 1 but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.finite(Double.POSITIVE_INFINITY, "score"))
                .withMessageContaining("score")
                .withMessageContaining("Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.notBlank(" \n", "name"))
                .withMessage("name must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.notBlank(null, "name"))
                .withMessage("name must not be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.notEmpty(List.of(), "edits"))
                .withMessageContaining("edits");
    }

    @Property
    void whatLiesInRangeIsGivenBack(@ForAll double value) {
        if (value >= -1e9 && value <= 1e9) {
            assertThat(Checks.inRange(value, -1e9, 1e9, "v")).isEqualTo(value);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Checks.inRange(value, -1e9, 1e9, "v"));
        }
    }

    @Property(tries = 100)
    void anOrderedCopyKeepsTheOrderAndIsNoView(@ForAll List<String> keys) {
        Map<String, Integer> source = new LinkedHashMap<>();
        keys.forEach(k -> source.put(k, source.size()));
        List<String> order = List.copyOf(source.keySet());
        Map<String, Integer> copy = Checks.orderedCopy(source);
        source.clear();

        assertThat(copy.keySet()).containsExactlyElementsOf(order);
        assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anOrderedCopyRefusesNull() {
        Map<String, Integer> source = new LinkedHashMap<>();
        source.put("k", null);
        assertThatNullPointerException()
                .isThrownBy(() -> Checks.orderedCopy(source))
                .withMessageContaining("value of k");
    }
}
