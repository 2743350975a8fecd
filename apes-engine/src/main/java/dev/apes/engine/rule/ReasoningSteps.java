package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The steps of a task as its own quantities and parts give them. */
final class ReasoningSteps {
    private static final int MAX_QUANTITIES = 6;
    private static final int MAX_PART_WORDS = 16;
    private final Reading reading;
    private final PromptText text;
    private final List<String> quantities;
    private final List<String> parts;

    ReasoningSteps(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.quantities = findQuantities();
        this.parts = findParts();
    }

    /** {@return figures with what they count, "5 machines"} */
    List<String> quantities() {
        return quantities;
    }

    /** {@return the separate requests of the prompt} */
    List<String> parts() {
        return parts;
    }

    /** {@return how much there is to work out, 0 to 1: each figure that bears on a question of quantity adds to it} */
    double complexity() {
        boolean asks = asksQuantity();
        return quantities.size() > 1 && asks ? Math.min(1, 0.35 + 0.08 * quantities.size()) : 0;
    }

    private boolean asksQuantity() {
        for (int i = 0; i < text.tokenCount() - 2; i++) {
            if (text.token(i).equalsIgnoreCase("how")) {
                switch (text.token(i + 1).toLowerCase(Locale.ROOT)) {
                    case "many", "much", "long", "far", "old", "fast" -> {
                        return true;
                    }
                    default -> {}
                }
            }
        }
        return reading.genre() == Genre.MATH;
    }

    /** {@return what is to be worked out; null if the prompt does not name it} */
    String asked() {
        for (int i = 0; i < text.tokenCount() - 2; i++) {
            if (!text.token(i).equalsIgnoreCase("how") || !reading.outsideMaterial(text.tokenStart(i))) {
                continue;
            }
            String second = text.token(i + 1).toLowerCase(Locale.ROOT);
            Phrase counted = reading.phrases().bare(i + 2, text.tokenCount());
            String noun = counted != null && counted.first() == i + 2
                    ? reading.phrases().slice(i + 2, counted.end())
                    : null;
            String about = quantities.isEmpty() ? null : quantities.get(quantities.size() - 1);
            switch (second) {
                case "many":
                    return noun == null ? null : "the number of " + noun;
                case "much":
                    return noun == null ? costOf(i + 2) : "the amount of " + noun;
                case "long":
                    if (reading.phrases().isA(i + 2, WordLists.DETERMINER)) {
                        return "the time for " + reading.phrases().slice(i + 2, Math.min(i + 4, text.tokenCount()));
                    }
                    return about == null ? null : "the time for " + about;
                case "far":
                    return about == null ? null : "the distance for " + about;
                case "fast":
                    return "the speed";
                case "old":
                    return "the age";
                default:
                    break;
            }
        }
        return reading.subject();
    }

    /** "How much does the ball cost": the price of the ball. */
    private String costOf(int from) {
        for (int i = from; i < Math.min(from + 4, text.tokenCount()); i++) {
            Phrase thing = reading.phrases().isA(i, WordLists.DETERMINER)
                    ? reading.phrases().bare(i, text.tokenCount())
                    : null;
            if (thing != null) {
                int last = thing.end() - 1;
                boolean costs = text.token(last).equalsIgnoreCase("cost")
                        || text.token(last).equalsIgnoreCase("costs");
                String words = costs && last > thing.first() + 1
                        ? reading.phrases().slice(i, last)
                        : reading.phrases().slice(i, thing.end());
                return (costs ? "the price of " : "the amount for ") + words;
            }
        }
        return null;
    }

    /**
     * The steps of the task: those that the prompt's own figures and parts give, and at most two that its kind adds.
     *
     * @param wanted how many to give if the prompt has as many; its own parts are never left out
     * @param asked what is to be worked out, as the words before the steps name it
     * @param check whether a check of the result comes last
     * @return the steps in order
     */
    List<String> list(int wanted, String asked, boolean check) {
        LinkedHashSet<String> steps = new LinkedHashSet<>();
        boolean counted = quantities.size() > 1;
        boolean divided = parts.size() > (reading.genre() == Genre.MATH ? 2 : 1);
        List<String> known = counted ? List.of() : OpenPoints.steps(reading, asked);
        if (counted) {
            steps.add("Write down what is given: " + join(quantities) + ".");
        } else if (!known.isEmpty() && !divided) {
            steps.add(known.get(0));
        }
        if (divided) {
            parts.forEach(p -> steps.add(sentence(p)));
        } else if (counted) {
            calculation(steps, wanted, asked);
        } else if (known.size() > 2 && !check && wanted > 1) {
            steps.add(known.get(1));
        }
        if (check && counted) {
            steps.add("Check " + asked + " against " + quantities.get(quantities.size() - 1) + ".");
        } else if (check && known.size() > 1) {
            steps.add(known.get(known.size() - 1));
        }
        return new ArrayList<>(steps);
    }

    private void calculation(LinkedHashSet<String> steps, int wanted, String asked) {
        steps.add("Say how " + quantities.get(0) + " and " + quantities.get(1) + " bear on " + asked + ".");
        for (int i = 2; i < quantities.size() && steps.size() < wanted - 1; i++) {
            steps.add("Bring in " + quantities.get(i) + ".");
        }
        steps.add("Calculate " + asked + " from these.");
    }

    private List<String> findQuantities() {
        LinkedHashSet<String> found = new LinkedHashSet<>();
        for (int i = 0; i < text.tokenCount() && found.size() < MAX_QUANTITIES; i++) {
            if (text.tokenKind(i) != TokenKind.NUMBER) {
                continue;
            }
            boolean numbering = i + 1 < text.tokenCount()
                    && (text.token(i + 1).equals(".") || text.token(i + 1).equals(")"))
                    && (i == 0 || text.text().charAt(text.tokenStart(i) - 1) == '\n');
            boolean glued = i > 0 && text.tokenEnd(i - 1) == text.tokenStart(i)
                    || i + 1 < text.tokenCount()
                            && text.tokenEnd(i) == text.tokenStart(i + 1)
                            && text.tokenKind(i + 1) != TokenKind.PUNCTUATION;
            if (numbering || glued) {
                continue;
            }
            int end = quantityEnd(i);
            boolean amount = !Character.isDigit(text.text().charAt(text.tokenStart(i)))
                    || text.token(i).endsWith("%");
            if (end > i + 1 || amount) {
                found.add(reading.phrases().slice(i, end));
            }
        }
        return List.copyOf(found);
    }

    /** The number with the words it counts: up to the first plural noun, or one word, with "km/h" as one. */
    private int quantityEnd(int number) {
        int end = number + 1;
        while (end < text.tokenCount() && end - number < 4 && isCountedWord(end)) {
            end++;
            if (Phrase.isPlural(text.token(end - 1))) {
                return end;
            }
        }
        end = Math.min(end, number + 2);
        boolean per = end + 1 < text.tokenCount()
                && end > number + 1
                && text.token(end).equals("/")
                && text.tokenStart(end) == text.tokenEnd(end - 1)
                && text.tokenKind(end + 1) == TokenKind.WORD;
        return per ? end + 2 : end;
    }

    private boolean isCountedWord(int i) {
        return text.tokenKind(i) == TokenKind.WORD
                && (reading.grammar().mask(i) & (WordLists.BOUNDARY | WordLists.ADVERB)) == 0
                && !text.text()
                        .substring(text.tokenEnd(i - 1), text.tokenStart(i))
                        .contains("\n");
    }

    private List<String> findParts() {
        List<String> found = new ArrayList<>();
        for (int s = 0; s < text.sentenceCount() && found.size() < 10; s++) {
            int first = text.sentenceFirstToken(s);
            int end = text.sentenceEndToken(s);
            if (!reading.outsideMaterial(text.tokenStart(first))) {
                continue;
            }
            Request request = reading.request();
            int start = request != null && s == request.sentence() && request.verb() > first ? request.verb() : first;
            boolean asks = Request.isVerb(reading.grammar(), start)
                    || (reading.grammar().mask(start) & WordLists.WH) != 0;
            for (int i = start; asks && i <= end; i++) {
                boolean split = i < end
                        && i > first + 1
                        && text.token(i).equalsIgnoreCase("and")
                        && i + 2 < end
                        && Request.isVerb(reading.grammar(), i + 1)
                        && (reading.grammar().mask(i + 2) & (WordLists.DETERMINER | WordLists.PRONOUN | WordLists.WH))
                                != 0;
                if (i == end || split) {
                    add(found, start, i);
                    start = i + 1;
                }
            }
        }
        return found;
    }

    private void add(List<String> found, int start, int end) {
        int stop = end;
        while (stop > start
                && text.tokenKind(stop - 1) == TokenKind.PUNCTUATION
                && ".,;:!".indexOf(text.token(stop - 1).charAt(0)) >= 0) {
            stop--;
        }
        int from = start;
        while (from < stop && text.tokenKind(from) != TokenKind.WORD) {
            from++;
        }
        boolean request = from < stop
                && (Request.isVerb(reading.grammar(), from)
                        || (reading.grammar().mask(from) & WordLists.WH) != 0
                                && text.token(stop - 1).equals("?"));
        if (request && stop - from > 2 && stop - from <= MAX_PART_WORDS * 2) {
            found.add(reading.phrases().slice(from, stop));
        }
    }

    private static String sentence(String part) {
        if (part.endsWith("?") && (WordLists.GRAMMAR.word(part.split(" ", 2)[0]) & WordLists.WH) != 0) {
            return "Answer \"" + part + "\"";
        }
        String plain = part.endsWith("?") ? part.substring(0, part.length() - 1) : part;
        return Character.toUpperCase(plain.charAt(0)) + plain.substring(1) + ".";
    }

    private static String join(List<String> items) {
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
