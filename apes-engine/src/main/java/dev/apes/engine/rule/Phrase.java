package dev.apes.engine.rule;

import java.util.Locale;
import java.util.Set;

/**
 * A noun phrase of the prompt.
 *
 * @param first index of its first token
 * @param end index behind its last token
 * @param determiner its determiner as written, empty if it has none
 * @param words the phrase without determiner and without leading words that only praise or count
 * @param complement what follows with a preposition ("to Paris"), empty if nothing does
 * @param head the last noun
 * @param plural whether the head is plural
 */
record Phrase(int first, int end, String determiner, String words, String complement, String head, boolean plural) {
    private static final Set<String> POSSESSIVE = Set.of("my", "your", "our", "his", "her", "its", "their");
    private static final Set<String> IRREGULAR_PLURAL = Set.of(
            "people",
            "children",
            "men",
            "women",
            "feet",
            "teeth",
            "mice",
            "criteria",
            "phenomena",
            "media",
            "kids",
            "dos",
            "headphones");
    private static final Set<String> SINGULAR_IN_S = Set.of(
            "news",
            "series",
            "mathematics",
            "physics",
            "economics",
            "politics",
            "gymnastics",
            "athletics",
            "bus",
            "gas",
            "lens",
            "canvas",
            "chess",
            "diabetes",
            "yoga",
            "kubernetes",
            "paris",
            "texas",
            "windows",
            "pandas",
            "basis",
            "os",
            "css",
            "aws",
            "js",
            "pros",
            "plus",
            "genius",
            "electronics",
            "robotics",
            "genetics",
            "netflix",
            "linux",
            "stress",
            "always",
            "twitter's",
            "tennis",
            "business",
            "his",
            "los angeles",
            "las vegas",
            "angeles");

    /** {@return the phrase as a definite description with its complement, "the trip to Paris"} */
    String definite() {
        return complement.isEmpty() ? shortDefinite() : shortDefinite() + " " + complement;
    }

    /** {@return the phrase as a short definite description, "the trip"} */
    String shortDefinite() {
        String det = determiner.toLowerCase(Locale.ROOT);
        if (POSSESSIVE.contains(det)) {
            return det + " " + words;
        }
        return det.isEmpty() && (properName() || possessiveStart() || activity()) ? words : "the " + words;
    }

    /** {@return the phrase as it stands for a subject: an article only if it has one} */
    String asTopic() {
        String det = determiner.toLowerCase(Locale.ROOT);
        if (POSSESSIVE.contains(det)) {
            return det + " " + words;
        }
        boolean article = det.equals("a")
                || det.equals("an")
                || det.equals("the")
                || det.equals("this")
                || det.equals("these")
                || det.equals("that")
                || det.equals("those");
        return article ? "the " + words : words;
    }

    /** "swimming", "Python programming": an activity in general takes no article. */
    private boolean activity() {
        return !plural && head.length() > 5 && head.endsWith("ing");
    }

    private boolean possessiveStart() {
        int space = words.indexOf(' ');
        return space > 2
                && (words.startsWith("'s", space - 2) || words.startsWith("\u2019s", space - 2))
                && Character.isLetter(words.charAt(0));
    }

    private boolean properName() {
        return !plural
                && Character.isUpperCase(words.charAt(0))
                && Character.isUpperCase(head.charAt(0))
                && words.length() > 1
                && !Character.isUpperCase(words.charAt(1));
    }

    static boolean isPlural(String noun) {
        String n = noun.toLowerCase(Locale.ROOT);
        if (IRREGULAR_PLURAL.contains(n)) {
            return true;
        }
        boolean acronym = noun.length() > 1 && Character.isUpperCase(noun.charAt(noun.length() - 1));
        return n.length() > 2
                && n.endsWith("s")
                && !acronym
                && !n.endsWith("ss")
                && !n.endsWith("us")
                && !n.endsWith("is")
                && !n.endsWith("'s")
                && !SINGULAR_IN_S.contains(n);
    }
}
