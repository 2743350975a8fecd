package dev.apes.engine.rubric;

import java.util.Locale;

/**
 * The facets of a version's score, each measured against the original and 0 for the original itself. Positive facets are multiplied
 * by how much of the original is kept, so nothing bought by dropping or garbling the task pays.
 */
enum Facet {
    /**
     * New specific words in clauses tied to the prompt's own subject, up to what the prompt has room for. Specific instructions
     * are principle and finding of Bsharat et al. 2023 (arXiv 2312.16171) and of Qian et al. 2024 ("Tell me more", arXiv
     * 2402.09205: vague tasks lack details that matter).
     */
    DETAIL(3, Source.FITTED),
    /** Naming the thing asked for (a table, a function) in a clause tied to the subject. Bsharat et al. 2023, principles on output form. */
    DELIVERABLE(0.5, Source.FITTED),
    /** A request where there was none, or a direct one instead of a roundabout one. Bsharat et al. 2023, principle 4. */
    REQUEST(0.5, Source.FITTED),
    /** Fewer words of courtesy, hedging and talk about oneself. Bsharat et al. 2023, principle 1; Strunk 1918, "omit needless words". */
    CUT_FILLER(0.8, Source.FITTED),
    /** Fewer vague words. Qian et al. 2024. */
    LESS_VAGUE(0.8, Source.FITTED),
    /** The same content in fewer words. Strunk 1918. */
    CONCISION(0.6, Source.FITTED),
    /** Items, headings or tags where several requests or given material need telling apart. Bsharat et al. 2023, principle 8; Sclar et al. 2023 (arXiv 2310.11324). */
    STRUCTURE(1.5, Source.SET),
    /** Given material is set off from the instruction where it was not; −1 where a version merges them. Bsharat et al. 2023, principle 8. */
    SEPARATION(1.5, Source.SET),
    /** Chat spellings written out. */
    PLAIN_SPELLING(0.5, Source.SET),
    /** Mended grammar: impossible pairs of function words gone, an end mark or a missing auxiliary of a question supplied. */
    WELL_FORMED(0.3, Source.FITTED),
    /** Words that earn nothing: sentences that fit any prompt, repetition, pressure, praise. Sclar et al. 2023 find no gain in such changes; own negative controls. */
    BURDEN(-0.6, Source.FITTED),
    /** More details than a prompt of this size and task has room for. */
    EXCESS_DETAIL(-2, Source.SET),
    /** More structure than a prompt of this size and task needs. Own negative control: an over-engineered simple question. */
    EXCESS_STRUCTURE(-2, Source.SET),
    /** Lost content words of the original, rare ones counting more. */
    LOST_CONTENT(-2, Source.SET),
    /** Lost numbers, quotations, code, addresses, placeholders. */
    LOST_SPANS(-3.5, Source.SET),
    /** Lost negations and limits. */
    LOST_LIMITS(-1.5, Source.SET),
    /** The original's words in another order that breaks its phrases. */
    DISORDER(-3, Source.SET),
    /** More impossible pairs of function words than the original has. */
    UNGRAMMATICAL(-1.5, Source.SET),
    /** More courtesy, hedging, vague words, pressure. */
    ADDED_FILLER(-0.4, Source.FITTED);

    /** Where a coefficient comes from. */
    enum Source {
        /** Fitted on labelled pairs, drawn towards its prior. */
        FITTED,
        /** Set by hand, since the labelled pairs hold too few such cases, or hold rewrites that lost what a user asked for. */
        SET
    }

    private final double prior;
    private final Source source;
    private final String facetName = name().toLowerCase(Locale.ROOT);

    Facet(double prior, Source source) {
        this.prior = prior;
        this.source = source;
    }

    /** The coefficient in advance of any data; its sign is the sign the fitted one is held to. */
    double prior() {
        return prior;
    }

    boolean fitted() {
        return source == Source.FITTED;
    }

    String facetName() {
        return facetName;
    }
}
