package dev.apes.engine.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a finished text is dressed with: headings, tags, places to be filled in, words in capitals. All words for it come from the
 * text and its topic. Code is left as it is.
 *
 * @param headings lines above paragraphs, at least 0
 * @param tags opening and closing ones together, at least 0
 * @param placeholders words to put in braces, at least 0
 * @param capitals words to write in capitals, at least 0
 */
record Markup(int headings, int tags, int placeholders, int capitals) {
    /** Nothing. */
    static final Markup NONE = new Markup(0, 0, 0, 0);

    private static final String FENCE = "```";
    private static final Pattern WORD = Pattern.compile("(?<![^\\s(\"])\\p{Lower}{3,}(?=[\\s,;.?!)\"]|$)");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\p{Lower}[.?!]) (?=\\p{Upper})");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\n\n(?=[^\\s#])");

    /**
     * @param text what to dress
     * @param topic gives headings and tags their names
     * @param code whether there is code in it: then no word is touched
     * @param random where choices come from
     * @return the text, dressed as far as it has places for it
     */
    String on(String text, Topic topic, boolean code, RandomGenerator random) {
        if (equals(NONE)) {
            return text;
        }
        boolean fragile = code || text.contains(FENCE);
        String dressed = text;
        if (!fragile) {
            dressed = onWords(dressed, capitals, word -> word.toUpperCase(Locale.ROOT), random);
            dressed = onWords(dressed, placeholders, word -> "{" + word + "}", random);
            String name = name(topic, random);
            // the first pair goes around a paragraph
            dressed = onWords(dressed, tags / 2 - 1, word -> "<" + name + ">" + word + "</" + name + ">", random);
        }
        dressed = withHeadings(dressed, topic, fragile, random);
        if (tags > 1) {
            dressed = tagged(dressed, name(topic, random), fragile, random);
        }
        return tags % 2 == 1 ? dressed + "\n<" + name(topic, random) + "/>" : dressed;
    }

    private static String onWords(String text, int count, UnaryOperator<String> change, RandomGenerator random) {
        if (count <= 0) {
            return text;
        }
        List<int[]> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(new int[] {word.start(), word.end()});
        }
        shuffle(words, random);
        List<int[]> chosen = new ArrayList<>(words.subList(0, Math.min(count, words.size())));
        chosen.sort((a, b) -> Integer.compare(b[0], a[0]));
        StringBuilder out = new StringBuilder(text);
        for (int[] place : chosen) {
            out.replace(place[0], place[1], change.apply(text.substring(place[0], place[1])));
        }
        return out.toString();
    }

    /** Above paragraphs, and where these are too few above sentences. */
    private String withHeadings(String text, Topic topic, boolean fragile, RandomGenerator random) {
        if (headings == 0) {
            return text;
        }
        List<Integer> places = new ArrayList<>(List.of(0));
        if (!fragile) {
            places.addAll(ends(PARAGRAPH_END, text));
        }
        shuffle(places, random);
        if (!fragile && places.size() < headings) {
            List<Integer> sentences = ends(SENTENCE_END, text);
            shuffle(sentences, random);
            places.addAll(sentences);
        }
        List<Integer> chosen = new ArrayList<>(places.subList(0, Math.min(headings, places.size())));
        chosen.sort(Collections.reverseOrder());
        StringBuilder out = new StringBuilder(text);
        int first = random.nextInt(topic.aspects().size());
        for (int i = 0; i < chosen.size(); i++) {
            boolean last = i == chosen.size() - 1;
            String title = last
                    ? topic.name()
                    : topic.aspects().get((first + i) % topic.aspects().size());
            out.insert(chosen.get(i), (chosen.get(i) == 0 ? "# " : "\n\n# ") + Template.capitalised(title) + "\n");
        }
        return out.toString().replace("\n\n\n\n", "\n\n");
    }

    private static List<Integer> ends(Pattern pattern, String text) {
        List<Integer> ends = new ArrayList<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            ends.add(found.end());
        }
        return ends;
    }

    private static String tagged(String text, String name, boolean fragile, RandomGenerator random) {
        String open = "<" + name + ">\n";
        String close = "\n</" + name + ">";
        List<String> paragraphs = List.of(text.split("\n\n"));
        if (fragile || paragraphs.size() == 1) {
            return open + text + close;
        }
        int chosen = random.nextInt(paragraphs.size());
        List<String> out = new ArrayList<>(paragraphs);
        out.set(chosen, open + paragraphs.get(chosen) + close);
        return String.join("\n\n", out);
    }

    private static String name(Topic topic, RandomGenerator random) {
        String column = topic.columns().get(random.nextInt(topic.columns().size()));
        String name = column.toLowerCase(Locale.ROOT).replaceAll("\\W+", "_");
        return Character.isLetter(name.charAt(0)) ? name : "x" + name;
    }

    private static void shuffle(List<?> list, RandomGenerator random) {
        Collections.shuffle(list, new Random(random.nextLong()));
    }
}
