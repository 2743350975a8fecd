package dev.apes.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LexiconTest {
    private final Lexicon lexicon = Lexicon.load(LexiconTest.class, "lexicon-test.txt");

    @Test
    void formsOfVerbsAndNouns() {
        long verb = lexicon.mask("verb");
        assertThat(new String[] {
                    "bake", "bakes", "baked", "baking", "plan", "planned", "planning", "try", "tries", "tried", "TRYING"
                })
                .allSatisfy(word -> assertThat(lexicon.word(word)).isEqualTo(verb));
        assertThat(lexicon.word("cities")).isEqualTo(lexicon.mask("noun"));
        assertThat(lexicon.word("boxes")).isEqualTo(lexicon.mask("noun"));
        assertThat(lexicon.word("unknown")).isZero();
    }

    @Test
    void phrasesMatchAcrossHyphensButNotAcrossPunctuation() {
        long phrase = lexicon.mask("phrase");
        assertThat(lexicon.match(PromptText.of("Go step-by-step now")).mask(1)).isEqualTo(phrase);
        assertThat(lexicon.match(PromptText.of("Go step by step now")).length(1))
                .isEqualTo(3);
        assertThat(lexicon.match(PromptText.of("Go step by, step now")).any(phrase))
                .isFalse();
        assertThat(lexicon.match(PromptText.of("step")).any(phrase)).isFalse();
    }

    @Test
    void countsByCategory() {
        LexiconMatches matches = lexicon.match(PromptText.of("Bake in the city, then bake step by step"));
        assertThat(matches.count(lexicon.mask("verb"))).isEqualTo(2);
        assertThat(matches.count(lexicon.mask("verb") | lexicon.mask("noun"))).isEqualTo(3);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> lexicon.mask("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nope")
                .hasMessageContaining("verb");
        assertThatThrownBy(() -> Lexicon.load(LexiconTest.class, "absent.txt"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("absent.txt");
    }
}
