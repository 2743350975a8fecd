package dev.apes.engine.text;

import java.util.Arrays;

/** Tells a line of source code from a line of prose by counting signs that prose hardly ever shows. */
final class CodeSigns {
    private static final String[] KEYWORDS = {
        "def ",
        "class ",
        "import ",
        "from ",
        "#include",
        "#define",
        "public ",
        "private ",
        "protected ",
        "static ",
        "function ",
        "const ",
        "let ",
        "var ",
        "return ",
        "if (",
        "if(",
        "for (",
        "for(",
        "while (",
        "while(",
        "elif ",
        "else:",
        "try:",
        "except ",
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "create table ",
        "package ",
        "using ",
        "namespace ",
        "fn ",
        "func ",
        "void ",
        "int ",
        "double ",
        "string ",
        "<?php",
        "#!/",
        "@override",
        "print(",
        "switch (",
        "struct ",
        "template<",
        "async "
    };
    private static final String[] OPERATORS = {
        "==", "!=", "=>", "->", "&&", "||", ":=", "+=", "-=", "::", "</", " = ", "++", "();", "//", "/*"
    };
    private static final int LONGEST = 2000;
    /** By first character: most lines and signs begin none of them. */
    private static final String[][] KEYWORDS_BY_START = byStart(KEYWORDS);

    private static final String[][] OPERATORS_BY_START = byStart(OPERATORS);

    private CodeSigns() {}

    /** The number of signs on the trimmed line; two or more mean code. Only the first 2,000 characters are looked at. */
    static int count(String text, int start, int end) {
        int last = end;
        while (last > start && CharClass.isSpace(text.charAt(last - 1))) {
            last--;
        }
        if (last - start < 1) {
            return 0;
        }
        char final0 = text.charAt(last - 1);
        int signs = 0;
        if (final0 == ';') {
            signs++;
        } else if (final0 == '{' || final0 == '}') {
            signs += isPlaceholderLine(text, start, last) ? 0 : 2;
        }
        signs += keyword(text, start, last) ? 1 : 0;
        int limit = Math.min(last, start + LONGEST);
        signs += operator(text, start, limit) ? 1 : 0;
        signs += callAtEnd(text, start, last, limit) ? 1 : 0;
        return signs;
    }

    private static boolean isPlaceholderLine(String text, int start, int end) {
        return text.charAt(end - 1) == '}' && hasOpening(text, start, end);
    }

    private static boolean hasOpening(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '{') {
                return true;
            }
        }
        return false;
    }

    private static String[][] byStart(String[] signs) {
        String[][] byStart = new String[128][];
        for (char c = 0; c < 128; c++) {
            char first = c;
            byStart[c] = Arrays.stream(signs).filter(s -> s.charAt(0) == first).toArray(String[]::new);
        }
        return byStart;
    }

    private static boolean keyword(String text, int start, int end) {
        int first = CharClass.lower(text.charAt(start));
        // some letters beyond ASCII equal an ASCII one when case is ignored
        for (String keyword : first < 128 ? KEYWORDS_BY_START[first] : KEYWORDS) {
            if (end - start > keyword.length() && text.regionMatches(true, start, keyword, 0, keyword.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean operator(String text, int start, int end) {
        for (int i = start; i < end - 1; i++) {
            char c = text.charAt(i);
            if (CharClass.isLetterOrDigit(c) || c == ' ' && text.charAt(i + 1) != '=') {
                continue;
            }
            if (c == '/' && i > start && text.charAt(i - 1) == ':') {
                i++;
                continue;
            }
            if (c >= 128) {
                continue;
            }
            for (String operator : OPERATORS_BY_START[c]) {
                if (i + operator.length() <= end && text.startsWith(operator, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean callAtEnd(String text, int start, int last, int limit) {
        char end = text.charAt(last - 1);
        if (end != ')' && end != ';' && !(end == ':' && last - 2 > start && text.charAt(last - 2) == ')')) {
            return false;
        }
        for (int i = start + 1; i < limit; i++) {
            char before = text.charAt(i - 1);
            if (text.charAt(i) == '(' && (CharClass.isLetterOrDigit(before) || before == '_')) {
                return i + 2 >= limit || text.charAt(i + 1) != 's' || text.charAt(i + 2) != ')';
            }
        }
        return false;
    }
}
