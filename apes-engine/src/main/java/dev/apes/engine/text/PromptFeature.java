package dev.apes.engine.text;

import java.util.Arrays;
import java.util.List;

/**
 * The features of a prompt, in the order of the vector. The order and the definitions are fixed: trained models depend on them.
 *
 * <p>"Words" are word tokens outside code, tags, addresses and paths; "sentences" are those of {@link PromptText#sentences()}.
 * Every value is finite and lies within {@link #min()} and {@link #max()}; counts have no upper bound and say infinity.
 */
public enum PromptFeature {
    /** Number of words. */
    WORD_COUNT(FeatureKind.INTEGER),
    /** Number of UTF-16 characters of the whole text, white space included. */
    CHARACTER_COUNT(FeatureKind.INTEGER),
    /** Different words (case ignored) divided by words; 0 without words. Templin, Certain Language Skills in Children (1957). */
    TYPE_TOKEN_RATIO(FeatureKind.NUMERIC, 0, 1),
    /** Mean number of characters of a word, words longer than 40 counted as 40; 0 without words. */
    MEAN_WORD_LENGTH(FeatureKind.NUMERIC, 0, 40),
    /** Share of words that are function words of English (list {@code function-words.txt}); 0 without words. */
    STOP_WORD_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** Share of words that are neither function words nor among the frequent English words of {@code common-words.txt}. */
    RARE_WORD_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** Share of words of more than six letters (the long words of LIX, Björnsson 1968). */
    LONG_WORD_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** Share of words of at least two letters that are written in capitals throughout. */
    CAPITALS_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** Numbers in digits and number words. */
    NUMBER_COUNT(FeatureKind.INTEGER),
    /** Number of sentences. */
    SENTENCE_COUNT(FeatureKind.INTEGER),
    /** Words divided by sentences, bounded to 500; 0 without sentences. */
    MEAN_SENTENCE_LENGTH(FeatureKind.NUMERIC, 0, 500),
    /** Words of the longest sentence. */
    LONGEST_SENTENCE(FeatureKind.INTEGER),
    /** Flesch reading ease, higher is easier; bounded to −100..121.22, 0 without words. Flesch 1948. */
    FLESCH_READING_EASE(FeatureKind.NUMERIC, -100, 121.22),
    /** Flesch-Kincaid grade level in US school years; bounded to −3.4..40, 0 without words. Kincaid et al. 1975. */
    FLESCH_KINCAID_GRADE(FeatureKind.NUMERIC, -3.4, 40),
    /** Gunning fog index in years of schooling; bounded to 0..60. Gunning 1952. */
    GUNNING_FOG(FeatureKind.NUMERIC, 0, 60),
    /** LIX readability; bounded to 0..150. Björnsson 1968. */
    LIX(FeatureKind.NUMERIC, 0, 150),
    /** Number of lines, blank ones included. */
    LINE_COUNT(FeatureKind.INTEGER),
    /** Number of paragraphs (runs of lines that are not blank). */
    PARAGRAPH_COUNT(FeatureKind.INTEGER),
    /** Number of lines that are list items. */
    LIST_ITEM_COUNT(FeatureKind.INTEGER),
    /** Number of lines that are headings or labels. */
    HEADING_COUNT(FeatureKind.INTEGER),
    /** Number of blocks of code, fenced or plain. */
    CODE_BLOCK_COUNT(FeatureKind.INTEGER),
    /** Number of XML or HTML tags. */
    TAG_COUNT(FeatureKind.INTEGER),
    /** Number of places to be filled in. */
    PLACEHOLDER_COUNT(FeatureKind.INTEGER),
    /** Number of quotations. */
    QUOTE_COUNT(FeatureKind.INTEGER),
    /** Number of web and e-mail addresses, file names and paths. */
    ADDRESS_COUNT(FeatureKind.INTEGER),
    /** Number of sentences that end in a question mark. */
    QUESTION_COUNT(FeatureKind.INTEGER),
    /** Share of characters that belong to given material, see {@link Material}. */
    MATERIAL_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** 1 if there is material and a reader can see where it begins, see {@link Material#separated()}. */
    MATERIAL_SEPARATED(FeatureKind.BOOLEAN),
    /** Share of characters in protected spans. */
    PROTECTED_SHARE(FeatureKind.NUMERIC, 0, 1),
    /** Words and phrases that limit length (words, sentences, at most, brief). */
    LENGTH_CONSTRAINTS(FeatureKind.INTEGER),
    /** Words that name a form of answer (table, JSON, list, headings). */
    FORMAT_CONSTRAINTS(FeatureKind.INTEGER),
    /** Words that name readers, tone or style. */
    AUDIENCE_CONSTRAINTS(FeatureKind.INTEGER),
    /** Words that name a time or deadline. */
    TIME_CONSTRAINTS(FeatureKind.INTEGER),
    /** Negations and exclusions (not, without, avoid, instead of). */
    NEGATION_COUNT(FeatureKind.INTEGER),
    /** Restrictions and duties (only, must, exactly, include, based on). */
    RESTRICTION_COUNT(FeatureKind.INTEGER),
    /** Explicit limits in all: numbers plus the five kinds of constraint words before this, each word counted once. */
    CONSTRAINT_COUNT(FeatureKind.INTEGER),
    /** Requests: verbs that ask for work at the head of a clause, and questions. */
    REQUEST_COUNT(FeatureKind.INTEGER),
    /** Connectives that join thoughts (because, if, then, so that). */
    CONNECTIVE_COUNT(FeatureKind.INTEGER),
    /** Words that ask for reasoning (why, prove, compare, trade-off). */
    REASONING_COUNT(FeatureKind.INTEGER),
    /** The {@link TaskType}, by its position in that enum. */
    TASK_TYPE(TaskType.values()),
    /** The {@link Domain}, by its position in that enum. */
    DOMAIN(Domain.values()),
    /** How clearly the domain shows: h/(h+1) · h/a with h words of this domain and a words of any; 0 for {@link Domain#GENERAL}. */
    DOMAIN_MATCH(FeatureKind.NUMERIC, 0, 1),
    /**
     * How much there is to do, 0 to 1: {@code 1 − (1 − base) · exp(−load/3)}, where {@code base} is that of the task type and {@code load =
     * words/150 + (requests − 1)/6 + 0.08 constraints + 0.25 reasoning words + 0.1 connectives + material share/2}. Our own definition.
     */
    COMPLEXITY(FeatureKind.NUMERIC, 0, 1),
    /** 1 if the text is English, see {@link PromptText#isEnglish()}. */
    ENGLISH(FeatureKind.BOOLEAN),
    /** Share of words in non-Latin scripts. */
    NON_LATIN_SHARE(FeatureKind.NUMERIC, 0, 1);

    private final FeatureKind kind;
    private final double min;
    private final double max;
    private final List<String> categories;

    PromptFeature(FeatureKind kind) {
        this(kind, 0, kind == FeatureKind.BOOLEAN ? 1 : Double.POSITIVE_INFINITY);
    }

    PromptFeature(FeatureKind kind, double min, double max) {
        this.kind = kind;
        this.min = min;
        this.max = max;
        this.categories = List.of();
    }

    PromptFeature(Enum<?>[] categories) {
        this.kind = FeatureKind.CATEGORICAL;
        this.min = 0;
        this.max = categories.length - 1;
        this.categories = Arrays.stream(categories).map(Enum::name).toList();
    }

    /** {@return the name in tables and models: the constant in lower case} */
    public String featureName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** {@return how the value is to be read} */
    public FeatureKind kind() {
        return kind;
    }

    /** {@return the smallest value there can be} */
    public double min() {
        return min;
    }

    /** {@return the greatest value there can be; positive infinity for counts} */
    public double max() {
        return max;
    }

    /** {@return the names of the categories in the order of their values; empty unless categorical} */
    public List<String> categories() {
        return categories;
    }
}
