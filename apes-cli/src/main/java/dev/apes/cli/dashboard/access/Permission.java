package dev.apes.cli.dashboard.access;

/** What a person may do. */
public enum Permission {
    /** See figures: sessions, rules, patterns, generation. */
    VIEW,
    /** Read the texts of prompts, which may be confidential. */
    READ_PROMPTS,
    /** Stop a session, take a promotion back. */
    CONTROL
}
