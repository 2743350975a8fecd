package dev.apes.engine.text;

/**
 * Finds what must stay as it is inside running text, in one walk. Each search for a closing mark that fails is remembered up to
 * the offset where it failed, so the walk stays linear on hostile text.
 */
final class SpanScanner {
    private static final int MAX_PLACEHOLDER = 80;
    private static final int MAX_TAG = 2000;
    private final String text;
    private final int n;
    private final SpanList code;
    private final SpanList spans;
    private final Addresses addresses;
    private final QuoteScan quotes;
    private final int[] noTicks = new int[4];
    private int noFormula;
    private int noComment;

    private SpanScanner(String text, SpanList code) {
        this.text = text;
        this.n = text.length();
        this.code = code;
        this.spans = new SpanList(8);
        this.addresses = new Addresses(text);
        this.quotes = new QuoteScan(text);
    }

    /** Spans with the ordinals of {@link ProtectedKind}, the given code blocks among them, ordered and disjoint. */
    static SpanList run(String text, SpanList code) {
        SpanScanner scanner = new SpanScanner(text, code);
        scanner.scan();
        return scanner.spans;
    }

    private void scan() {
        int block = 0;
        int i = 0;
        while (i < n) {
            if (block < code.size() && i >= code.start(block)) {
                spans.add(code.kind(block), code.start(block), code.end(block));
                i = Math.max(i, code.end(block));
                block++;
                continue;
            }
            int limit = block < code.size() ? code.start(block) : n;
            i = step(i, limit);
        }
    }

    private int step(int i, int limit) {
        char c = text.charAt(i);
        int end;
        switch (c) {
            case ' ':
                return i + 1;
            case '`':
                end = inlineCode(i, limit);
                return end > 0 ? add(ProtectedKind.INLINE_CODE, i, end) : i + tickRun(i);
            case '<':
                return tag(i, limit);
            case '{', '[':
                end = placeholder(i, i, limit);
                return end > 0 ? add(ProtectedKind.PLACEHOLDER, i, end) : i + 1;
            case '%':
                end = i + 2;
                boolean format = end <= limit && (text.charAt(i + 1) == 's' || text.charAt(i + 1) == 'd');
                return format && !wordAt(end) && !digitBefore(i) ? add(ProtectedKind.PLACEHOLDER, i, end) : i + 1;
            case '\\':
                end = latexBracket(i, limit);
                return end > 0 ? add(ProtectedKind.FORMULA, i, end) : i + 1;
            case '$':
                end = i + 1 < limit && text.charAt(i + 1) == '{' ? placeholder(i, i + 1, limit) : 0;
                if (end > 0) {
                    return add(ProtectedKind.PLACEHOLDER, i, end);
                }
                end = formula(i, limit);
                if (end > 0) {
                    return add(ProtectedKind.FORMULA, i, end);
                }
                break;
            default:
                break;
        }
        if (QuoteScan.opens(c)) {
            end = quotes.end(i, limit);
            if (end > 0) {
                return add(ProtectedKind.QUOTE, i, end);
            }
        }
        return plain(i, limit);
    }

    /** Addresses, paths and numbers; else the offset behind this word or character. */
    private int plain(int i, int limit) {
        char c = text.charAt(i);
        boolean fresh = i == 0 || !CharClass.isLetterOrDigit(text.charAt(i - 1));
        if (fresh) {
            int end = addresses.at(i, limit);
            if (end > 0) {
                return add(addresses.kind(), i, end);
            }
            if (NumberScan.startsAt(text, i)) {
                end = Math.min(limit, Units.end(text, NumberScan.end(text, i)));
                return add(ProtectedKind.NUMBER, i, Math.max(i + 1, end));
            }
        }
        int at = i + 1;
        if (c < 128 && CharClass.isLetter(c)) {
            while (at < limit && text.charAt(at) < 128 && CharClass.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private int add(ProtectedKind kind, int start, int end) {
        spans.add(kind.ordinal(), start, end);
        return end;
    }

    private int tickRun(int i) {
        int at = i;
        while (at < n && text.charAt(at) == '`') {
            at++;
        }
        return at - i;
    }

    private int inlineCode(int i, int limit) {
        int run = tickRun(i);
        if (run > 3 || i < noTicks[run]) {
            return 0;
        }
        int at = i + run;
        boolean lineBreak = false;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '`') {
                int other = tickRun(at);
                if (other == run) {
                    return at + run;
                }
                at += other;
                continue;
            }
            if (c == '\n') {
                if (lineBreak) {
                    break;
                }
                lineBreak = true;
            } else if (!CharClass.isSpace(c)) {
                lineBreak = false;
            }
            at++;
        }
        noTicks[run] = at;
        return 0;
    }

    private int tag(int i, int limit) {
        if (text.startsWith("<!--", i) && i >= noComment) {
            int close = text.indexOf("-->", i + 4);
            if (close >= 0 && close + 3 <= limit) {
                return add(ProtectedKind.TAG, i, close + 3);
            }
            noComment = close < 0 ? n : close;
        }
        int at = i + 1;
        if (at < limit && (text.charAt(at) == '/' || text.charAt(at) == '!' || text.charAt(at) == '?')) {
            at++;
        }
        if (at >= limit || !CharClass.isLetter(text.charAt(at))) {
            return i + 1;
        }
        int stop = Math.min(limit, i + MAX_TAG);
        boolean attribute = false;
        boolean space = false;
        while (at < stop && text.charAt(at) != '>' && text.charAt(at) != '<') {
            attribute |= text.charAt(at) == '=';
            space |= CharClass.isSpace(text.charAt(at)) && text.charAt(at + 1 < n ? at + 1 : at) != '/';
            at++;
        }
        if (at >= stop || text.charAt(at) != '>') {
            return i + 1;
        }
        boolean plainTag = !space || attribute || text.charAt(i + 1) == '!' || text.charAt(i + 1) == '?';
        if (!plainTag && at - i > MAX_PLACEHOLDER) {
            return i + 1;
        }
        return add(plainTag ? ProtectedKind.TAG : ProtectedKind.PLACEHOLDER, i, at + 1);
    }

    private int placeholder(int start, int open, int limit) {
        char c = text.charAt(open);
        boolean twice = c == '{' && open + 1 < limit && text.charAt(open + 1) == '{';
        int first = open + (twice ? 2 : 1);
        int stop = Math.min(limit, first + MAX_PLACEHOLDER);
        char close = c == '{' ? '}' : ']';
        int at = first;
        boolean lower = false;
        while (at < stop && text.charAt(at) != close) {
            char inner = text.charAt(at);
            boolean allowed = CharClass.isLetterOrDigit(inner)
                    || inner == '_'
                    || inner == ' '
                    || inner == '-'
                    || inner == '.'
                    || inner == '/';
            if (!allowed && !(twice || start != open) || CharClass.isLineEnd(inner) || inner == '{') {
                return 0;
            }
            lower |= CharClass.isLower(inner);
            at++;
        }
        if (at >= stop || at == first) {
            return 0;
        }
        if (c == '[') {
            boolean slot = !lower && CharClass.isLetter(text.charAt(first)) && at - first > 1
                    || text.regionMatches(true, first, "insert ", 0, 7)
                    || text.regionMatches(true, first, "your ", 0, 5);
            return slot ? at + 1 : 0;
        }
        if (twice) {
            return at + 1 < limit && text.charAt(at + 1) == '}' ? at + 2 : 0;
        }
        boolean named = CharClass.isLetter(text.charAt(first))
                || text.charAt(first) == '_'
                || CharClass.isAsciiDigit(text.charAt(first));
        return named || start != open ? at + 1 : 0;
    }

    private int latexBracket(int i, int limit) {
        if (i + 1 >= limit || i < noFormula) {
            return 0;
        }
        char open = text.charAt(i + 1);
        if (open != '(' && open != '[') {
            return 0;
        }
        int close = text.indexOf(open == '(' ? "\\)" : "\\]", i + 2);
        if (close < 0 || close + 2 > limit) {
            noFormula = limit;
            return 0;
        }
        return close + 2;
    }

    private int formula(int i, int limit) {
        boolean twice = i + 1 < limit && text.charAt(i + 1) == '$';
        int at = i + (twice ? 2 : 1);
        if (i < noFormula || at >= limit || CharClass.isSpace(text.charAt(at)) && !twice) {
            return 0;
        }
        int first = at;
        boolean mathematical = false;
        while (at < limit && (twice || !CharClass.isLineEnd(text.charAt(at)))) {
            char c = text.charAt(at);
            if (c == '$' && at > first) {
                boolean closes = twice
                        ? at + 1 < limit && text.charAt(at + 1) == '$'
                        : !CharClass.isSpace(text.charAt(at - 1)) && !digitAt(at + 1);
                return mathematical && closes ? at + (twice ? 2 : 1) : 0;
            }
            mathematical |= c == '\\' || c == '^' || c == '_' || c == '=' || c == '+';
            at++;
        }
        noFormula = at;
        return 0;
    }

    private boolean digitAt(int i) {
        return i < n && CharClass.isAsciiDigit(text.charAt(i));
    }

    private boolean digitBefore(int i) {
        return i > 0
                && (CharClass.isAsciiDigit(text.charAt(i - 1))
                        || text.charAt(i - 1) == ' ' && i > 1 && CharClass.isAsciiDigit(text.charAt(i - 2)));
    }

    private boolean wordAt(int i) {
        return i < n && CharClass.isLetterOrDigit(text.charAt(i));
    }
}
