package dev.apes.api.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParameterSpaceTest {
    private static final ParameterSpace SPACE = ParameterSpace.of(
            ParameterDefinition.integer("count", 3, 1, 5, "how many"),
            ParameterDefinition.real("share", 0.5, 0, 1, "how much"),
            ParameterDefinition.flag("strict", true, "whether"),
            ParameterDefinition.choice("place", "end", List.of("start", "end"), "where"));

    @Test
    void defaultsAreValidAndInOrder() {
        ParameterValues defaults = SPACE.defaults();

        assertThat(SPACE.validate(defaults)).isEqualTo(defaults);
        assertThat(defaults.asMap().keySet()).containsExactly("count", "share", "strict", "place");
        assertThat(defaults.integer("count")).isEqualTo(3);
        assertThat(defaults.real("share")).isEqualTo(0.5);
        assertThat(defaults.flag("strict")).isTrue();
        assertThat(defaults.choice("place")).isEqualTo("end");
    }

    @Property
    void validationPutsValuesInTheOrderOfTheSpace(@ForAll Random random) {
        List<Map.Entry<String, Object>> entries =
                new ArrayList<>(SPACE.defaults().asMap().entrySet());
        Collections.shuffle(entries, random);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        entries.forEach(e -> shuffled.put(e.getKey(), e.getValue()));

        assertThat(SPACE.validate(new ParameterValues(shuffled)).asMap().keySet())
                .containsExactly("count", "share", "strict", "place");
    }

    @Test
    void namesWhatIsMissingUnknownOrOutside() {
        refuses(SPACE.defaults().with("count", 6), "'count'", "from 1 to 5", "6");
        refuses(SPACE.defaults().with("count", 3.0), "'count'", "3.0");
        refuses(SPACE.defaults().with("share", 1), "'share'", "from 0.0 to 1.0");
        refuses(SPACE.defaults().with("place", "middle"), "'place'", "start, end", "middle");
        refuses(SPACE.defaults().with("strict", "true"), "'strict'", "true or false");
        refuses(SPACE.defaults().with("extra", 1), "'extra'", "count", "place");
        refuses(new ParameterValues(Map.of("count", 3)), "'share'", "null");
    }

    @Property
    void aRangeAcceptsExactlyWhatLiesInside(@ForAll int value, @ForAll double real) {
        ParameterConstraint whole = new ParameterConstraint.IntegerRange(-10, 1_000_000);
        ParameterConstraint share = new ParameterConstraint.RealRange(-1.5, 1e6);

        assertThat(whole.accepts(value)).isEqualTo(value >= -10 && value <= 1_000_000);
        assertThat(share.accepts(real)).isEqualTo(real >= -1.5 && real <= 1e6);
        assertThat(whole.accepts((double) value)).isFalse();
        assertThat(share.accepts(value)).isFalse();
        assertThat(whole.accepts(null)).isFalse();
    }

    @Test
    void constraintsMustMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterConstraint.IntegerRange(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterConstraint.RealRange(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterConstraint.RealRange(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterConstraint.Choice(List.of("one")));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterConstraint.Choice(List.of("a", "a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterDefinition.integer("n", 9, 1, 5, ""))
                .withMessageContaining("default of parameter 'n'")
                .withMessageContaining("9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterSpace.of(
                        ParameterDefinition.flag("f", true, ""), ParameterDefinition.flag("f", false, "")))
                .withMessageContaining("twice");
    }

    @Test
    void valuesAreOfFourKindsAndAskedForByKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterValues(Map.of("v", 1L)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterValues(Map.of("v", Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.defaults().integer("share"))
                .withMessageContaining("'share'")
                .withMessageContaining("Integer");
        assertThatIllegalArgumentException().isThrownBy(() -> SPACE.defaults().flag("absent"));
    }

    @Test
    void settingAValueLeavesTheOriginal() {
        ParameterValues before = SPACE.defaults();
        ParameterValues after = before.with("count", 1);

        assertThat(before.integer("count")).isEqualTo(3);
        assertThat(after.integer("count")).isEqualTo(1);
        assertThat(after.asMap().keySet())
                .containsExactlyElementsOf(before.asMap().keySet());
    }

    @Test
    void definitionsAndOutcomesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleDefinition("r".repeat(51), "n", "c", "d", 1, "1", SPACE))
                .withMessageContaining("50");
        assertThatIllegalArgumentException().isThrownBy(() -> new RuleDefinition("r", "n", "c", "d", 0, "1", SPACE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RuleOutcome.Changed("text", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleOutcome.Changed(" ", List.of(new Edit(Edit.Kind.ADD, "", "x", "because"))));
        assertThatIllegalArgumentException().isThrownBy(() -> new RuleOutcome.NotApplicable(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Edit(Edit.Kind.ADD, "", "x", ""));
    }

    private static void refuses(ParameterValues values, String... named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.validate(values))
                .satisfies(e -> assertThat(e.getMessage()).contains(named));
    }
}
