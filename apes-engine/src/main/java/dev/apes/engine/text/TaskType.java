package dev.apes.engine.text;

/** What kind of work a prompt asks for, judged from its verbs, phrases and form. */
public enum TaskType {
    /** A short question with a short answer to look up: who, when, where, how many. */
    FACTUAL_QUESTION(0.0),
    /** Explain, describe, how or why does something work. */
    EXPLANATION(0.15),
    /** Produce prose or verse: story, e-mail, article, speech. */
    WRITING(0.2),
    /** Write, fix or discuss program code. */
    CODING(0.35),
    /** Mathematics, logic, puzzles: a result that follows by steps. */
    REASONING(0.45),
    /** Shorten given material. */
    SUMMARISATION(0.15),
    /** Translate between languages. */
    TRANSLATION(0.1),
    /** Extract, classify, label, sort or choose from given material. */
    EXTRACTION(0.15),
    /** Rewrite, correct or convert given text. */
    EDITING(0.1),
    /** Plans, advice, recommendations, how-to. */
    PLANNING(0.25),
    /** Find, look up, gather: things, places, products, current information, resources. */
    LOOKUP(0.1),
    /** Many ideas, names, alternatives. */
    BRAINSTORMING(0.15),
    /** Conversation, persona or simulation. */
    ROLE_PLAY(0.05),
    /** Analyse or compare data, things or texts. */
    DATA_ANALYSIS(0.4),
    /** Nothing of this was recognised. */
    OTHER(0.1);

    private final double baseComplexity;

    TaskType(double baseComplexity) {
        this.baseComplexity = baseComplexity;
    }

    /** {@return the complexity of a minimal task of this type, 0 to 1; see {@link PromptFeature#COMPLEXITY}} */
    public double baseComplexity() {
        return baseComplexity;
    }
}
