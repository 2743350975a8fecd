package dev.apes.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedSpanTest {
    private static List<String> found(String text) {
        return PromptText.of(text).protectedSpans().stream()
                .map(span -> span.kind() + " " + text.substring(span.start(), span.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Read `x = 1` aloud | INLINE_CODE `x = 1`",
                "Use ``a`b`` here | INLINE_CODE ``a`b``",
                "Call it \"The Long Way\" | QUOTE \"The Long Way\"",
                "Call it “The Long Way” | QUOTE “The Long Way”",
                "Say «bonjour» | QUOTE «bonjour»",
                "Name it 'K.' now | QUOTE 'K.'",
                "Visit https://example.org/a_(b)?q=1,2. Then stop | URL https://example.org/a_(b)?q=1,2",
                "Visit www.example.org! | URL www.example.org",
                "Visit example.com/shop today | URL example.com/shop",
                "Mail jo.doe@example.co.uk, please | EMAIL jo.doe@example.co.uk",
                "Open /etc/hosts first | PATH /etc/hosts",
                "Open C:\\temp\\a.txt first | PATH C:\\temp\\a.txt",
                "Open main.py first | PATH main.py",
                "Within 3.5 km of it | NUMBER 3.5 km",
                "At most 1,200 words | NUMBER 1,200 words",
                "Below $2,000 please | NUMBER $2,000",
                "Above -5 °C outside | NUMBER -5 °C",
                "Raise it by 12% | NUMBER 12%",
                "Wrap it in <answer> | TAG <answer>",
                "Dear {first_name}, hello | PLACEHOLDER {first_name}",
                "Dear ${user.name}, hello | PLACEHOLDER ${user.name}",
                "Dear {{ user }}, hello | PLACEHOLDER {{ user }}",
                "Dear [NAME], hello | PLACEHOLDER [NAME]",
                "Show that $a^2+b^2=c^2$ holds | FORMULA $a^2+b^2=c^2$",
                "Explain 光合成 to me | OTHER_LANGUAGE 光合成",
                "Was bedeutet das Wort und warum ist es wichtig? | OTHER_LANGUAGE Was bedeutet das Wort und warum ist es wichtig?"
            })
    void findsOneSpan(String text, String expected) {
        assertThat(found(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "It's the dogs' bowl and John's book",
                "Rock 'n' roll isn't dead, 'tis asleep",
                "I don't know what's wrong, y'all",
                "Compare tea and/or coffee (he/she decides)",
                "Is a < b or b > c true",
                "The symbols α and β stand for angles",
                "He left. \" Nobody closed that mark",
                "Write it in plain, simple words; let me know",
                "Return the list of names to me"
            })
    void leavesPlainTextAlone(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void fencesWinOverWhatTheyHold() {
        String text = "Fix this:\n```js\nlet a = \"x\"; // `y` 12\n```\nThanks";
        assertThat(found(text)).containsExactly("CODE_FENCE ```js\nlet a = \"x\"; // `y` 12\n```");
    }

    @Test
    void anUnclosedFenceReachesTheEnd() {
        assertThat(found("Look:\n```\nx\ny")).containsExactly("CODE_FENCE ```\nx\ny");
    }

    @Test
    void codeWithoutFenceIsABlock() {
        String text = "What is wrong here?\nfor (int i = 0; i < n; i++) {\n    sum += i;\n}\nIt never ends.";
        assertThat(found(text)).containsExactly("CODE_BLOCK for (int i = 0; i < n; i++) {\n    sum += i;\n}");
    }

    @Test
    void answersByOffsetAndRange() {
        PromptText text = PromptText.of("Keep \"this\" and 5 kg of it");
        assertThat(text.isProtected(4)).isFalse();
        assertThat(text.isProtected(5)).isTrue();
        assertThat(text.isProtected(10)).isTrue();
        assertThat(text.isProtected(11)).isFalse();
        assertThat(text.isProtected(-1)).isFalse();
        assertThat(text.isProtected(9999)).isFalse();
        assertThat(text.protectedSpansIn(0, 26)).hasSize(2);
        assertThat(text.protectedSpansIn(10, 17)).hasSize(2);
        assertThat(text.protectedSpansIn(11, 16)).isEmpty();
    }

    @Test
    void aSentenceInAnotherLanguageSwallowsItsNumbers() {
        assertThat(found("¿Cómo puedo ahorrar 300 euros para el viaje? Answer in English, please."))
                .containsExactly("OTHER_LANGUAGE ¿Cómo puedo ahorrar 300 euros para el viaje?");
    }
}
