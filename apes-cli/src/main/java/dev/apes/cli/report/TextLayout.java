package dev.apes.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Fits text of any kind into the columns of a terminal. */
public final class TextLayout {
    /** Columns of the report. */
    static final int WIDTH = 96;

    private TextLayout() {}

    /**
     * Makes text safe to print: control characters, which could drive the terminal, and direction marks become visible
     * escapes; tabs become four spaces. Line ends stay.
     */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') {
                out.append("    ");
            } else if (c == '\n') {
                out.append('\n');
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE
                    || (c >= 0x202A && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069)) {
                if (c != '\r') {
                    out.append(String.format("\\u%04x", c));
                }
            } else if (c == 0x2028 || c == 0x2029) {
                out.append('\n');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** {@return how many columns a code point takes: 0 for marks, 2 for East Asian and emoji, 1 otherwise} */
    static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** {@return how many columns a text without line ends takes} */
    public static int width(String text) {
        return text.codePoints().map(TextLayout::width).sum();
    }

    /** {@return the text with spaces behind it up to the width} */
    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** {@return the text with spaces before it up to the width} */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /**
     * @param text cleaned text
     * @param width columns, at least 2
     * @return its lines, broken at spaces where possible; its own line ends and indents kept
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            wrapLine(line.stripTrailing(), width, lines);
        }
        return lines;
    }

    private static void wrapLine(String line, int width, List<String> lines) {
        String rest = line;
        while (width(rest) > width) {
            int cut = fitting(rest, width);
            int space = rest.lastIndexOf(' ', cut);
            boolean atSpace = space > 0 && !rest.substring(0, space).isBlank();
            lines.add(rest.substring(0, atSpace ? space : cut).stripTrailing());
            rest = rest.substring(atSpace ? space : cut).stripLeading();
        }
        lines.add(rest);
    }

    /** {@return the length of the longest start that fits} */
    private static int fitting(String text, int width) {
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += width(c);
            if (used > width) {
                return Math.max(i, Character.charCount(text.codePointAt(0)));
            }
            i += Character.charCount(c);
        }
        return i;
    }
}
