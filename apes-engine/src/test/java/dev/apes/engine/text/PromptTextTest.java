package dev.apes.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTextTest {
    private static List<String> sentences(String text) {
        return PromptText.of(text).sentences().stream()
                .map(span -> span.of(text))
                .toList();
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> PromptText.of(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty string");
    }

    @Test
    void anEmptyTextHasNothing() {
        PromptText text = PromptText.of("");
        assertThat(text.tokenCount()).isZero();
        assertThat(text.lines()).isEmpty();
        assertThat(text.sentences()).isEmpty();
        assertThat(text.paragraphs()).isEmpty();
        assertThat(text.isEnglish()).isTrue();
    }

    @Test
    void tokensKeepApostrophesAndNumbersWhole() {
        PromptText text = PromptText.of("Don't pay $1,250.50, OK?");
        assertThat(text.tokens().stream().map(t -> t.kind() + " " + text.text().substring(t.start(), t.end())))
                .containsExactly(
                        "WORD Don't", "WORD pay", "NUMBER $1,250.50", "PUNCTUATION ,", "WORD OK", "PUNCTUATION ?");
    }

    @Test
    void hashesIgnoreCase() {
        PromptText text = PromptText.of("Word wORD other");
        assertThat(text.tokenHash(0))
                .isEqualTo(text.tokenHash(1))
                .isEqualTo("word".hashCode())
                .isNotEqualTo(text.tokenHash(2));
    }

    @Test
    void sentencesSurviveAbbreviationsAndDecimals() {
        assertThat(sentences("Dr. Lee paid 3.50 for it, e.g. at noon. Why? \"No idea.\" Go on"))
                .containsExactly("Dr. Lee paid 3.50 for it, e.g. at noon.", "Why?", "\"No idea.\"", "Go on");
    }

    @Test
    void linesEndSentencesUnlessTheyAreWrapped() {
        assertThat(sentences("Write a poem\nabout rain\nMake it short\n- no rhyme\n- two stanzas"))
                .containsExactly("Write a poem\nabout rain", "Make it short", "- no rhyme", "- two stanzas");
    }

    @Test
    void codeIsNoSentence() {
        assertThat(sentences("Explain.\n```\nx = 1. Y = 2.\n```\nBriefly.")).containsExactly("Explain.", "Briefly.");
    }

    @Test
    void linesHaveKinds() {
        String text = "# Title\n\nSome prose here.\n- one\n2) two\n| a | b |\n> said\n```\ncode\n```\nNotes:";
        assertThat(PromptText.of(text).lines().stream().map(Line::kind))
                .containsExactly(
                        LineKind.HEADING,
                        LineKind.BLANK,
                        LineKind.PROSE,
                        LineKind.LIST_ITEM,
                        LineKind.LIST_ITEM,
                        LineKind.TABLE,
                        LineKind.QUOTATION,
                        LineKind.CODE,
                        LineKind.CODE,
                        LineKind.CODE,
                        LineKind.HEADING);
    }

    @Test
    void paragraphsAreRunsOfLines() {
        String text = "a\nb\n\n\r\nc";
        assertThat(PromptText.of(text).paragraphs().stream().map(span -> span.of(text)))
                .containsExactly("a\nb", "c");
    }

    @Test
    void seesOtherLanguages() {
        assertThat(PromptText.of("Wie kann ich das in zwei Tagen lernen und nicht vergessen?")
                        .isEnglish())
                .isFalse();
        assertThat(PromptText.of("この文章を要約してください").isEnglish()).isFalse();
        assertThat(PromptText.of("このこと").nonLatinShare()).isEqualTo(1);
        assertThat(PromptText.of("How can I learn this in two days?").isEnglish())
                .isTrue();
    }

    @Test
    void materialIsFoundWhereItIsMarkedOrAnnounced() {
        String article =
                "The harbour was rebuilt in stages, first the pier and the light, later the sheds along the quay.";
        assertThat(Material.of(PromptText.of("Summarise the following text:\n\n" + article))
                        .separated())
                .isTrue();
        Material inline = Material.of(PromptText.of("Summarise the following text: " + article));
        assertThat(inline.present()).isTrue();
        assertThat(inline.separated()).isFalse();
        assertThat(Material.of(PromptText.of("Summarise it.\n<text>\n" + article + "\n</text>"))
                        .separated())
                .isTrue();
        assertThat(Material.of(PromptText.of("Write a poem about the sea.")).present())
                .isFalse();
    }
}
