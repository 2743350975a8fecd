package dev.apes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PromptTest {
    @Property
    void takesAnyTextThatIsNotBlankAndHasNoNul(@ForAll String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            assertThatIllegalArgumentException().isThrownBy(() -> Prompt.of("p", text));
        } else {
            assertThat(Prompt.of("p", text).text()).isEqualTo(text);
        }
    }

    @Test
    void takesUnpairedSurrogates() {
        assertThat(Prompt.of("p", "a\uD83D").text()).hasSize(2);
    }

    @Test
    void saysWhereANulIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prompt.of("p-7", "ab\0c"))
                .withMessageContaining("p-7")
                .withMessageContaining("offset 2");
    }

    @Test
    void anotherTextKeepsEverythingElse() {
        Prompt prompt = new Prompt(
                "p",
                "old",
                Optional.of("category"),
                Optional.of("context"),
                List.of(new Prompt.Example("in", "out")),
                Optional.of("reference"),
                Map.of("k", "v"));
        Prompt changed = prompt.withText("new");

        assertThat(changed).usingRecursiveComparison().ignoringFields("text").isEqualTo(prompt);
        assertThat(changed.text()).isEqualTo("new");
        assertThat(prompt.withText("old")).isSameAs(prompt);
    }

    @Test
    void holdsCopies() {
        List<Prompt.Example> examples = new ArrayList<>(List.of(new Prompt.Example("in", "out")));
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("k", "v"));
        Prompt prompt =
                new Prompt("p", "text", Optional.empty(), Optional.empty(), examples, Optional.empty(), metadata);
        examples.clear();
        metadata.clear();

        assertThat(prompt.examples()).hasSize(1);
        assertThat(prompt.metadata()).containsEntry("k", "v");
    }

    @Test
    void refusesBlankParts() {
        assertThatIllegalArgumentException().isThrownBy(() -> Prompt.of(" ", "text"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prompt.Example("in", ""));
    }
}
