package dev.apes.engine.corpus;

/** Difficulty levels of generated prompts. */
public enum Difficulty {
    /** One plain request. */
    EASY,
    /** A request with some detail, or with some missing. */
    MEDIUM,
    /** Several requirements, material or a vague wish. */
    HARD,
    /** Many parts, conflicting or missing information, long material. */
    EXTREME
}
