package dev.apes.benchmarks.stopping;

import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.stopping.StoppingCriteria;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a criterion did on many runs of a curve.
 *
 * @param stops iterations done by each run, ascending; all of them where it did not stop
 * @param lost for each run, the best true score of a whole run less the best true score up to the stop
 * @param lostAtEnd the same less the true score of the last iteration done: for those who keep the last and not the best
 * @param stopped how many runs it stopped before their end
 */
record Outcome(double[] stops, double[] lost, double[] lostAtEnd, int stopped) {
    static Outcome of(StoppingCriterion criterion, Curve curve, int runs, long seed) {
        int[] stops = IntStream.range(0, runs)
                .parallel()
                .map(run -> {
                    TrainingHistory history = curve.run(new RandomStreams(seed).stream(curve.name(), run));
                    return StoppingCriteria.replay(criterion, history)
                            .map(StoppingCriteria.Replay::iteration)
                            .orElse(Curve.LENGTH + 1);
                })
                .toArray();
        double whole = curve.best(Curve.LENGTH);
        int[] done = Arrays.stream(stops).map(n -> Math.min(n, Curve.LENGTH)).toArray();
        return new Outcome(
                Arrays.stream(done).asDoubleStream().sorted().toArray(),
                Arrays.stream(done).mapToDouble(n -> whole - curve.best(n)).toArray(),
                Arrays.stream(done).mapToDouble(n -> whole - curve.truth(n - 1)).toArray(),
                (int) Arrays.stream(stops).filter(n -> n <= Curve.LENGTH).count());
    }

    double median() {
        return quantile(0.5);
    }

    /** The smallest stop that at least this share of the runs do not exceed. */
    double quantile(double share) {
        return stops[Math.max(0, (int) Math.ceil(share * stops.length) - 1)];
    }

    Interval meanLost() {
        return Moments.of(lost).meanInterval(0.95);
    }

    Interval meanLostAtEnd() {
        return Moments.of(lostAtEnd).meanInterval(0.95);
    }
}
