package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.PromptText;
import java.util.Locale;
import java.util.Set;

/** Finds what a prompt is about, as words that can stand behind "about", and what it works on. */
final class TopicFinder {
    private static final Set<Genre> BY_ACTIVITY = Set.of(
            Genre.HOWTO,
            Genre.SKILL,
            Genre.ADVICE,
            Genre.IDEAS,
            Genre.GENERAL,
            Genre.EXPLAIN,
            Genre.COURSE,
            Genre.HEALTH);
    private static final Set<Genre> ON_INPUT = Set.of(Genre.CODE, Genre.EXTRACT, Genre.SYSTEM);
    private final PromptText text;
    private final LexiconMatches grammar;
    private final PhraseFinder phrases;
    private final Request request;
    private String topic;
    private boolean plural;
    private Phrase input;

    TopicFinder(
            PromptText text,
            LexiconMatches grammar,
            PhraseFinder phrases,
            Request request,
            Phrase deliverable,
            Phrase anchor,
            Activity purpose,
            Genre genre) {
        this.text = text;
        this.grammar = grammar;
        this.phrases = phrases;
        this.request = request;
        if (request == null || genre == Genre.NONE) {
            return;
        }
        if (ON_INPUT.contains(genre)) {
            input = worked(deliverable, purpose, genre);
        }
        Activity activity = BY_ACTIVITY.contains(genre) ? activity(deliverable, purpose) : null;
        boolean generic = deliverable == null || Reading.isGeneric(deliverable);
        if (genre == Genre.SKILL || genre == Genre.HEALTH) {
            set(anchor);
        } else if (deliverable != null
                && about(deliverable.complement())
                && (generic
                        || genre == Genre.COURSE
                        || genre == Genre.STUDY
                        || genre == Genre.WRITING
                        || genre == Genre.TRAVEL)) {
            String words =
                    deliverable.complement().substring(deliverable.complement().indexOf(' ') + 1);
            set(words, Phrase.isPlural(words));
        } else if (activity != null && (generic || genre == Genre.HOWTO || genre == Genre.COURSE)) {
            if (activity.isAboutObject()) {
                set(activity.object());
            } else {
                set(activity.gerund(), false);
            }
        } else if (!generic) {
            String words = deliverable.complement().isEmpty() ? deliverable.asTopic() : deliverable.definite();
            set(words, deliverable.plural());
        } else if (anchor != null && !Reading.isGeneric(anchor)) {
            set(anchor);
        } else {
            set(anyPhrase());
        }
    }

    String topic() {
        return topic;
    }

    boolean plural() {
        return plural;
    }

    Phrase input() {
        return input;
    }

    private void set(Phrase phrase) {
        if (phrase != null) {
            set(phrase.complement().isEmpty() ? phrase.asTopic() : phrase.definite(), phrase.plural());
        }
    }

    private void set(String words, boolean many) {
        topic = words;
        plural = many;
    }

    private static boolean about(String complement) {
        return complement.startsWith("of ")
                || complement.startsWith("on ")
                || complement.startsWith("about ")
                || complement.startsWith("to ")
                || complement.startsWith("for ") && !complement.contains(" for beginners");
    }

    /** The verb phrase that says what is wanted: that of the request, else of a "to" or an "in …ing" in any sentence. */
    private Activity activity(Phrase deliverable, Activity purpose) {
        if (request.form() == Request.Form.HOW_QUESTION && request.verb() >= 0) {
            return Activity.at(text, grammar, phrases, request.verb(), request.end());
        }
        if (purpose != null) {
            return purpose;
        }
        if (request.form() == Request.Form.WISH && request.verb() >= 0) {
            Activity own = Activity.at(text, grammar, phrases, request.verb(), request.end());
            if (own != null) {
                return own;
            }
        }
        boolean unknown = deliverable == null || Reading.isGeneric(deliverable);
        for (int s = 0; unknown && s < Math.min(4, text.sentenceCount()); s++) {
            int end = text.sentenceEndToken(s);
            for (int i = text.sentenceFirstToken(s); i < end - 1; i++) {
                boolean gerund = text.token(i + 1).endsWith("ing")
                        && text.token(i + 1).length() > 5
                        && (phrases.is(i, end, "in")
                                || phrases.is(i, end, "of")
                                || phrases.is(i, end, "for")
                                || phrases.is(i, end, "considering")
                                || phrases.is(i, end, "about"));
                if (phrases.isInfinitive(i, end) || gerund) {
                    Activity found = Activity.at(text, grammar, phrases, i + 1, end);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** What the work is done on: "… from a list", "… in a directory"; else the object of the purpose. */
    private Phrase worked(Phrase deliverable, Activity purpose, Genre genre) {
        int from = genre == Genre.CODE && deliverable != null ? deliverable.first() : request.object();
        for (int i = from; i < request.end() - 1; i++) {
            String word = text.token(i).toLowerCase(Locale.ROOT);
            boolean place = word.equals("from")
                    || word.equals("in")
                    || word.equals("on")
                    || word.equals("of")
                    || word.equals("within")
                    || word.equals("for");
            boolean given = phrases.isA(i + 1, WordLists.DETERMINER) || phrases.is(i + 1, request.end(), "all");
            if (place && given) {
                Phrase phrase = phrases.bare(i + 1, request.end());
                if (phrase != null
                        && !Reading.isGeneric(phrase)
                        && (WordLists.GRAMMAR.word(phrase.head()) & WordLists.TIME) == 0) {
                    return phrase;
                }
            }
        }
        if (purpose != null && purpose.object() != null) {
            return purpose.object();
        }
        return genre == Genre.CODE ? null : deliverable;
    }

    private Phrase anyPhrase() {
        for (int s = 0; s < Math.min(4, text.sentenceCount()); s++) {
            int end = text.sentenceEndToken(s);
            for (int i = text.sentenceFirstToken(s); i < end; i++) {
                boolean start = i == text.sentenceFirstToken(s)
                        || phrases.isA(i, WordLists.DETERMINER)
                        || phrases.isA(i - 1, WordLists.PREPOSITION);
                Phrase phrase =
                        start && !phrases.isA(i, WordLists.PRONOUN | WordLists.AUXILIARY) ? phrases.at(i, end) : null;
                if (phrase != null && !Reading.isGeneric(phrase)) {
                    return phrase;
                }
            }
        }
        return null;
    }
}
