package dev.apes.engine.text;

/** Fills the feature vector in one walk over the tokens and short walks over lines and spans. */
final class FeatureExtractor {
    private static final ProtectedKind[] KINDS = ProtectedKind.values();
    private static final Lexicon LEXICON = Words.LEXICON;
    private static final long LENGTH = LEXICON.mask("constraint:length");
    private static final long FORMAT = LEXICON.mask("constraint:format");
    private static final long AUDIENCE = LEXICON.mask("constraint:audience");
    private static final long TIME = LEXICON.mask("constraint:time");
    private static final long NEGATION = LEXICON.mask("constraint:negation");
    private static final long RESTRICTION = LEXICON.mask("constraint:restriction");
    private static final long LIMIT = LENGTH | FORMAT | AUDIENCE | TIME | NEGATION | RESTRICTION;
    private static final long NUMBER_WORD = LEXICON.mask("number-word");
    private static final long REQUEST = LEXICON.mask("request-verb");
    private static final long CONNECTIVE = LEXICON.mask("connective");
    private static final long REASONING = LEXICON.mask("reasoning");
    private static final int LONG_WORD = 6;
    private static final int MAX_WORD = 40;
    private static final int SHORT_QUESTION = 18;
    /** How many words of a sentence count as its head: "could you please" may stand before the verb. */
    private static final int HEAD = 4;

    private final PromptText prompt;
    private final String text;
    private final double[] values = new double[PromptFeature.values().length];
    private final TaskClassifier tasks = new TaskClassifier();
    private final DomainClassifier domains = new DomainClassifier();
    private final WordSet distinct;
    private int words;
    private int letters;
    private int stop;
    private int common;
    private int longWords;
    private int capitals;
    private int syllables;
    private int polysyllabic;

    FeatureExtractor(PromptText prompt) {
        this.prompt = prompt;
        this.text = prompt.text();
        this.distinct = new WordSet(prompt.tokenCount());
    }

    double[] values() {
        sentences();
        lines();
        spans();
        lexical();
        tasksAndComplexity();
        return values;
    }

    private void sentences() {
        int count = prompt.sentenceCount();
        int longest = 0;
        int questions = 0;
        int requests = 0;
        SpanList spans = prompt.protectedSpanList();
        int span = 0;
        for (int s = 0; s < count; s++) {
            int before = words;
            boolean middle = count > 8 && s >= 4 && s < count - 2;
            boolean question = false;
            boolean asked = false;
            boolean clauseHead = true;
            for (int t = prompt.sentenceFirstToken(s); t < prompt.sentenceEndToken(s); t++) {
                int start = prompt.tokenStart(t);
                while (span < spans.size() && spans.end(span) <= start) {
                    span++;
                }
                int kind = prompt.tokenSpans().kind(t);
                boolean opaque = span < spans.size() && spans.start(span) <= start && isOpaque(spans.kind(span));
                if (kind == TokenKind.PUNCTUATION.ordinal()) {
                    char c = text.charAt(start);
                    question |= c == '?' || c == '？' || c == '؟';
                    clauseHead |= c == ',' || c == ';' || c == ':' || c == '.';
                } else if (kind == TokenKind.NUMBER.ordinal()) {
                    values[PromptFeature.NUMBER_COUNT.ordinal()] += opaque ? 0 : 1;
                } else if (kind == TokenKind.WORD.ordinal() && !opaque) {
                    long mask = word(t, words - before < HEAD, middle);
                    boolean verb = (mask & REQUEST) != 0 && (clauseHead || words - before <= HEAD);
                    asked |= verb;
                    requests += verb && !middle ? 1 : 0;
                    // "and" joins a second request to the first
                    clauseHead = isAnd(start, prompt.tokenEnd(t));
                }
            }
            longest = Math.max(longest, words - before);
            questions += question ? 1 : 0;
            requests += question && !asked ? 1 : 0;
            if (question && s == count - 1 || question && s == 0) {
                question(s, words - before, count);
            }
        }
        set(PromptFeature.SENTENCE_COUNT, count);
        set(PromptFeature.LONGEST_SENTENCE, longest);
        set(PromptFeature.QUESTION_COUNT, questions);
        set(PromptFeature.REQUEST_COUNT, requests);
        set(PromptFeature.MEAN_SENTENCE_LENGTH, count == 0 ? 0 : Math.min(500, (double) words / count));
    }

    /** A short question that opens with who, when, where, what asks for a fact; how and why ask for an explanation. */
    private void question(int sentence, int length, int sentences) {
        int first = prompt.sentenceFirstToken(sentence);
        boolean interrogative = (prompt.words().mask(first) & Words.INTERROGATIVE) != 0;
        if (!interrogative || length > SHORT_QUESTION) {
            return;
        }
        char c = (char) CharClass.lower(text.charAt(prompt.tokenStart(first)));
        int width = prompt.tokenEnd(first) - prompt.tokenStart(first);
        boolean how = c == 'h' && width == 3
                || c == 'w' && width == 3 && CharClass.lower(text.charAt(prompt.tokenStart(first) + 2)) == 'y';
        tasks.add(how ? TaskType.EXPLANATION : TaskType.FACTUAL_QUESTION, sentences <= 2 ? 2 : 1);
    }

    private long word(int t, boolean head, boolean middle) {
        int start = prompt.tokenStart(t);
        int end = prompt.tokenEnd(t);
        long mask = prompt.words().mask(t);
        int length = Math.min(MAX_WORD, end - start);
        words++;
        letters += length;
        stop += (mask & Words.STOP) != 0 ? 1 : 0;
        common += (mask & Words.COMMON) != 0 ? 1 : 0;
        longWords += length > LONG_WORD ? 1 : 0;
        capitals += length > 1 && isCapitals(start, end) ? 1 : 0;
        int parts = Readability.syllables(text, start, end);
        syllables += parts;
        polysyllabic += parts >= 3 ? 1 : 0;
        distinct.add(prompt.tokenHash(t));
        if (mask != 0) {
            tasks.word(mask, head && ((mask & REQUEST) != 0 || prompt.words().length(t) > 1), middle);
            domains.word(mask);
            count(PromptFeature.LENGTH_CONSTRAINTS, mask, LENGTH);
            count(PromptFeature.FORMAT_CONSTRAINTS, mask, FORMAT);
            count(PromptFeature.AUDIENCE_CONSTRAINTS, mask, AUDIENCE);
            count(PromptFeature.TIME_CONSTRAINTS, mask, TIME);
            count(PromptFeature.NEGATION_COUNT, mask, NEGATION);
            count(PromptFeature.RESTRICTION_COUNT, mask, RESTRICTION);
            count(PromptFeature.CONSTRAINT_COUNT, mask, LIMIT);
            count(PromptFeature.NUMBER_COUNT, mask, NUMBER_WORD);
            count(PromptFeature.CONNECTIVE_COUNT, mask, CONNECTIVE);
            count(PromptFeature.REASONING_COUNT, mask, REASONING);
        }
        return mask;
    }

    private void count(PromptFeature feature, long mask, long category) {
        if ((mask & category) != 0) {
            values[feature.ordinal()]++;
        }
    }

    private boolean isCapitals(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!CharClass.isUpper(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnd(int start, int end) {
        return end - start == 3 && text.regionMatches(true, start, "and", 0, 3)
                || end - start == 4 && text.regionMatches(true, start, "then", 0, 4);
    }

    private static boolean isOpaque(int kind) {
        return kind == ProtectedKind.INLINE_CODE.ordinal()
                || kind == ProtectedKind.URL.ordinal()
                || kind == ProtectedKind.EMAIL.ordinal()
                || kind == ProtectedKind.PATH.ordinal()
                || kind == ProtectedKind.TAG.ordinal()
                || kind == ProtectedKind.FORMULA.ordinal();
    }

    private void lines() {
        SpanList lines = prompt.lineSpans();
        set(PromptFeature.LINE_COUNT, lines.size());
        set(PromptFeature.PARAGRAPH_COUNT, prompt.paragraphSpans().size());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.kind(i) == LineKind.LIST_ITEM.ordinal()) {
                values[PromptFeature.LIST_ITEM_COUNT.ordinal()]++;
            } else if (lines.kind(i) == LineKind.HEADING.ordinal()) {
                values[PromptFeature.HEADING_COUNT.ordinal()]++;
            }
        }
    }

    private void spans() {
        SpanList spans = prompt.protectedSpanList();
        int covered = 0;
        for (int i = 0; i < spans.size(); i++) {
            covered += spans.end(i) - spans.start(i);
            PromptFeature feature = counted(spans.kind(i));
            if (feature != null) {
                values[feature.ordinal()]++;
            }
        }
        set(PromptFeature.PROTECTED_SHARE, text.isEmpty() ? 0 : (double) covered / text.length());
        Material material = Material.of(prompt);
        set(
                PromptFeature.MATERIAL_SHARE,
                text.isEmpty() ? 0 : (double) (material.end() - material.start()) / text.length());
        set(PromptFeature.MATERIAL_SEPARATED, material.separated() ? 1 : 0);
    }

    private static PromptFeature counted(int kind) {
        return switch (KINDS[kind]) {
            case CODE_FENCE, CODE_BLOCK -> PromptFeature.CODE_BLOCK_COUNT;
            case TAG -> PromptFeature.TAG_COUNT;
            case PLACEHOLDER -> PromptFeature.PLACEHOLDER_COUNT;
            case QUOTE -> PromptFeature.QUOTE_COUNT;
            case URL, EMAIL, PATH -> PromptFeature.ADDRESS_COUNT;
            case INLINE_CODE, FORMULA, NUMBER, OTHER_LANGUAGE -> null;
        };
    }

    private void lexical() {
        int sentences = prompt.sentenceCount();
        set(PromptFeature.WORD_COUNT, words);
        set(PromptFeature.CHARACTER_COUNT, text.length());
        set(PromptFeature.TYPE_TOKEN_RATIO, share(distinct.size()));
        set(PromptFeature.MEAN_WORD_LENGTH, share(letters));
        set(PromptFeature.STOP_WORD_SHARE, share(stop));
        set(PromptFeature.RARE_WORD_SHARE, share(words - common));
        set(PromptFeature.LONG_WORD_SHARE, share(longWords));
        set(PromptFeature.CAPITALS_SHARE, share(capitals));
        set(PromptFeature.FLESCH_READING_EASE, Readability.readingEase(words, sentences, syllables));
        set(PromptFeature.FLESCH_KINCAID_GRADE, Readability.kincaidGrade(words, sentences, syllables));
        set(PromptFeature.GUNNING_FOG, Readability.fog(words, sentences, polysyllabic));
        set(PromptFeature.LIX, Readability.lix(words, sentences, longWords));
        set(PromptFeature.ENGLISH, prompt.isEnglish() ? 1 : 0);
        set(PromptFeature.NON_LATIN_SHARE, prompt.nonLatinShare());
    }

    private void tasksAndComplexity() {
        values[PromptFeature.CONSTRAINT_COUNT.ordinal()] += get(PromptFeature.NUMBER_COUNT);
        if (get(PromptFeature.CODE_BLOCK_COUNT) > 0) {
            tasks.add(TaskType.CODING, 2);
        }
        TaskType type = tasks.best();
        Domain domain = domains.best();
        set(PromptFeature.TASK_TYPE, type.ordinal());
        set(PromptFeature.DOMAIN, domain.ordinal());
        set(PromptFeature.DOMAIN_MATCH, domains.match(domain));
        double load = words / 150.0
                + Math.max(0, get(PromptFeature.REQUEST_COUNT) - 1) / 6
                + 0.08 * get(PromptFeature.CONSTRAINT_COUNT)
                + 0.25 * get(PromptFeature.REASONING_COUNT)
                + 0.1 * get(PromptFeature.CONNECTIVE_COUNT)
                + get(PromptFeature.MATERIAL_SHARE) / 2;
        set(PromptFeature.COMPLEXITY, 1 - (1 - type.baseComplexity()) * Math.exp(-load / 3));
    }

    private double share(int count) {
        return words == 0 ? 0 : (double) count / words;
    }

    private double get(PromptFeature feature) {
        return values[feature.ordinal()];
    }

    private void set(PromptFeature feature, double value) {
        values[feature.ordinal()] = value;
    }
}
