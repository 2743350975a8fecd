package dev.apes.engine.text;

/**
 * A half-open range of a text, in UTF-16 offsets.
 *
 * @param start offset of the first character
 * @param end offset behind the last character, at least {@code start}
 */
public record TextSpan(int start, int end) {
    /** {@return the number of characters} */
    public int length() {
        return end - start;
    }

    /**
     * The characters of this range.
     *
     * @param text the text the offsets belong to
     * @return the part of {@code text}
     */
    public String of(String text) {
        return text.substring(start, end);
    }
}
