package dev.apes.generators.neural;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.SeededRandom;

/**
 * Draws rows from a network that turns noise into a {@link NetworkOutput}. Under conditions it draws {@link #CANDIDATES} outputs
 * for each row, takes one of them in proportion to how well it explains what is wanted (sampling and importance resampling; Rubin
 * 1988), draws the other columns from it and sets the wanted ones. Nothing is rejected, conditions hold exactly, and sampling ends
 * after a known number of steps whatever they are.
 */
public final class RowSampler {
    /** Outputs to choose from under conditions. */
    public static final int CANDIDATES = 64;

    private static final int CHUNK = 512;

    private RowSampler() {}

    /** Turns noise into output, row by row. */
    @FunctionalInterface
    public interface Network {
        /**
         * @param seed of the noise
         * @param rows how many
         * @return their outputs
         */
        float[][] outputs(long seed, int rows);
    }

    /**
     * @param code the table's code
     * @param law how outputs are read
     * @param network makes outputs
     * @param request what is asked for
     * @return the rows
     */
    public static Table sample(TableCode code, NetworkOutput law, Network network, SampleRequest request) {
        Conditions conditions = Conditions.of(code.schema(), request.conditions());
        int candidates = conditions.none() ? 1 : CANDIDATES;
        int chunk = CHUNK / candidates;
        double[][] columns = new double[code.columns()][request.rows()];
        for (int start = 0; start < request.rows(); start += chunk) {
            request.cancellation().throwIfCancelled();
            int rows = Math.min(chunk, request.rows() - start);
            float[][] outputs = network.outputs(Streams.seed(request.seed(), "noise", start), rows * candidates);
            int first = start;
            InRanges.run(rows, conditions.none() ? 16 : 1, (from, to) -> {
                for (int r = from; r < to; r++) {
                    SeededRandom random = new SeededRandom(Streams.seed(request.seed(), "cells", first + r));
                    float[] output = conditions.none()
                            ? outputs[r]
                            : chosen(outputs, r * candidates, candidates, law, conditions, random);
                    for (int c = 0; c < columns.length; c++) {
                        columns[c][first + r] = conditions.on(c) ? conditions.wanted(c) : law.draw(c, output, random);
                    }
                }
            });
        }
        return new Table(code.schema(), columns);
    }

    private static float[] chosen(
            float[][] outputs, int from, int count, NetworkOutput law, Conditions conditions, SeededRandom random) {
        double[] log = new double[count];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            log[i] = law.logLikelihood(conditions, outputs[from + i]);
            max = Math.max(max, log[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            log[i] = StrictMath.exp(log[i] - max);
            sum += log[i];
        }
        double left = random.nextDouble() * sum;
        int chosen = 0;
        for (int i = 0; i < count && left >= 0; i++) {
            chosen = log[i] > 0 ? i : chosen;
            left -= log[i];
        }
        return outputs[from + chosen];
    }
}
