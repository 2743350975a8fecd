package dev.apes.cli.input;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the prompts and the bad lines of one file. */
final class PromptSink {
    /** How many bad lines are named; the rest is only counted. */
    static final int NAMED = 10;

    private final String source;
    private final boolean strict;
    private final ReadLimits limits;
    private final List<Prompt> prompts = new ArrayList<>();
    private final List<PromptFile.BadLine> named = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private long chars;
    private int bad;
    private int renamed;

    PromptSink(String source, boolean strict, ReadLimits limits) {
        this.source = source;
        this.strict = strict;
        this.limits = limits;
    }

    void bad(int line, String problem) {
        if (strict) {
            throw new InvalidInputException(
                    source + ":" + line, problem + ". Repair the line, or leave out --strict to go on without it.");
        }
        bad++;
        if (named.size() < NAMED) {
            named.add(new PromptFile.BadLine(line, problem));
        }
    }

    /** Takes a prompt; one whose id was taken before gets the first free of {@code id#2}, {@code id#3}, … */
    void accept(Prompt prompt) {
        chars += size(prompt);
        if (prompts.size() >= limits.prompts() || chars > limits.totalChars()) {
            throw new InvalidInputException(
                    source,
                    "is too large: at most " + limits.prompts() + " prompts of together " + limits.totalChars()
                            + " characters fit into memory; take a sample, e.g. with 'shuf -n 20000'");
        }
        if (ids.add(prompt.id())) {
            prompts.add(prompt);
            return;
        }
        renamed++;
        int n = repeats.getOrDefault(prompt.id(), 1);
        String id;
        do {
            n++;
            id = prompt.id() + "#" + n;
        } while (!ids.add(id));
        repeats.put(prompt.id(), n);
        prompts.add(new Prompt(
                id,
                prompt.text(),
                prompt.category(),
                prompt.context(),
                prompt.examples(),
                prompt.reference(),
                prompt.metadata()));
    }

    private static long size(Prompt prompt) {
        long size = prompt.text().length()
                + prompt.context().map(String::length).orElse(0)
                + prompt.reference().map(String::length).orElse(0);
        for (Prompt.Example example : prompt.examples()) {
            size += example.input().length() + example.output().length();
        }
        for (String value : prompt.metadata().values()) {
            size += value.length();
        }
        return size;
    }

    PromptFile finish(PromptFormat format, int lines) {
        return new PromptFile(source, format.name(), prompts, lines, bad, named, renamed);
    }
}
