package dev.apes.engine.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.evaluation.Evaluation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds for any two texts. */
class AnyVersionPropertyTest {
    private static final List<String> PIECES = List.of(
            "write ",
            "the ",
            "heron ",
            "poem. ",
            "without ",
            "3 ",
            "\"quoted words\" ",
            "`x.y()` ",
            "<b>",
            "</b>",
            "\n",
            "- ",
            ", ",
            "? ",
            "please ",
            "json ",
            "stuff ",
            "https://a.bc/d ",
            "\n```\nf(x);\n```\n",
            "中文",
            "qué los para ",
            "\uD800",
            "you are an expert ",
            "tip ",
            "{x} ",
            "river ");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces =
                Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(40).map(parts -> String.join("", parts));
        Arbitrary<String> characters =
                Arbitraries.strings().all().excludeChars('\0').ofMinLength(1).ofMaxLength(120);
        return Arbitraries.oneOf(pieces, characters).filter(text -> !text.isBlank());
    }

    @Property(tries = 2000)
    void scoresAreFiniteAndStrictlyBetweenZeroAndOne(@ForAll("texts") String text, @ForAll("texts") String original) {
        Evaluation evaluation = Score.evaluation(text, original);
        assertThat(evaluation.score()).isGreaterThan(0).isLessThan(1);
        assertThat(evaluation).isEqualTo(Score.evaluation(text, original));
        for (Facet facet : Facet.values()) {
            assertThat(evaluation.facets().get(facet.facetName()))
                    .as(facet.facetName())
                    .isBetween(-1.0, 1.0);
        }
    }

    @Property(tries = 500)
    void theOriginalGainsNothing(@ForAll("texts") String original) {
        assertThat(Score.evaluation(original, original).facets().get("gain")).isZero();
    }

    @Property(tries = 500)
    void whiteSpaceAtTheEdgesGainsNothing(@ForAll("texts") String original) {
        assertThat(Score.gain("\n " + original.replace("\n", "\n\n") + "\t\n", original))
                .isZero();
    }

    @Provide
    Arbitrary<String> doubled() {
        return Combinators.combine(texts(), texts()).as((a, b) -> a + " " + b + " " + a);
    }

    @Property(tries = 500)
    void versionsOfLongTextsAreSafe(@ForAll("doubled") String text, @ForAll("texts") String original) {
        assertThat(Score.of(text.repeat(20), original.repeat(20))).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b ", "heron, ", "\"q\" ", "1 ", "no ", ". ", "x\n"})
    @Timeout(20)
    void longTextsTakeLinearTime(String piece) {
        String text = piece.repeat(120_000 / piece.length());
        assertThat(Score.of(text + "end", text)).isBetween(0.0, 1.0);
    }
}
