package dev.apes.engine.text;

/** Unit words that belong to the number before them. */
final class Units {
    private static final Lexicon UNITS = Lexicon.load("units.txt");
    private static final int LONGEST = 16;

    private Units() {}

    /** The offset behind the unit that follows the number, or the given end of the number if none does. */
    static int end(String text, int numberEnd) {
        int i = numberEnd;
        int n = text.length();
        if (i < n && (text.charAt(i) == ' ' || text.charAt(i) == '-' || text.charAt(i) == '\u00A0')) {
            i++;
        }
        int start = i;
        int hash = 0;
        while (i < n && i - start <= LONGEST && (CharClass.isLetter(text.charAt(i)) || text.charAt(i) == '°')) {
            hash = 31 * hash + CharClass.lower(text.charAt(i));
            i++;
        }
        if (i == start || i < n && CharClass.isLetterOrDigit(text.charAt(i))) {
            return numberEnd;
        }
        return UNITS.word(text, start, i, hash) != 0 ? i : numberEnd;
    }
}
