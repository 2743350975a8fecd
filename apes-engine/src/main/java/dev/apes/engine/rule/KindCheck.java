package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import java.util.Locale;
import java.util.Set;

/** Whether the request itself bears out what kind of thing it asks for, not only a noun that also has other uses. */
final class KindCheck {
    private static final Set<String> LEARNING = Set.of(
            "learn",
            "learning",
            "teach",
            "improve",
            "improving",
            "practice",
            "practise",
            "practicing",
            "beginner",
            "beginners",
            "beginner's",
            "lesson",
            "lessons",
            "skill",
            "skills",
            "master",
            "start",
            "started",
            "hobby",
            "technique",
            "techniques",
            "exercises",
            "better");
    private static final Set<String> ANY_USE = Set.of("websites", "resources", "classes", "videos", "workshops");
    private static final Set<String> WANTING =
            Set.of("buy", "buying", "purchase", "purchasing", "recommend", "suggest", "shopping", "market");
    private static final Set<String> GUESSING = Set.of("predict", "rate", "review", "rank", "perform", "conduct");
    private static final Set<String> OVERVIEW =
            Set.of("research", "investigate", "explore", "outline", "discuss", "detail");
    private static final Set<String> OWN = Set.of("me", "routine", "daily", "beginner", "beginners");
    private static final long EVENT = WordLists.GENRES.mask("n:event");
    private final PromptText text;
    private final LexiconMatches covers;
    private final LexiconMatches nouns;
    private final Request request;
    private final Phrase deliverable;
    private final Phrase anchor;
    private final Material material;

    KindCheck(
            PromptText text,
            LexiconMatches covers,
            LexiconMatches nouns,
            Request request,
            Phrase deliverable,
            Phrase anchor,
            Material material) {
        this.text = text;
        this.covers = covers;
        this.nouns = nouns;
        this.request = request;
        this.deliverable = deliverable;
        this.anchor = anchor;
        this.material = material;
    }

    /**
     * Decides whether to trust a kind.
     *
     * @param kind what the nouns and the verb of the prompt point to
     * @param grammar its function words and verbs
     * @param personal whether its writer speaks of himself or herself
     * @param list whether it asks for a list
     */
    boolean bearsOut(Genre kind, LexiconMatches grammar, boolean personal, boolean list) {
        long verb = request.verb() < 0 ? 0 : grammar.mask(request.verb());
        String word = request.verb() < 0 ? "" : text.token(request.verb()).toLowerCase(Locale.ROOT);
        Request.Form form = request.form();
        boolean asks = form == Request.Form.QUESTION || form == Request.Form.STATEMENT;
        if (asks && figures() > 1) {
            return false;
        }
        return switch (kind) {
            case SKILL -> hasAny(LEARNING) && isHead(kind);
            case HEALTH -> isHead(kind);
            case COURSE ->
                isHead(kind)
                        && !Reading.isGeneric(anchor)
                        && (!ANY_USE.contains(anchor.head().toLowerCase(Locale.ROOT)) || hasAny(LEARNING));
            case ANALYSE -> (verb & (WordLists.ANALYSE | WordLists.SOLVE)) != 0 && !GUESSING.contains(word);
            case TRAVEL, EVENT, LOOKUP -> form != Request.Form.QUESTION;
            case WRITING, STORY, LETTER -> anchor == null || anchor == deliverable;
            case ADVICE -> form == Request.Form.WISH || form == Request.Form.HOW_QUESTION;
            case CAREER -> (verb & WordLists.FIND) == 0;
            case EDIT -> material.present();
            case CONDENSE -> deliverable != null || material.present();
            case TRANSLATE -> !namesLanguage() && (deliverable != null || material.present());
            case SYSTEM -> form == Request.Form.COMMAND;
            case MATH ->
                isHead(kind) || deliverable != null && !deliverable.determiner().isEmpty() && figures() > 0;
            case EXPLAIN ->
                (verb & (WordLists.EXPLAIN | WordLists.FIND | WordLists.MAKE)) != 0
                        && !OVERVIEW.contains(word)
                        && !GenreFinder.ERRAND.contains(word)
                        && !asks
                        && questions() < 2;
            case HOWTO -> !namesLanguage() && questions() < 2;
            case PRODUCT, APP ->
                (verb & (WordLists.FIND | WordLists.SUGGEST)) != 0
                        || form == Request.Form.WISH && anchor == deliverable
                        || list
                        || hasAny(WANTING);
            case PLAN -> !namesEvent() && (personal || hasAny(OWN));
            default -> true;
        };
    }

    /** Whether the noun of this kind is the head of the phrase that names the thing: not "stress" in "stress ball". */
    private boolean isHead(Genre kind) {
        long names = WordLists.GENRES.mask("n:" + kind.name().toLowerCase(Locale.ROOT));
        return anchor != null
                && ((WordLists.GENRES.word(anchor.head()) & names) != 0
                        || (WordLists.GENRES.word(anchor.words()) & names) != 0
                        || endsInName(names));
    }

    /** "public speaking": names of several words are matched in the text. */
    private boolean endsInName(long names) {
        for (int i = anchor.first(); i < Math.min(anchor.end(), text.tokenCount()); i++) {
            if ((nouns.mask(i) & names) != 0 && nouns.length(i) > 1) {
                return true;
            }
        }
        return false;
    }

    private boolean hasAny(Set<String> words) {
        for (int i = 0; i < text.tokenCount(); i++) {
            if (words.contains(text.token(i).toLowerCase(Locale.ROOT)) && !inMaterial(text.tokenStart(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean inMaterial(int offset) {
        return material.present() && offset >= material.start() && offset < material.end();
    }

    /** A question with figures of its own asks for an answer to just that case. */
    private int figures() {
        int figures = 0;
        for (int i = 0; i < text.tokenCount(); i++) {
            figures += Character.isDigit(text.text().charAt(text.tokenStart(i))) ? 1 : 0;
        }
        return figures;
    }

    private int questions() {
        int questions = 0;
        for (int i = 0; i < text.tokenCount(); i++) {
            questions += text.token(i).equals("?") ? 1 : 0;
        }
        return questions;
    }

    /** Names of one or two letters are also words. */
    private boolean namesLanguage() {
        for (int i = 0; i < text.tokenCount(); i++) {
            if ((covers.mask(i) & WordLists.LANGUAGE) != 0 && text.tokenEnd(i) - text.tokenStart(i) > 2) {
                return true;
            }
        }
        return false;
    }

    private boolean namesEvent() {
        for (int i = request.object(); i < request.end(); i++) {
            if ((nouns.mask(i) & EVENT) != 0) {
                return true;
            }
        }
        return false;
    }
}
