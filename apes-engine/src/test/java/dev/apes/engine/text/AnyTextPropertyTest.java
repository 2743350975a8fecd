package dev.apes.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds for any string at all, and for strings made of the pieces that the scanners look for. */
class AnyTextPropertyTest {
    private static final List<String> PIECES = List.of(
            "word",
            "Word",
            "don't",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\r\n",
            ". ",
            "? ",
            ", ",
            "\"",
            "'",
            "“",
            "”",
            "‘",
            "’",
            "`",
            "```",
            "\n```\n",
            "<b>",
            "</b>",
            "<",
            ">",
            "{",
            "}",
            "{x}",
            "${y}",
            "{{z}}",
            "[NAME]",
            "$",
            "$a_1$",
            "\\(",
            "\\)",
            "https://a.bc/d",
            "a@b.co",
            "/usr/lib",
            "x.py",
            "12",
            "3.5",
            "$20",
            " km",
            "%s",
            "中文",
            "ключ",
            "que los para con ",
            "\uD83D\uDE00",
            "\uD800",
            "\uDC00",
            "\u0000",
            "\u0301",
            "- ",
            "1. ",
            "# ",
            "| a |",
            "int x = 1;",
            "<!--",
            "-->",
            "(",
            ")");

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(60).map(parts -> String.join("", parts));
        Arbitrary<String> characters = Arbitraries.strings().all().ofMaxLength(200);
        Arbitrary<String> units =
                Arbitraries.integers().between(0, 0xFFFF).list().ofMaxSize(80).map(AnyTextPropertyTest::ofUnits);
        return Arbitraries.oneOf(pieces, characters, units);
    }

    private static String ofUnits(List<Integer> units) {
        StringBuilder text = new StringBuilder();
        units.forEach(unit -> text.append((char) unit.intValue()));
        return text.toString();
    }

    @Property(tries = 3000)
    void spansAreWithinBoundsOrderedAndDisjoint(@ForAll("hostile") String text) {
        PromptText prompt = PromptText.of(text);
        int behind = 0;
        for (ProtectedSpan span : prompt.protectedSpans()) {
            assertThat(span.start()).isGreaterThanOrEqualTo(behind);
            assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
            behind = span.end();
        }
        behind = 0;
        for (Token token : prompt.tokens()) {
            assertThat(token.start()).isGreaterThanOrEqualTo(behind);
            assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
            behind = token.end();
        }
        checkSpans(prompt.sentences(), text.length());
        checkSpans(prompt.paragraphs(), text.length());
        checkSpans(
                prompt.lines().stream()
                        .map(line -> new TextSpan(line.start(), line.end()))
                        .toList(),
                text.length());
    }

    private static void checkSpans(List<TextSpan> spans, int length) {
        int behind = 0;
        for (TextSpan span : spans) {
            assertThat(span.start()).isGreaterThanOrEqualTo(behind);
            assertThat(span.end()).isGreaterThanOrEqualTo(span.start()).isLessThanOrEqualTo(length);
            behind = span.end();
        }
    }

    @Property(tries = 2000)
    void protectionIsWhatTheSpansSay(@ForAll("hostile") String text) {
        PromptText prompt = PromptText.of(text);
        for (int i = -1; i <= text.length(); i++) {
            int offset = i;
            boolean inside =
                    prompt.protectedSpans().stream().anyMatch(span -> span.start() <= offset && offset < span.end());
            assertThat(prompt.isProtected(i)).isEqualTo(inside);
            assertThat(prompt.protectedSpansIn(i, i + 1)).hasSize(inside ? 1 : 0);
        }
    }

    @Property(tries = 3000)
    void featuresAreFiniteAndInRange(@ForAll("hostile") String text) {
        PromptFeatures features = PromptFeatures.of(text);
        for (PromptFeature feature : PromptFeatures.schema()) {
            double value = features.get(feature);
            assertThat(value).as(feature.featureName()).isFinite().isBetween(feature.min(), feature.max());
            if (feature.kind() != FeatureKind.NUMERIC) {
                assertThat(value).as(feature.featureName()).isEqualTo(Math.rint(value));
            }
        }
        assertThat(features).isEqualTo(PromptFeatures.of(text));
    }

    @Property(tries = 500)
    void whiteSpaceAtTheEdgesChangesNoWordFeature(@ForAll("hostile") String text) {
        PromptFeatures plain = PromptFeatures.of(text.strip());
        PromptFeatures padded = PromptFeatures.of(text.strip() + "  \n");
        assertThat(padded.wordCount()).isEqualTo(plain.wordCount());
        assertThat(padded.taskType()).isEqualTo(plain.taskType());
    }

    /** A quadratic scanner would need minutes for 300,000 characters of its own opening mark. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "'",
                "`",
                "<a",
                "{",
                "(",
                "a.",
                "$",
                "$x",
                "\\(",
                "<!--",
                "a:/",
                "www.",
                "1,",
                "``` ",
                "| ",
                "“",
                "et la ",
                "中",
                "https://x",
                "x@",
                "\n\n1. ",
                ".\"))",
                "[A",
                "**",
                "a/b.c",
                "{{",
                "<",
                "\uD800",
                " '",
                "\n\"",
                "`` ` ",
                "\n    x();",
                "- ",
                "A"
            })
    @Timeout(20)
    void longTextsOfOneMarkAreAnalysed(String mark) {
        String text = mark.repeat(300_000 / mark.length());
        assertThat(PromptFeatures.of(text).count(PromptFeature.CHARACTER_COUNT)).isEqualTo(text.length());
    }
}
