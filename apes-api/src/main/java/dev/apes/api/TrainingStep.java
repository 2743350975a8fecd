package dev.apes.api;

import java.time.Duration;

/** The seven steps of an iteration, in order, with their default time limits. */
public enum TrainingStep {
    /** Measure the incumbents on validation and training prompts. */
    ASSESS("assess performance", 300),
    /** Find what lies below target and what of it is attainable. */
    ANALYSE_GAPS("analyse gaps", 180),
    /** Generate and label prompts aimed at the gaps. */
    GENERATE("generate targeted data", 600),
    /** Update the effectiveness model. */
    TRAIN("train incrementally", 1200),
    /** Search each rule's parameter space for candidates. */
    OPTIMISE("optimise rules", 400),
    /** Put candidates through the promotion gate; mine and validate patterns. */
    VALIDATE("validate improvement", 300),
    /** Commit everything in one transaction. */
    UPDATE("update session", 120);

    private final String label;
    private final Duration defaultTimeout;

    TrainingStep(String label, int seconds) {
        this.label = label;
        this.defaultTimeout = Duration.ofSeconds(seconds);
    }

    /** {@return what people read} */
    public String label() {
        return label;
    }

    /** {@return its position, 1 to 7} */
    public int number() {
        return ordinal() + 1;
    }

    /** {@return the time limit that holds unless the request sets another} */
    public Duration defaultTimeout() {
        return defaultTimeout;
    }
}
