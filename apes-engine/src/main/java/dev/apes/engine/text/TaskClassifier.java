package dev.apes.engine.text;

import java.util.Arrays;

/**
 * Scores task types from the words and phrases of {@code tasks.txt}. A verb or phrase at the head of a sentence weighs 3, for there
 * stands the request, any other word 1; in prompts of more than eight sentences only the first four and the last two weigh in full,
 * for what lies between is mostly material.
 */
final class TaskClassifier {
    private static final TaskType[] TYPES = TaskType.values();
    private static final long[] MASKS =
            Arrays.stream(TYPES).mapToLong(TaskClassifier::mask).toArray();
    private static final long WEAK_WRITING = Words.LEXICON.mask("task-weak:WRITING");
    private static final long ANY = Arrays.stream(MASKS).reduce(WEAK_WRITING, (a, b) -> a | b);
    private static final byte[] TYPE_OF_BIT = new byte[64];
    private static final double MIDDLE_WEIGHT = 0.15;

    static {
        for (TaskType type : TYPES) {
            if (MASKS[type.ordinal()] != 0) {
                TYPE_OF_BIT[Long.numberOfTrailingZeros(MASKS[type.ordinal()])] = (byte) type.ordinal();
            }
        }
        TYPE_OF_BIT[Long.numberOfTrailingZeros(WEAK_WRITING)] = (byte) TaskType.WRITING.ordinal();
    }

    private final double[] scores = new double[TYPES.length];

    private static long mask(TaskType type) {
        return type == TaskType.OTHER ? 0 : Words.LEXICON.mask("task:" + type.name());
    }

    /** Takes a word in; {@code head} for a verb or phrase that opens a request. */
    void word(long mask, boolean head, boolean middle) {
        long bits = mask & ANY;
        double weight = (head && (bits & WEAK_WRITING) == 0 ? 3 : 1) * (middle ? MIDDLE_WEIGHT : 1);
        while (bits != 0) {
            scores[TYPE_OF_BIT[Long.numberOfTrailingZeros(bits)]] += weight;
            bits &= bits - 1;
        }
    }

    void add(TaskType type, double weight) {
        scores[type.ordinal()] += weight;
    }

    /** The type with the highest score, the first of equals; {@link TaskType#OTHER} if nothing scored. */
    TaskType best() {
        int best = TaskType.OTHER.ordinal();
        double highest = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > highest) {
                highest = scores[i];
                best = i;
            }
        }
        return TYPES[best];
    }
}
