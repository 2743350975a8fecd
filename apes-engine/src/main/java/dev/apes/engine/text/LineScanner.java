package dev.apes.engine.text;

/** Splits a text into lines, says what each looks like, and finds the blocks of code among them. */
final class LineScanner {
    private static final int MAX_LABEL = 60;
    private final String text;
    private final SpanList lines;
    private final SpanList code = new SpanList(4);
    private char fence;
    private int fenceLength;
    private int fenceStart;
    private int blockStart = -1;
    private int blockEnd;

    private LineScanner(String text) {
        this.text = text;
        this.lines = new SpanList(text.length() / 40 + 4);
    }

    /** Lines with the ordinals of {@link LineKind}; code blocks with those of {@link ProtectedKind}, ordered and disjoint. */
    record Result(SpanList lines, SpanList code) {}

    static Result run(String text) {
        LineScanner scanner = new LineScanner(text);
        scanner.scan();
        return new Result(scanner.lines, scanner.code);
    }

    private void scan() {
        int n = text.length();
        int start = 0;
        for (int i = 0; i <= n; i++) {
            if (i < n && !CharClass.isLineEnd(text.charAt(i))) {
                continue;
            }
            if (i < n || start < n) {
                line(start, i);
            }
            if (i < n - 1 && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n') {
                i++;
            }
            start = i + 1;
        }
        if (fence != 0) {
            code.add(ProtectedKind.CODE_FENCE.ordinal(), fenceStart, n);
        }
        closeBlock();
    }

    private void line(int start, int end) {
        int first = start;
        int indent = 0;
        while (first < end && CharClass.isSpace(text.charAt(first))) {
            indent += text.charAt(first) == '\t' ? 4 : 1;
            first++;
        }
        if (fence != 0) {
            insideFence(start, first, end);
            return;
        }
        if (first == end) {
            lines.add(LineKind.BLANK.ordinal(), start, end);
            return;
        }
        int run = fenceRun(first, end);
        if (run >= 3) {
            closeBlock();
            fence = text.charAt(first);
            fenceLength = run;
            fenceStart = first;
            lines.add(LineKind.CODE.ordinal(), start, end);
            return;
        }
        int signs = CodeSigns.count(text, first, end);
        boolean inBlock = blockStart >= 0;
        if (signs >= 2 || inBlock && (signs >= 1 || indent >= 4 || isBracketOnly(first, end))) {
            if (!inBlock) {
                blockStart = first;
            }
            blockEnd = end;
            lines.add(LineKind.CODE.ordinal(), start, end);
            return;
        }
        closeBlock();
        lines.add(kind(first, end).ordinal(), start, end);
    }

    private void insideFence(int start, int first, int end) {
        lines.add(LineKind.CODE.ordinal(), start, end);
        int run = first < end && text.charAt(first) == fence ? fenceRun(first, end) : 0;
        if (run >= fenceLength && onlySpace(first + run, end)) {
            code.add(ProtectedKind.CODE_FENCE.ordinal(), fenceStart, end);
            fence = 0;
        }
    }

    private void closeBlock() {
        if (blockStart >= 0) {
            code.add(ProtectedKind.CODE_BLOCK.ordinal(), blockStart, blockEnd);
            blockStart = -1;
        }
    }

    private int fenceRun(int first, int end) {
        char c = text.charAt(first);
        if (c != '`' && c != '~') {
            return 0;
        }
        int i = first;
        while (i < end && text.charAt(i) == c) {
            i++;
        }
        // ```code``` on one line is inline code, not the opening of a block
        return c == '`' && contains('`', i, end) ? 0 : i - first;
    }

    private boolean onlySpace(int from, int end) {
        for (int i = from; i < end; i++) {
            if (!CharClass.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(char sought, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == sought) {
                return true;
            }
        }
        return false;
    }

    private boolean isBracketOnly(int first, int end) {
        for (int i = first; i < end; i++) {
            char c = text.charAt(i);
            if ("{}()[];,".indexOf(c) < 0 && !CharClass.isSpace(c)) {
                return false;
            }
        }
        return true;
    }

    private LineKind kind(int first, int end) {
        char c = text.charAt(first);
        if (c == '#' && isMarkdownHeading(first, end)) {
            return LineKind.HEADING;
        }
        if (c == '|' && contains('|', first + 1, end)) {
            return LineKind.TABLE;
        }
        if (c == '>') {
            return LineKind.QUOTATION;
        }
        if (itemMarkerEnd(first, end) > first) {
            return LineKind.LIST_ITEM;
        }
        return isLabel(first, end) ? LineKind.HEADING : LineKind.PROSE;
    }

    private boolean isMarkdownHeading(int first, int end) {
        int i = first;
        while (i < end && text.charAt(i) == '#') {
            i++;
        }
        return i - first <= 6 && i < end && text.charAt(i) == ' ';
    }

    private int itemMarkerEnd(int first, int end) {
        char c = text.charAt(first);
        if ("-*•–·‣▪●+".indexOf(c) >= 0) {
            return first + 1 < end && CharClass.isSpace(text.charAt(first + 1)) ? first + 2 : first;
        }
        int i = c == '(' ? first + 1 : first;
        int digits = i;
        while (digits < end && digits - i < 3 && CharClass.isAsciiDigit(text.charAt(digits))) {
            digits++;
        }
        boolean number = digits > i;
        if (!number && i < end && text.charAt(i) < 128 && CharClass.isLetter(text.charAt(i))) {
            digits = i + 1;
        }
        if (digits == i || digits >= end) {
            return first;
        }
        char close = text.charAt(digits);
        boolean closes = close == ')' || number && c != '(' && close == '.';
        return closes && digits + 1 < end && CharClass.isSpace(text.charAt(digits + 1)) ? digits + 2 : first;
    }

    private boolean isLabel(int first, int end) {
        int last = end;
        while (last > first && CharClass.isSpace(text.charAt(last - 1))) {
            last--;
        }
        int length = last - first;
        if (length < 2 || length > MAX_LABEL) {
            return false;
        }
        if (length > 4
                && text.startsWith("**", first)
                && (text.startsWith("**", last - 2) || text.startsWith("**:", last - 3))) {
            return true;
        }
        if (text.charAt(last - 1) != ':') {
            return false;
        }
        int spaces = 0;
        for (int i = first; i < last; i++) {
            spaces += text.charAt(i) == ' ' ? 1 : 0;
        }
        return spaces <= 3;
    }
}
