package dev.apes.engine.llm;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells in which language an answer is written: by its script where that decides, else by the commonest small words. */
final class Languages {
    private static final Map<String, Set<UnicodeScript>> SCRIPTS = new TreeMap<>(Map.of(
            "ru", Set.of(UnicodeScript.CYRILLIC),
            "el", Set.of(UnicodeScript.GREEK),
            "he", Set.of(UnicodeScript.HEBREW),
            "ar", Set.of(UnicodeScript.ARABIC),
            "hi", Set.of(UnicodeScript.DEVANAGARI),
            "ko", Set.of(UnicodeScript.HANGUL),
            "zh", Set.of(UnicodeScript.HAN),
            "ja", Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HAN)));

    private static final Map<String, Set<String>> SMALL_WORDS = new TreeMap<>(Map.of(
            "en",
                    Set.of(
                            "the", "and", "of", "to", "is", "in", "that", "it", "for", "with", "are", "this", "was",
                            "not"),
            "de",
                    Set.of(
                            "der", "die", "und", "das", "ist", "nicht", "ein", "eine", "zu", "den", "mit", "von", "für",
                            "auf"),
            "fr", Set.of("le", "la", "les", "et", "est", "des", "une", "un", "du", "dans", "pour", "que", "qui", "pas"),
            "es", Set.of("el", "la", "los", "y", "es", "las", "una", "un", "del", "en", "para", "que", "con", "por"),
            "it", Set.of("il", "la", "di", "e", "è", "che", "una", "un", "del", "per", "non", "sono", "con", "della"),
            "pt", Set.of("o", "a", "os", "e", "é", "que", "uma", "um", "do", "da", "para", "não", "com", "em"),
            "nl", Set.of("de", "het", "een", "en", "is", "van", "niet", "dat", "in", "op", "voor", "met", "zijn", "te"),
            "sv",
                    Set.of(
                            "och", "att", "det", "är", "en", "ett", "som", "inte", "på", "för", "med", "av", "den",
                            "till")));

    private Languages() {}

    static boolean isWrittenIn(String text, String language) {
        Set<UnicodeScript> scripts = SCRIPTS.get(language);
        if (scripts != null) {
            return mostlyIn(text, scripts) && (!language.equals("ja") || anyIn(text, UnicodeScript.HIRAGANA));
        }
        if (!SMALL_WORDS.containsKey(language)) {
            throw new IllegalArgumentException("'" + language + "' is no language that can be told; known: "
                    + String.join(", ", SMALL_WORDS.keySet()) + ", " + String.join(", ", SCRIPTS.keySet()));
        }
        List<String> words = TextScores.words(text);
        long here = count(words, language);
        return here > 0
                && SMALL_WORDS.keySet().stream()
                        .filter(l -> !l.equals(language))
                        .allMatch(l -> count(words, l) < here);
    }

    private static long count(List<String> words, String language) {
        return words.stream().filter(SMALL_WORDS.get(language)::contains).count();
    }

    private static boolean mostlyIn(String text, Set<UnicodeScript> scripts) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long ours = text.codePoints()
                .filter(Character::isLetter)
                .filter(c -> scripts.contains(UnicodeScript.of(c)))
                .count();
        return letters > 0 && ours * 2 > letters;
    }

    private static boolean anyIn(String text, UnicodeScript script) {
        return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == script);
    }
}
