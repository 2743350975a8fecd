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
    DETAIL(1),
    /** Naming the thing asked for (a table, a function) in a clause tied to the subject. Bsharat et al. 2023, principles on output form. */
    DELIVERABLE(1),
    /** A request where there was none, or a direct one instead of a roundabout one. Bsharat et al. 2023, principle 4. */
    REQUEST(1),
    /** Fewer words of courtesy, hedging and talk about oneself. Bsharat et al. 2023, principle 1; Strunk 1918, "omit needless words". */
    CUT_FILLER(1),
    /** Fewer vague words. Qian et al. 2024. */
    LESS_VAGUE(1),
    /** The same content in fewer words. Strunk 1918. */
    CONCISION(1),
    /** Items, headings or tags where several requests or given material need telling apart. Bsharat et al. 2023, principle 8; Sclar et al. 2023 (arXiv 2310.11324). */
    STRUCTURE(1),
    /** Given material is set off from the instruction where it was not; −1 where a version merges them. Bsharat et al. 2023, principle 8. */
    SEPARATION(1),
    /** Chat spellings written out. */
    PLAIN_SPELLING(1),
    /** Mended grammar: impossible pairs of function words gone, an end mark or a missing auxiliary of a question supplied. */
    WELL_FORMED(1),
    /** Words that earn nothing: sentences that fit any prompt, repetition, pressure, praise. Sclar et al. 2023 find no gain in such changes; own negative controls. */
    BURDEN(-1),
    /** More details than a prompt of this size and task has room for. */
    EXCESS_DETAIL(-1),
    /** More structure than a prompt of this size and task needs. Own negative control: an over-engineered simple question. */
    EXCESS_STRUCTURE(-1),
    /** Lost content words of the original, rare ones counting more. */
    LOST_CONTENT(-1),
    /** Lost numbers, quotations, code, addresses, placeholders. */
    LOST_SPANS(-1),
    /** Lost negations and limits. */
    LOST_LIMITS(-1),
    /** The original's words in another order that breaks its phrases. */
    DISORDER(-1),
    /** More impossible pairs of function words than the original has. */
    UNGRAMMATICAL(-1),
    /** More courtesy, hedging, vague words, pressure. */
    ADDED_FILLER(-1);

    private final int sign;
    private final String facetName = name().toLowerCase(Locale.ROOT);

    Facet(int sign) {
        this.sign = sign;
    }

    /** 1 if more of it is better, −1 if worse: the sign its coefficient is held to. */
    int sign() {
        return sign;
    }

    String facetName() {
        return facetName;
    }
}
