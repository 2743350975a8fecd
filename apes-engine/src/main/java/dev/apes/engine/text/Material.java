package dev.apes.engine.text;

/**
 * The part of a prompt that is worked on, as opposed to the instruction: given text, data or code.
 *
 * @param start offset of its first character; equal to {@code end} when there is none
 * @param end offset behind its last character
 * @param separated whether a reader can see where it begins: it is fenced, quoted, tagged, or a paragraph of its own
 */
public record Material(int start, int end, boolean separated) {
    private static final Material NONE = new Material(0, 0, false);
    private static final int MIN_INLINE = 80;
    private static final int MIN_PARAGRAPH = 60;
    private static final long CUE = Words.LEXICON.mask("material");

    /**
     * Looks for material: first a long fenced, quoted or tagged part, then what stands behind a colon or below a first paragraph
     * that announces it ("the following text").
     *
     * @param prompt the prompt
     * @return the material; empty and not separated if there is none
     */
    public static Material of(PromptText prompt) {
        Material marked = marked(prompt);
        if (marked != NONE) {
            return marked;
        }
        int cue = firstCue(prompt);
        if (cue < 0) {
            return NONE;
        }
        Material below = below(prompt, cue);
        return below != NONE ? below : inline(prompt, cue);
    }

    /** {@return whether there is any} */
    public boolean present() {
        return end > start;
    }

    /** The widest run of characters from the first to the last long marked span. */
    private static Material marked(PromptText prompt) {
        SpanList spans = prompt.protectedSpanList();
        int start = -1;
        int end = -1;
        int openTag = -1;
        for (int i = 0; i < spans.size(); i++) {
            int length = spans.end(i) - spans.start(i);
            int kind = spans.kind(i);
            boolean code = kind == ProtectedKind.CODE_FENCE.ordinal() || kind == ProtectedKind.CODE_BLOCK.ordinal();
            boolean quote = kind == ProtectedKind.QUOTE.ordinal() && length >= MIN_PARAGRAPH;
            boolean tag = kind == ProtectedKind.TAG.ordinal();
            if (tag && prompt.text().charAt(spans.start(i) + 1) != '/') {
                openTag = openTag < 0 ? spans.start(i) : openTag;
            } else if (tag && openTag >= 0 && spans.end(i) - openTag >= MIN_PARAGRAPH || code || quote) {
                int from = tag ? openTag : spans.start(i);
                start = start < 0 ? from : start;
                end = spans.end(i);
            }
        }
        return start < 0 ? NONE : new Material(start, end, true);
    }

    private static int firstCue(PromptText prompt) {
        for (int t = 0; t < prompt.tokenCount(); t++) {
            if ((prompt.words().mask(t) & CUE) != 0) {
                return prompt.tokenStart(t);
            }
        }
        return -1;
    }

    private static Material below(PromptText prompt, int cue) {
        SpanList paragraphs = prompt.paragraphSpans();
        if (paragraphs.size() < 2 || cue >= paragraphs.end(0)) {
            return NONE;
        }
        int start = paragraphs.start(1);
        int end = paragraphs.end(paragraphs.size() - 1);
        return end - start >= MIN_PARAGRAPH ? new Material(start, end, true) : NONE;
    }

    private static Material inline(PromptText prompt, int cue) {
        String text = prompt.text();
        int colon = text.indexOf(':', cue);
        if (colon < 0 || colon - cue > 200) {
            return NONE;
        }
        int start = colon + 1;
        boolean lineBreak = false;
        while (start < text.length() && CharClass.isSpace(text.charAt(start))) {
            lineBreak |= CharClass.isLineEnd(text.charAt(start));
            start++;
        }
        return text.length() - start >= MIN_INLINE ? new Material(start, text.length(), lineBreak) : NONE;
    }
}
