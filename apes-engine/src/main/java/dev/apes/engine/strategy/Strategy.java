package dev.apes.engine.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Why to generate, and the methods that serve it, preferred first. */
public enum Strategy {
    /** The model orders applications badly: feed it rows from a learnt density of every column. */
    NEURAL_ENHANCED("diffusion", "gan", "vae"),
    /** Rules fall short: look where they are weak, uncertain or disputed. */
    RULE_FOCUSED("rule_focused"),
    /** Patterns cover too little: look for prompts unlike those already there. */
    DIVERSITY_ENHANCED("diversity"),
    /** Nothing in particular is wrong: more of the same. */
    STATISTICAL("copula", "smote"),
    /** Split over the methods by what each has earned. */
    HYBRID("hybrid");

    private final List<String> methods;

    Strategy(String... methods) {
        this.methods = List.copyOf(Arrays.asList(methods));
    }

    /** {@return names of generators that serve it, preferred first} */
    public List<String> methods() {
        return methods;
    }

    /** {@return the name in reports, e.g. {@code rule_focused}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
