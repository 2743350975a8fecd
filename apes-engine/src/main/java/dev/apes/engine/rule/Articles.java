package dev.apes.engine.rule;

/** The indefinite article. */
final class Articles {
    private Articles() {}

    /** {@return "a" or "an", as the words sound} */
    static String of(String words) {
        String lower = words.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("hour")
                || lower.startsWith("honest")
                || lower.startsWith("heir")
                || lower.startsWith("honor")
                || lower.startsWith("html")
                || lower.startsWith("sql")
                || lower.startsWith("mri")) {
            return "an";
        }
        if (lower.startsWith("uni") && !lower.startsWith("unin") && !lower.startsWith("unim")
                || lower.startsWith("us")
                || lower.startsWith("euro")
                || lower.startsWith("one")
                || lower.startsWith("util")) {
            return "a";
        }
        return !lower.isEmpty() && "aeiou".indexOf(lower.charAt(0)) >= 0 ? "an" : "a";
    }
}
