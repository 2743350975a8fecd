package dev.apes.engine.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Fills slots for one text: from its topic, else from the symbols of the grammar. Aspects and wordings take turns, so that
 * "{aspect} and {aspect}" are two and no wording comes back before all others were used. Not thread-safe.
 */
final class TopicSlots implements Template.Slots {
    private final Topic topic;
    private final Vocabulary vocabulary;
    private final Map<String, int[]> turns = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();

    TopicSlots(Topic topic, Vocabulary vocabulary) {
        this.topic = topic;
        this.vocabulary = vocabulary;
    }

    Topic topic() {
        return topic;
    }

    @Override
    public String fill(String name, RandomGenerator random) {
        int hash = name.indexOf('#');
        if (hash < 0) {
            return value(name, random);
        }
        String known = kept.get(name);
        if (known == null) {
            known = value(name.substring(0, hash), random);
            kept.put(name, known);
        }
        return known;
    }

    /** Forgets values kept under a number. */
    void newText() {
        kept.clear();
    }

    private String value(String name, RandomGenerator random) {
        return switch (name) {
            case "topic" -> topic.name();
            case "goal" -> topic.goal();
            case "problem" -> topic.problem();
            case "a" -> topic.one();
            case "b" -> topic.other();
            case "question" -> topic.question();
            case "who" -> topic.who();
            case "aspect" -> next("aspect", topic.aspects(), random);
            case "aspects" -> joined(topic.aspects());
            case "cols" -> String.join(", ", topic.columns());
            case "slug" -> topic.name().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
            case "n" -> Integer.toString(2 + random.nextInt(90));
            default -> one(name, random);
        };
    }

    /** {@return a text for a symbol of the grammar} */
    String one(String symbol, RandomGenerator random) {
        return next(symbol, vocabulary.wordings(symbol), random).expand(this, random);
    }

    /** Takes the elements of a list in turn, starting somewhere, in a stride that visits all of them. */
    <T> T next(String name, List<T> list, RandomGenerator random) {
        int n = list.size();
        int[] state = turns.computeIfAbsent(name, k -> new int[] {random.nextInt(n), stride(n, random)});
        T taken = list.get(state[0]);
        state[0] = (state[0] + state[1]) % n;
        return taken;
    }

    private static int stride(int n, RandomGenerator random) {
        int stride = 1 + random.nextInt(Math.max(1, n - 1));
        while (gcd(stride, n) != 1) {
            stride = stride % n + 1;
        }
        return stride;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }
}
