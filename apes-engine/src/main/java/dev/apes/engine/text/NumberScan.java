package dev.apes.engine.text;

/** Where a number that is written in digits begins and ends. */
final class NumberScan {
    private static final String CURRENCIES = "$€£¥₹₩₽₺฿";

    private NumberScan() {}

    /** Whether a number (with currency or sign) begins here. The character before must not belong to a word; the caller sees to it. */
    static boolean startsAt(String text, int i) {
        char c = text.charAt(i);
        if (CharClass.isAsciiDigit(c)) {
            return true;
        }
        if (CURRENCIES.indexOf(c) >= 0 || (c == '-' || c == '+') && (i == 0 || CharClass.isSpace(text.charAt(i - 1)))) {
            return i + 1 < text.length() && CharClass.isAsciiDigit(text.charAt(i + 1));
        }
        return false;
    }

    /** The offset behind the number that begins at {@code i}: digits, inner separators, an attached suffix such as {@code km}, {@code th}, {@code %}. */
    static int end(String text, int i) {
        int n = text.length();
        int at = i;
        if (!CharClass.isAsciiDigit(text.charAt(at))) {
            at++;
        }
        while (at < n) {
            char c = text.charAt(at);
            if (CharClass.isLetterOrDigit(c) && c < 128 || c == '°' || c == 'µ') {
                at++;
            } else if (isInner(c) && at + 1 < n && CharClass.isAsciiDigit(text.charAt(at + 1))) {
                at += 2;
            } else {
                break;
            }
        }
        if (at < n && (text.charAt(at) == '%' || CURRENCIES.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean isInner(char c) {
        return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '–' || c == '\'' || c == '×';
    }
}
