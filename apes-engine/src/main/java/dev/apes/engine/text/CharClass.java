package dev.apes.engine.text;

/** Character tests with a table for ASCII, since nearly every character of nearly every prompt is ASCII. */
final class CharClass {
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SPACE = 4;
    private static final byte UPPER = 8;
    private static final byte PUNCTUATION = 16;
    private static final byte[] ASCII = new byte[128];

    static {
        for (char c = 0; c < 128; c++) {
            byte bits = 0;
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                bits |= LETTER;
            }
            if (c >= 'A' && c <= 'Z') {
                bits |= UPPER;
            }
            if (c >= '0' && c <= '9') {
                bits |= DIGIT;
            }
            if (c == ' ' || c >= 9 && c <= 13) {
                bits |= SPACE;
            }
            if (".,;:!?'\"()[]{}-/&*#%@\\_".indexOf(c) >= 0) {
                bits |= PUNCTUATION;
            }
            ASCII[c] = bits;
        }
    }

    private CharClass() {}

    static boolean isLetter(int c) {
        return c < 128 ? (ASCII[c] & LETTER) != 0 : Character.isLetter(c);
    }

    static boolean isDigit(int c) {
        return c < 128 ? (ASCII[c] & DIGIT) != 0 : Character.isDigit(c);
    }

    static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetterOrDigit(int c) {
        return c < 128 ? (ASCII[c] & (LETTER | DIGIT)) != 0 : Character.isLetterOrDigit(c);
    }

    static boolean isSpace(int c) {
        return c < 128
                ? (ASCII[c] & SPACE) != 0
                : c == 0xA0 || c == 0x85 || c == 0xFEFF || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isUpper(int c) {
        return c < 128 ? (ASCII[c] & UPPER) != 0 : Character.isUpperCase(c);
    }

    static boolean isLower(int c) {
        return c >= 'a' && c <= 'z' || c >= 128 && Character.isLowerCase(c);
    }

    static boolean isPunctuation(int c) {
        if (c < 128) {
            return (ASCII[c] & PUNCTUATION) != 0;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    static boolean isMark(int c) {
        if (c < 0x300) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    static int lower(int c) {
        if (c < 128) {
            return (ASCII[c] & UPPER) != 0 ? c + 32 : c;
        }
        return c == '\u2019' ? '\'' : Character.toLowerCase(c);
    }

    /** Scripts written without spaces between words: each letter counts as a word. */
    static boolean isUnspacedScript(int c) {
        return c >= 0x0E00 && c < 0x0F00
                || c >= 0x1000 && c < 0x10A0
                || c >= 0x1780 && c < 0x1800
                || c >= 0x3040 && c < 0x3100
                || c >= 0x3400 && c < 0xA000
                || c >= 0xF900 && c < 0xFB00
                || c >= 0x20000 && c < 0x32000;
    }

    /** A letter of a script other than Latin. */
    static boolean isForeignLetter(int c) {
        if (c < 0x250 || !Character.isLetter(c)) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script != Character.UnicodeScript.LATIN
                && script != Character.UnicodeScript.COMMON
                && script != Character.UnicodeScript.INHERITED;
    }
}
