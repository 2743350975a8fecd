package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of a prompt that people would measure differently, each turned into a question about that very phrase. */
final class Vagueness {
    private static final int MAX_WORDINGS = 2;

    private Vagueness() {}

    /** {@return what vague adjectives mean here, at most two} */
    static List<OpenPoint> adjectives(Reading reading) {
        List<OpenPoint> points = new ArrayList<>();
        PromptText text = reading.text();
        for (int i = 0; i < text.tokenCount() && points.size() < MAX_WORDINGS; i++) {
            if ((reading.covers().mask(i) & WordLists.VAGUE) == 0 || !usable(reading, i)) {
                continue;
            }
            Phrase noun = nounBehind(reading, i);
            if (noun == null) {
                continue;
            }
            String word = text.token(i).toLowerCase(Locale.ROOT);
            String first = word;
            if (i + 2 < text.tokenCount() && text.token(i + 1).equals("-")) {
                first = word + "-" + text.token(i + 2).toLowerCase(Locale.ROOT);
            }
            boolean graded = word.equals("best") || word.equals("better");
            String words = noun.words();
            boolean article = i > 0
                    && (text.token(i - 1).equalsIgnoreCase("a")
                            || text.token(i - 1).equalsIgnoreCase("an"));
            String cited = words.startsWith(first) ? words : first + " " + words;
            String clause = graded
                    ? "what \"" + word + "\" goes by for the " + words
                    : "what counts as " + (article ? Articles.of(cited) + " " : "") + "\"" + cited + "\"";
            points.add(new OpenPoint(OpenPoint.Aspect.WORDING, clause));
            i = noun.end();
        }
        return points;
    }

    /** {@return which of the things is meant by nouns that name anything, at most one} */
    static List<OpenPoint> nouns(Reading reading) {
        PromptText text = reading.text();
        if (reading.genre() == Genre.CODE || reading.genre() == Genre.FIX) {
            return List.of();
        }
        String topic = reading.topic();
        for (int i = 0; i < text.tokenCount() && !reading.isDetailed(); i++) {
            if ((reading.covers().mask(i) & WordLists.VAGUE_NOUN) == 0 || !usable(reading, i)) {
                continue;
            }
            String word = text.token(i).toLowerCase(Locale.ROOT);
            boolean compound = i + 1 < text.tokenCount()
                            && text.tokenKind(i + 1) == TokenKind.WORD
                            && (reading.grammar().mask(i + 1) & (WordLists.BOUNDARY | WordLists.ADVERB)) == 0
                    || (i > 0 && text.token(i - 1).equals("-"));
            if (!compound && topic != null && !topic.toLowerCase(Locale.ROOT).contains(word)) {
                return List.of(new OpenPoint(
                        OpenPoint.Aspect.WORDING,
                        word.startsWith("info") || word.equals("details")
                                ? "which \"" + word + "\" on " + topic + " I need most"
                                : "which \"" + word + "\" I mean in connection with " + topic));
            }
        }
        return List.of();
    }

    /** {@return how far something is to be improved, at most one} */
    static List<OpenPoint> goals(Reading reading) {
        PromptText text = reading.text();
        if (reading.numbered() || reading.isDetailed()) {
            return List.of();
        }
        for (int i = 0; i < text.tokenCount(); i++) {
            if ((reading.covers().mask(i) & WordLists.IMPROVE) == 0
                    || !usable(reading, i)
                    || i + 1 >= text.tokenCount()) {
                continue;
            }
            String verb = text.token(i).toLowerCase(Locale.ROOT);
            boolean quantity = verb.equals("save") || verb.equals("lose") || verb.equals("gain");
            boolean plain = switch (verb) {
                case "improve", "increase", "reduce", "boost", "lower", "decrease", "save", "lose", "gain" -> true;
                default -> false;
            };
            Phrase object = plain ? reading.phrases().bare(i + 1, text.tokenCount()) : null;
            if (object != null && object.first() == i + 1) {
                String thing = reading.phrases().slice(i + 1, object.end());
                return List.of(new OpenPoint(
                        OpenPoint.Aspect.MEASURE,
                        quantity
                                ? "how much " + thing + " I want to " + verb
                                : "how far I want to " + verb + " " + thing + ", and by when"));
            }
        }
        return List.of();
    }

    /** {@return how many vague words and nouns the instruction has} */
    static int count(Reading reading) {
        int count = 0;
        for (int i = 0; i < reading.text().tokenCount(); i++) {
            count += (reading.covers().mask(i) & (WordLists.VAGUE | WordLists.VAGUE_NOUN)) != 0 && usable(reading, i)
                    ? 1
                    : 0;
        }
        return count;
    }

    private static boolean usable(Reading reading, int i) {
        int at = reading.text().tokenStart(i);
        return reading.outsideMaterial(at) && !reading.text().isProtected(at);
    }

    private static Phrase nounBehind(Reading reading, int i) {
        PromptText text = reading.text();
        int next = i + 1;
        if (next + 1 < text.tokenCount() && text.token(next).equals("-")) {
            next += 2;
        }
        if (next >= text.tokenCount()
                || text.tokenKind(next) != TokenKind.WORD
                || text.isProtected(text.tokenStart(next))) {
            return null;
        }
        Phrase noun = reading.phrases().bare(next, text.tokenCount());
        boolean direct =
                noun != null && noun.first() == next && noun.determiner().isEmpty();
        return direct && !noun.words().contains("\"") && noun.words().indexOf('\'') < 0 ? noun : null;
    }
}
