package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
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
    private static final long PEOPLE = WordLists.COVERS.mask("audience") | WordLists.COVERS.mask("level");
    private static final long DURATION = WordLists.COVERS.mask("duration") | WordLists.COVERS.mask("when");
    private static final Set<String> MAKING = Set.of(
            "generate",
            "implement",
            "create",
            "print",
            "plot",
            "build",
            "make",
            "compute",
            "calculate",
            "draw",
            "simulate",
            "play",
            "write",
            "display",
            "solve",
            "find",
            "produce",
            "output",
            "show",
            "determine",
            "act",
            "predict",
            "demonstrate",
            "perform",
            "get",
            "train",
            "run",
            "control",
            "set",
            "listen",
            "represent",
            "handle",
            "manage",
            "use");
    private static final Set<Genre> ON_MATERIAL =
            Set.of(Genre.CONDENSE, Genre.TRANSLATE, Genre.EDIT, Genre.EXTRACT, Genre.ANALYSE);
    private static final Set<Genre> ON_INPUT = Set.of(Genre.CODE, Genre.FIX, Genre.EXTRACT, Genre.SYSTEM);
    private final PromptText text;
    private final LexiconMatches grammar;
    private final PhraseFinder phrases;
    private final Request request;
    private String topic;
    private String shortTopic;
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
            Genre genre,
            Material material) {
        this.text = text;
        this.grammar = grammar;
        this.phrases = phrases;
        this.request = request;
        if (request == null || genre == Genre.NONE) {
            return;
        }
        boolean onMaterial = ON_MATERIAL.contains(genre) && deliverable == null && material.present();
        if (onMaterial) {
            String beginning = beginning(text.text().substring(material.start(), material.end()));
            if (beginning != null) {
                set(beginning, "this text", false);
                return;
            }
        }
        if (ON_INPUT.contains(genre)) {
            input = worked(deliverable, purpose, genre);
        }
        Activity activity = BY_ACTIVITY.contains(genre) ? activity(deliverable, purpose, genre) : null;
        if (activity != null && activity.tail().isEmpty() && !activity.isAboutObject()) {
            activity = null;
        }
        boolean generic = deliverable == null || Reading.isGeneric(deliverable);
        boolean named = anchor != null && !Reading.isGeneric(anchor);
        if ((genre == Genre.SKILL || genre == Genre.HEALTH) && named) {
            set(anchor);
        } else if (genre == Genre.COMPARE && deliverable != null) {
            compared(deliverable);
        } else if (onComplement(genre, deliverable, anchor, generic) != null) {
            String complement =
                    onComplement(genre, deliverable, anchor, generic).complement();
            int about = Math.max(complement.indexOf(" on "), complement.indexOf(" about "));
            String words = complement.substring(complement.indexOf(' ', about + 1) + 1);
            boolean deed = words.split(" ", 2)[0].endsWith("ing");
            set(words, shortened(words), !deed && Phrase.isPlural(words));
        } else if (activity != null && (generic || genre == Genre.HOWTO || genre == Genre.COURSE)) {
            if (activity.isAboutObject()) {
                set(activity.object());
            } else {
                set(activity.gerund(), activity.shortGerund(), false);
            }
        } else if (genre == Genre.COURSE && anchor != null && anchor.words().indexOf(' ') > 0) {
            String field = anchor.words().substring(0, anchor.words().lastIndexOf(' '));
            set(field, field, false);
        } else if (!generic) {
            boolean own = genre == Genre.STORY || genre == Genre.WRITING;
            if (!own) {
                set(deliverable);
            }
        } else if (anchor != null && !Reading.isGeneric(anchor)) {
            set(anchor);
        } else {
            set(anyPhrase());
        }
    }

    /** The phrase whose complement names the subject: "course on botany", "steps for a repair"; null if none does. */
    private static Phrase onComplement(Genre genre, Phrase deliverable, Phrase anchor, boolean generic) {
        boolean carries = genre == Genre.COURSE
                || genre == Genre.STUDY
                || genre == Genre.WRITING
                || genre == Genre.STORY
                || genre == Genre.TRAVEL;
        if (carries && anchor != null && about(anchor.complement())) {
            return anchor;
        }
        return deliverable != null && generic && about(deliverable.complement()) ? deliverable : null;
    }

    String topic() {
        return topic;
    }

    /** {@return the topic without what qualifies it} */
    String shortTopic() {
        return shortTopic;
    }

    boolean plural() {
        return plural;
    }

    Phrase input() {
        return input;
    }

    private void set(Phrase phrase) {
        if (phrase != null) {
            String shorter = phrase.complement().isEmpty() ? phrase.asTopic() : phrase.shortDefinite();
            set(phrase.complement().isEmpty() ? phrase.asTopic() : phrase.definite(), shorter, phrase.plural());
        }
    }

    private void set(String words, String fewer, boolean many) {
        topic = words;
        shortTopic = fewer;
        plural = many;
    }

    /** Both sides of a comparison: "heat pumps and gas boilers". */
    private void compared(Phrase first) {
        if (first.complement().startsWith("between ")) {
            String sides = first.complement().substring("between ".length());
            set(sides, sides, true);
            return;
        }
        int joint = first.end();
        boolean joins = phrases.is(joint, request.end(), "and")
                || phrases.is(joint, request.end(), "with")
                || phrases.is(joint, request.end(), "to")
                || phrases.is(joint, request.end(), "versus")
                || phrases.is(joint, request.end(), "vs");
        Phrase second = joins ? phrases.at(joint + 1, request.end()) : null;
        boolean verb = second != null
                && phrases.isA(joint + 1, WordLists.VERB)
                && phrases.isA(joint + 2, WordLists.DETERMINER | WordLists.PRONOUN);
        if (second == null || verb) {
            set(first);
            return;
        }
        String one = named(first);
        set(
                one + " and " + named(second),
                first.complement().isEmpty() ? first.asTopic() + " and " + second.asTopic() : first.shortDefinite(),
                true);
    }

    /** A side of a comparison, with an article only if the prompt gives it one. */
    private static String named(Phrase side) {
        return side.complement().isEmpty()
                ? side.asTopic()
                : side.determiner().isEmpty() ? side.words() + " " + side.complement() : side.definite();
    }

    /** Names material by its first words; null if it does not begin with plain words. */
    private static String beginning(String given) {
        String line = given.strip()
                .split("\n", 2)[0]
                .replace("\"", "")
                .replace("\u201c", "")
                .strip();
        String[] words = line.split("\\s+");
        if (words.length < 4 || !Character.isLetter(line.charAt(0)) || line.indexOf('<') >= 0) {
            return null;
        }
        String first = String.join(" ", java.util.Arrays.copyOf(words, 4));
        String trimmed = Character.isLetterOrDigit(first.charAt(first.length() - 1))
                ? first
                : first.substring(0, first.length() - 1);
        return "the text that begins \"" + trimmed + "\"";
    }

    /** Without a trailing qualification, if the words are many. */
    private static String shortened(String words) {
        if (WordCount.of(words) < 5) {
            return words;
        }
        for (String preposition : new String[] {" in ", " with ", " at ", " from ", " for ", " on ", " of "}) {
            int cut = words.lastIndexOf(preposition);
            if (cut > 0 && WordCount.of(words.substring(0, cut)) > 1) {
                return words.substring(0, cut);
            }
        }
        return words;
    }

    private static boolean about(String complement) {
        return complement.startsWith("of ")
                || complement.startsWith("on ")
                || complement.startsWith("about ")
                || complement.startsWith("to ")
                || complement.startsWith("for ")
                        && (WordLists.COVERS.word(complement.substring(complement.lastIndexOf(' ') + 1)) & PEOPLE) == 0;
    }

    /** The verb phrase that says what is wanted: that of the request, else of a "to" or an "in …ing" in any sentence. */
    private Activity activity(Phrase deliverable, Activity purpose, Genre genre) {
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
        boolean unknown = deliverable == null || Reading.isGeneric(deliverable) || genre == Genre.COURSE;
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
                    || word.equals("for") && genre != Genre.CODE;
            boolean given = phrases.isA(i + 1, WordLists.DETERMINER) || genre == Genre.EXTRACT && word.equals("from");
            if (place && given) {
                Phrase phrase = phrases.bare(i + 1, request.end());
                if (phrase != null
                        && !Reading.isGeneric(phrase)
                        && (deliverable == null || !phrase.words().equals(deliverable.words()))
                        && (WordLists.COVERS.word(phrase.head()) & DURATION) == 0) {
                    return phrase;
                }
            }
        }
        // what a program makes, it is not given
        boolean made = purpose != null && genre == Genre.CODE && MAKING.contains(purpose.verb());
        if (purpose != null && purpose.object() != null && !made) {
            boolean light = switch (purpose.object().head()) {
                case "track", "use", "sure", "access", "care" -> true;
                default -> false;
            };
            boolean same = deliverable != null && purpose.object().words().equals(deliverable.words());
            return light || same ? null : withoutGerund(purpose.object());
        }
        return genre == Genre.SYSTEM ? deliverable : null;
    }

    /** Of "sending emails", what is worked on are the emails. */
    private static Phrase withoutGerund(Phrase phrase) {
        int space = phrase.words().indexOf(' ');
        boolean gerund =
                space > 4 && phrase.determiner().isEmpty() && phrase.words().startsWith("ing", space - 3);
        return gerund
                ? new Phrase(
                        phrase.first(),
                        phrase.end(),
                        "",
                        phrase.words().substring(space + 1),
                        phrase.complement(),
                        phrase.head(),
                        phrase.plural())
                : phrase;
    }

    private Phrase anyPhrase() {
        for (int s = 0; s < Math.min(4, text.sentenceCount()); s++) {
            int end = text.sentenceEndToken(s);
            for (int i = text.sentenceFirstToken(s); i < end; i++) {
                if (phrases.isInfinitive(i, end)) {
                    i++;
                    continue;
                }
                boolean bareVerb = phrases.isA(i, WordLists.VERB) && !phrases.isA(i, WordLists.DETERMINER);
                boolean start = !bareVerb
                        && (i == text.sentenceFirstToken(s)
                                || phrases.isA(i, WordLists.DETERMINER)
                                || phrases.isA(i - 1, WordLists.PREPOSITION));
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
