package dev.apes.engine.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A wording with choices and slots, parsed once. Syntax: {@code [x|y|]} is a choice (nesting allowed, the last alternative of
 * this one is empty), <code>{name}</code> a slot, <code>{name!}</code> one with a capital, <code>{name#1}</code> one that keeps
 * its value within a text, <code>{n:3-90:10}</code> a number of a range with a step. Immutable and thread-safe.
 */
final class Template {
    /** Fills slots by name. */
    interface Slots {
        /** {@return the text for the slot; never null} */
        String fill(String name, RandomGenerator random);
    }

    private sealed interface Part permits Words, Choice, Slot, Range {}

    private record Words(String text) implements Part {}

    private record Choice(List<List<Part>> alternatives) implements Part {}

    private record Slot(String name, boolean capital) implements Part {}

    private record Range(int min, int max, int step) implements Part {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * @param source the wording
     * @return its parsed form
     * @throws IllegalArgumentException naming the wording if brackets do not match
     */
    static Template parse(String source) {
        int[] at = {0};
        List<Part> parts = sequence(source, at, false);
        if (at[0] < source.length()) {
            throw new IllegalArgumentException("unexpected '" + source.charAt(at[0]) + "' in wording: " + source);
        }
        return new Template(parts);
    }

    private static List<Part> sequence(String source, int[] at, boolean nested) {
        List<Part> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        while (at[0] < source.length()) {
            char c = source.charAt(at[0]);
            if (nested && (c == '|' || c == ']')) {
                break;
            }
            at[0]++;
            if (c != '[' && c != '{') {
                words.append(c);
                continue;
            }
            if (words.length() > 0) {
                parts.add(new Words(words.toString()));
                words.setLength(0);
            }
            parts.add(c == '[' ? choice(source, at) : slot(source, at));
        }
        if (words.length() > 0) {
            parts.add(new Words(words.toString()));
        }
        return List.copyOf(parts);
    }

    private static Choice choice(String source, int[] at) {
        List<List<Part>> alternatives = new ArrayList<>();
        while (true) {
            alternatives.add(sequence(source, at, true));
            if (at[0] >= source.length()) {
                throw new IllegalArgumentException("'[' without ']' in wording: " + source);
            }
            if (source.charAt(at[0]++) == ']') {
                return new Choice(List.copyOf(alternatives));
            }
        }
    }

    private static Part slot(String source, int[] at) {
        int end = source.indexOf('}', at[0]);
        if (end < 0) {
            throw new IllegalArgumentException("'{' without '}' in wording: " + source);
        }
        String name = source.substring(at[0], end);
        at[0] = end + 1;
        if (name.startsWith("n:")) {
            String[] range = name.substring(2).split("[-:]");
            return new Range(
                    Integer.parseInt(range[0]),
                    Integer.parseInt(range[1]),
                    range.length > 2 ? Integer.parseInt(range[2]) : 1);
        }
        boolean capital = name.endsWith("!");
        return new Slot(capital ? name.substring(0, name.length() - 1) : name, capital);
    }

    /** {@return one text of this wording} */
    String expand(Slots slots, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        expand(parts, out, slots, random);
        return out.toString();
    }

    private static void expand(List<Part> parts, StringBuilder out, Slots slots, RandomGenerator random) {
        for (Part part : parts) {
            if (part instanceof Words words) {
                out.append(words.text());
            } else if (part instanceof Range range) {
                int steps = (range.max() - range.min()) / range.step();
                out.append(range.min() + range.step() * random.nextInt(steps + 1));
            } else if (part instanceof Slot slot) {
                String text = slots.fill(slot.name(), random);
                out.append(slot.capital() ? capitalised(text) : text);
            } else if (part instanceof Choice choice) {
                List<List<Part>> options = choice.alternatives();
                expand(options.get(random.nextInt(options.size())), out, slots, random);
            }
        }
    }

    /** {@return the text with its first letter in upper case} */
    static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
