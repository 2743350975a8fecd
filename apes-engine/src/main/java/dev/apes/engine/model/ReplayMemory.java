package dev.apes.engine.model;

import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded sample of all that was measured, biased towards the recent: each sample draws a weight once, which grows with the
 * update that brought it (doubling every {@link #HALF_LIFE} updates), and the heaviest stay (weighted reservoir sampling,
 * Efraimidis and Spirakis 2006). Of a full memory, samples of given prompts take at least three quarters; room that one kind
 * does not need goes to the other. A sample of the same prompt, rule and values replaces the earlier one. Immutable.
 */
final class ReplayMemory {
    static final double HALF_LIFE = 10;
    private static final double REAL_SHARE = 0.75;
    private static final RandomStreams IDENTITIES = new RandomStreams(0).at(0, "identity of samples");

    private final int capacity;
    private final List<Kept> kept;

    private record Kept(GainSample sample, long identity, double priority) {}

    private ReplayMemory(int capacity, List<Kept> kept) {
        this.capacity = capacity;
        this.kept = kept;
    }

    static ReplayMemory empty(int capacity) {
        return new ReplayMemory(capacity, List.of());
    }

    /** The memory of these samples, oldest first, under the priorities they once drew. */
    static ReplayMemory of(int capacity, List<GainSample> samples, double[] priorities) {
        List<Kept> kept = new ArrayList<>(samples.size());
        for (int i = 0; i < priorities.length; i++) {
            kept.add(new Kept(samples.get(i), identity(samples.get(i)), priorities[i]));
        }
        return new ReplayMemory(capacity, kept);
    }

    private static long identity(GainSample s) {
        return IDENTITIES.seed(s.promptId() + '\n' + s.ruleId() + '\n' + s.values(), 0);
    }

    /** Adds samples; {@code update} counts up and sets their weight. */
    ReplayMemory with(List<GainSample> fresh, int update, long seed) {
        RandomStreams streams = new RandomStreams(seed).at(0, "replay memory");
        Map<Long, Kept> byIdentity = new LinkedHashMap<>();
        for (Kept k : kept) {
            byIdentity.put(k.identity(), k);
        }
        for (GainSample s : fresh) {
            long identity = identity(s);
            // −log of a uniform number is exponential; dividing it by 2^(update / half-life), in logarithms
            double uniform = ((streams.seed("weight", identity) >>> 11) + 0.5) * 0x1.0p-53;
            double priority = Math.log(-Math.log(uniform)) - update * Math.log(2) / HALF_LIFE;
            byIdentity.remove(identity);
            byIdentity.put(identity, new Kept(s, identity, priority));
        }
        List<Kept> all = new ArrayList<>(byIdentity.values());
        if (all.size() <= capacity) {
            return new ReplayMemory(capacity, all);
        }
        long real = all.stream().filter(k -> k.sample().real()).count();
        long synthetic = all.size() - real;
        long realRoom = Math.max(Math.round(capacity * REAL_SHARE), capacity - synthetic);
        long syntheticRoom = capacity - Math.min(realRoom, real);
        double realLimit = limit(all, true, realRoom);
        double syntheticLimit = limit(all, false, syntheticRoom);
        all.removeIf(k -> k.priority() > (k.sample().real() ? realLimit : syntheticLimit));
        return new ReplayMemory(capacity, all);
    }

    private static double limit(List<Kept> all, boolean real, long room) {
        List<Kept> sorted = all.stream()
                .filter(k -> k.sample().real() == real)
                .sorted(Comparator.comparingDouble(Kept::priority))
                .limit(room)
                .toList();
        return sorted.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : sorted.get(sorted.size() - 1).priority();
    }

    /** Oldest first. */
    List<GainSample> samples() {
        return kept.stream().map(Kept::sample).toList();
    }

    /** In the order of {@link #samples()}. */
    double[] priorities() {
        return kept.stream().mapToDouble(Kept::priority).toArray();
    }

    int size() {
        return kept.size();
    }
}
