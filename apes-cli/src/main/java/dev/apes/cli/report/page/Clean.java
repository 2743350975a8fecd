package dev.apes.cli.report.page;

/** Makes foreign text safe to stand in a line. */
final class Clean {
    private Clean() {}

    /** Controls and marks that turn the direction of a text around are shown by their numbers, white space becomes a space. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c)) {
                out.append(' ');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT && c != 0x200D) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
