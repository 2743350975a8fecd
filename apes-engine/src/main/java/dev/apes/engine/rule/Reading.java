package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/** What a careful reader makes of a prompt: the request, its object, its subject and what it has settled. Immutable. */
final class Reading {
    private static final int DETAILED = 70;
    private static final java.util.Map<String, String> LANGUAGES = java.util.Map.ofEntries(
            java.util.Map.entry("javascript", "JavaScript"),
            java.util.Map.entry("typescript", "TypeScript"),
            java.util.Map.entry("php", "PHP"),
            java.util.Map.entry("sql", "SQL"),
            java.util.Map.entry("mysql", "MySQL"),
            java.util.Map.entry("postgresql", "PostgreSQL"),
            java.util.Map.entry("mssql", "SQL"),
            java.util.Map.entry("html", "HTML"),
            java.util.Map.entry("css", "CSS"),
            java.util.Map.entry("matlab", "MATLAB"),
            java.util.Map.entry("powershell", "PowerShell"),
            java.util.Map.entry("latex", "LaTeX"),
            java.util.Map.entry("numpy", "NumPy"),
            java.util.Map.entry("pytorch", "PyTorch"),
            java.util.Map.entry("tensorflow", "TensorFlow"),
            java.util.Map.entry("openscad", "OpenSCAD"),
            java.util.Map.entry("nodejs", "Node.js"),
            java.util.Map.entry("node.js", "Node.js"),
            java.util.Map.entry("pandas", "pandas"),
            java.util.Map.entry("awk", "awk"),
            java.util.Map.entry("sed", "sed"),
            java.util.Map.entry("vba", "VBA"),
            java.util.Map.entry("cobol", "COBOL"));
    private static final java.util.Set<Genre> ABOUT_TOPIC =
            java.util.Set.of(Genre.SKILL, Genre.HEALTH, Genre.EXPLAIN, Genre.ADVICE, Genre.COMPARE, Genre.HOWTO);
    private final PromptText text;
    private final LexiconMatches grammar;
    private final LexiconMatches covers;
    private final LexiconMatches genres;
    private final Material material;
    private final PhraseFinder phrases;
    private final Request request;
    private final Activity purpose;
    private final Phrase object;
    private final Phrase deliverable;
    private final String topic;
    private final boolean topicPlural;
    private final String shortTopic;
    private final Phrase input;
    private final Genre genre;
    private final long settled;
    private final boolean numbered;
    /** Two threads may both measure it: they find the same. */
    private volatile PromptFeatures features;
    /** How many words stand outside the material; -1 until somebody asks. */
    private int ownWords = -1;

    Reading(PromptText analysed) {
        text = analysed;
        grammar = WordLists.GRAMMAR.match(text);
        covers = WordLists.COVERS.match(text);
        genres = WordLists.GENRES.match(text);
        material = GivenMaterial.of(text);
        phrases = new PhraseFinder(text, grammar);
        request = Request.find(text, grammar, material);
        deliverable = request == null ? null : firstPhrase(request.object(), request.end());
        purpose = request == null ? null : findPurpose();
        GenreFinder finder = new GenreFinder(text, grammar, covers, genres, phrases, request, deliverable, material);
        object = finder.anchor();
        TopicFinder subject = new TopicFinder(
                text, grammar, phrases, request, deliverable, object, purpose, finder.genre(), material);
        // without a verb there is nothing to be shown how to do
        boolean noVerb =
                subject.topic() != null && !subject.topic().split(" ", 2)[0].endsWith("ing");
        genre = switch (finder.genre()) {
            case HOWTO -> noVerb ? Genre.EXPLAIN : Genre.HOWTO;
            // advice on something that is not an activity could be about any side of it
            case IDEAS ->
                deliverable != null && !isGeneric(deliverable) && object != null && !isGeneric(object)
                        ? Genre.IDEAS
                        : noVerb || subject.topic() == null ? Genre.NONE : Genre.ADVICE;
            case ADVICE -> noVerb || subject.topic() == null ? Genre.NONE : Genre.ADVICE;
            default -> finder.genre();
        };
        topic = subject.topic();
        topicPlural = subject.plural();
        shortTopic = subject.shortTopic();
        input = subject.input();
        settled = settled();
        numbered = hasNumber();
    }

    /**
     * Reads a prompt without what rules have put around it.
     *
     * @param core the user's own words
     * @return the reading
     */
    static Reading of(PromptText core) {
        return Readings.of(core);
    }

    static Reading of(String core) {
        return of(Readings.text(core));
    }

    PromptText text() {
        return text;
    }

    LexiconMatches grammar() {
        return grammar;
    }

    /** {@return the features of the text; measured when first asked for} */
    PromptFeatures features() {
        PromptFeatures measured = features;
        if (measured == null) {
            measured = PromptFeatures.of(text);
            features = measured;
        }
        return measured;
    }

    LexiconMatches covers() {
        return covers;
    }

    Material material() {
        return material;
    }

    PhraseFinder phrases() {
        return phrases;
    }

    /** {@return where the prompt says what it wants; null for a text without sentences} */
    Request request() {
        return request;
    }

    Genre genre() {
        return genre;
    }

    /** {@return what is asked for; null if it was not understood} */
    Phrase object() {
        return object;
    }

    /** {@return what is asked for, with what it is about; null if neither was understood} */
    String subject() {
        if (object == null || ABOUT_TOPIC.contains(genre) && topic != null) {
            return topic;
        }
        // "ways to treat pests" are about treating pests, and "ways" alone about nothing
        return isGeneric(object) ? topic : object.definite();
    }

    /** {@return whether {@link #subject()} is a plural} */
    boolean subjectPlural() {
        boolean byTopic = object == null || topic != null && topic.equals(subject());
        return byTopic ? topicPlural : object.plural();
    }

    /** {@return whether topic and subject are the same thing} */
    boolean topicIsSubject() {
        String subject = subject();
        return topic != null && subject != null && withoutArticle(topic).equals(withoutArticle(subject));
    }

    private static String withoutArticle(String words) {
        return words.startsWith("the ") ? words.substring(4) : words;
    }

    /** {@return the thing asked for in few words; null if it was not understood} */
    String shortSubject() {
        return object == null || ABOUT_TOPIC.contains(genre)
                ? shortTopic
                : isGeneric(object) ? shortTopic : object.shortDefinite();
    }

    static boolean isGeneric(Phrase phrase) {
        return phrase.words().indexOf(' ') < 0
                && (WordLists.GRAMMAR.word(phrase.head()) & (WordLists.GENERIC | WordLists.CONTAINER)) != 0;
    }

    /** {@return the object of the request's verb; null if there is none} */
    Phrase deliverable() {
        return deliverable;
    }

    /** {@return what it is about, fit to stand behind a preposition; null if it was not understood} */
    String topic() {
        return topic;
    }

    /** {@return the same in fewer words} */
    String shortTopic() {
        return shortTopic;
    }

    boolean topicPlural() {
        return topicPlural;
    }

    /** {@return what is worked on; null if it was not understood} */
    Phrase input() {
        return input;
    }

    /** {@return what the thing asked for should do; null if the prompt does not say} */
    Activity purpose() {
        return purpose;
    }

    /** {@return whether the prompt already says something on one of these points} */
    boolean settles(long points) {
        return (settled & points) != 0;
    }

    /** {@return whether more is asked for behind the purpose, which the purpose alone would leave out} */
    boolean purposeGoesOn() {
        int at = purpose == null || purpose.tail().isEmpty() ? -1 : text.text().indexOf(purpose.tail());
        String rest = at < 0
                ? ""
                : text.text().substring(at + purpose.tail().length()).stripLeading();
        return rest.startsWith("and ") || rest.startsWith(",") || rest.startsWith("or ") || secondVerb();
    }

    /** "keep track of my steps and set reminders": the second verb would have to be inflected, too. */
    private boolean secondVerb() {
        String[] words = purpose.tail().split("\\s+");
        for (int i = 0; i + 1 < words.length; i++) {
            boolean joins = words[i].equals("and") || words[i].equals("or");
            if (joins && (WordLists.GRAMMAR.word(words[i + 1]) & WordLists.VERB) != 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the instruction contains a number in digits or a counting word} */
    boolean numbered() {
        return numbered;
    }

    /** {@return whether the prompt asks for a selection by a word that people would apply differently, such as "best" or "top"} */
    boolean isGraded() {
        for (int i = 0; i < text.tokenCount(); i++) {
            boolean graded = (covers.mask(i) & WordLists.VAGUE) != 0 || phrases.is(i, text.tokenCount(), "top");
            if (graded && outsideMaterial(text.tokenStart(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the instruction is so long that its writer has thought about what to say} */
    boolean isDetailed() {
        // benign race: two threads count the same
        if (ownWords < 0) {
            int words = 0;
            for (int i = 0; i < text.tokenCount(); i++) {
                words += text.tokenKind(i) == TokenKind.WORD && outsideMaterial(text.tokenStart(i)) ? 1 : 0;
            }
            ownWords = words;
        }
        return ownWords > DETAILED;
    }

    /** {@return the programming language as the prompt writes it; null if none is named} */
    String language() {
        for (int i = 0; i < text.tokenCount(); i++) {
            if ((covers.mask(i) & WordLists.LANGUAGE) != 0
                    && outsideMaterial(text.tokenStart(i))
                    && Character.isUpperCase(text.text().charAt(text.tokenStart(i)))) {
                return text.token(i);
            }
            if ((covers.mask(i) & WordLists.LANGUAGE) != 0
                    && text.tokenEnd(i) - text.tokenStart(i) > 2
                    && outsideMaterial(text.tokenStart(i))) {
                String word = text.token(i).toLowerCase(Locale.ROOT);
                return word.equals("shell") || word.equals("batch") || word.equals("cron")
                        ? null
                        : LANGUAGES.getOrDefault(word, Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
        }
        return null;
    }

    boolean outsideMaterial(int offset) {
        return !material.present() || offset < material.start() || offset >= material.end();
    }

    private Phrase firstPhrase(int start, int end) {
        for (int i = start; i < Math.min(end, start + 4); i++) {
            boolean pointing =
                    phrases.is(i, end, "following") || phrases.is(i, end, "below") || phrases.is(i, end, "this");
            if (pointing
                    && (i + 1 >= end
                            || text.tokenKind(i + 1) != TokenKind.WORD
                            || phrases.isA(i + 1, WordLists.BOUNDARY))) {
                return null;
            }
            if (phrases.isInfinitive(i, end) || phrases.is(i, end, "based") || phrases.is(i, end, "if")) {
                return null;
            }
            if (i > 0 && text.token(i).endsWith("ing") && phrases.isA(i - 1, WordLists.PRONOUN)) {
                return null;
            }
            if (i > start && phrases.isA(i - 1, WordLists.PRONOUN) && phrases.isA(i - 2, WordLists.PREPOSITION)) {
                return null;
            }
            boolean predicate = i > 0
                    && phrases.isA(i, WordLists.VERB)
                    && phrases.isA(i - 1, WordLists.PRONOUN)
                    && request.verb() < 0;
            Phrase phrase = predicate ? null : phrases.at(i, end);
            if (phrase != null) {
                return phrase;
            }
            if (text.tokenKind(i) == TokenKind.PUNCTUATION
                    && "?!.;".indexOf(text.token(i).charAt(0)) >= 0) {
                return null;
            }
        }
        return null;
    }

    /** "… to remove duplicates", "… that renames all files": what the thing asked for should do. */
    private Activity findPurpose() {
        int from = deliverable == null ? request.object() : Math.min(deliverable.end(), request.end());
        for (int i = from; i < request.end() - 1; i++) {
            boolean infinitive = phrases.isInfinitive(i, request.end());
            boolean relative = phrases.is(i, request.end(), "that") || phrases.is(i, request.end(), "which");
            if (infinitive) {
                return Activity.at(text, grammar, phrases, i + 1, request.end());
            }
            if (relative) {
                int verb = i + 1;
                while (verb < request.end() - 1
                        && (phrases.is(verb, request.end(), "will")
                                || phrases.is(verb, request.end(), "can")
                                || phrases.is(verb, request.end(), "should")
                                || (grammar.mask(verb) & WordLists.ADVERB) != 0)) {
                    verb++;
                }
                return Activity.relative(text, grammar, phrases, verb, request.end());
            }
        }
        return null;
    }

    private long settled() {
        long bits = 0;
        for (int i = 0; i < text.tokenCount(); i++) {
            long mask = covers.mask(i);
            if (outsideMaterial(text.tokenStart(i))) {
                bits |= mask | (isYear(i) ? WHEN : 0) | (isNamedPlace(i) ? PLACE : 0) | (isAmount(i) ? MONEY : 0);
            }
        }
        return bits;
    }

    private boolean isYear(int i) {
        if (text.tokenKind(i) != TokenKind.NUMBER || text.tokenEnd(i) - text.tokenStart(i) != 4) {
            return false;
        }
        String digits = text.token(i);
        return digits.startsWith("19") || digits.startsWith("20");
    }

    private boolean isAmount(int i) {
        return text.tokenKind(i) == TokenKind.NUMBER
                && "$€£".indexOf(text.text().charAt(text.tokenStart(i))) >= 0;
    }

    /** A name behind "in", "from", "to" or "of". */
    private boolean isNamedPlace(int i) {
        if (i == 0
                || text.tokenKind(i) != TokenKind.WORD
                || !Character.isUpperCase(text.text().charAt(text.tokenStart(i)))) {
            return false;
        }
        int before = phrases.is(i - 1, i, "the") ? i - 2 : i - 1;
        return phrases.is(before, i, "in")
                || phrases.is(before, i, "from")
                || phrases.is(before, i, "to")
                || phrases.is(before, i, "of")
                || phrases.is(before, i, "for");
    }

    private boolean hasNumber() {
        for (int i = 0; i < text.tokenCount(); i++) {
            if (text.tokenKind(i) == TokenKind.NUMBER && outsideMaterial(text.tokenStart(i))
                    || (covers.mask(i) & COUNT_WORDS) != 0) {
                return true;
            }
        }
        return false;
    }

    private static final long WHEN = WordLists.COVERS.mask("when");
    private static final long MONEY = WordLists.COVERS.mask("money");
    private static final long PLACE = WordLists.COVERS.mask("place");
    private static final long COUNT_WORDS = WordLists.COVERS.mask("count-word");
}
