package dev.apes.engine.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Why to generate, and the methods that serve it, preferred first. What each takes is a generous figure for a thousand training prompts on
 * two cores, for comparison with limits.
 */
public enum Strategy {
    /** The model orders applications badly: feed it rows from a learnt density of every column. */
    NEURAL_ENHANCED(60, 192, 1, "diffusion", "gan", "vae"),
    /** Rules fall short: look where they are weak, uncertain or disputed. */
    RULE_FOCUSED(10, 64, 1, "rule_focused"),
    /** Patterns cover too little: look for prompts unlike those already there. */
    DIVERSITY_ENHANCED(5, 32, 1, "diversity"),
    /** Nothing in particular is wrong: more of the same. */
    STATISTICAL(5, 32, 1, "copula", "smote"),
    /** Split over the methods by what each has earned. */
    HYBRID(80, 224, 50, "hybrid");

    private final int seconds;
    private final int megabytes;
    private final int rows;
    private final List<String> methods;

    Strategy(int seconds, int megabytes, int rows, String... methods) {
        this.seconds = seconds;
        this.megabytes = megabytes;
        this.rows = rows;
        this.methods = List.copyOf(Arrays.asList(methods));
    }

    /** {@return names of generators that serve it, preferred first} */
    public List<String> methods() {
        return methods;
    }

    /** {@return the time it takes} */
    public int seconds() {
        return seconds;
    }

    /** {@return the heap it takes} */
    public long megabytes() {
        return megabytes;
    }

    /** {@return the fewest rows it is worth: splitting over five methods by what each earns takes some for each of them} */
    public int rows() {
        return rows;
    }

    /** {@return the name in reports, e.g. {@code rule_focused}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
