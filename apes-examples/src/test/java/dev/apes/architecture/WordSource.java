package dev.apes.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The vocabulary of one word list: a section of a resource file, or the literals of a class.
 *
 * @param name the file, from its package on, with the section in brackets
 * @param entries its words and phrases, in lower case with single spaces
 * @param runs all runs of four words within a line or literal
 */
record WordSource(String name, Set<String> entries, Set<String> runs) {

    private static final int RUN = 4;
    private static final Pattern ITEM_BREAK =
            Pattern.compile("[\\t\\r\\n|,;=:.?!()\\[\\]{}\"<>\u0001]+|\\\\[bBsSwWdDn]");
    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}']+");
    /** What an exception tells a programmer is no vocabulary. */
    private static final Pattern MESSAGE =
            Pattern.compile("\\b(must (not )?be|must have|cannot|not allowed|is null)\\b");

    /** Leaves out entries that consist of the ignored words alone: articles, pronouns, numbers are nobody's list. */
    static WordSource of(String name, Collection<String> texts, Set<String> ignored) {
        Set<String> entries = new TreeSet<>();
        Set<String> runs = new TreeSet<>();
        for (String text : texts) {
            String plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
            if (MESSAGE.matcher(plain).find()) {
                continue;
            }
            for (String item : ITEM_BREAK.split(plain)) {
                List<String> words = WORD_BREAK
                        .splitAsStream(item)
                        .filter(word -> !word.isEmpty())
                        .toList();
                add(entries, words, ignored);
                for (int i = 0; i + RUN <= words.size(); i++) {
                    add(runs, words.subList(i, i + RUN), ignored);
                }
            }
        }
        return new WordSource(name, entries, runs);
    }

    private static void add(Set<String> set, List<String> words, Set<String> ignored) {
        if (!words.isEmpty() && !ignored.containsAll(words)) {
            set.add(String.join(" ", words));
        }
    }

    /** The entries of two words and more, and the runs. */
    Set<String> phrases() {
        Set<String> phrases =
                entries.stream().filter(entry -> entry.indexOf(' ') > 0).collect(Collectors.toCollection(TreeSet::new));
        phrases.addAll(runs);
        return phrases;
    }
}
