package dev.apes.generators.hybrid;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.NeuralGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A method that is tried. A network is trained a quarter at a time, so that one which falls behind costs no more than that. A method
 * that fails is out, with what it said. Not thread-safe.
 */
final class Arm {
    private static final int QUARTERS = 4;

    private final SyntheticGenerator method;
    private final Table rows;
    private final long seed;
    private final Cancellation cancellation;
    private final int epochs;
    private Synthesizer fitted;
    private int quarters;
    private int judged;
    private double quality;
    private double utility;
    private double diversity;
    private String why;

    /**
     * @param method what is tried
     * @param rows to learn from
     * @param epochs of a network's training, 0 for its own default
     * @param seed of every random choice
     * @param cancellation asked while fitting
     */
    Arm(SyntheticGenerator method, Table rows, int epochs, long seed, Cancellation cancellation) {
        this.method = method;
        this.rows = rows;
        this.seed = seed;
        this.cancellation = cancellation;
        this.epochs = !(method instanceof NeuralGenerator network)
                ? 0
                : epochs > 0 ? epochs : network.usualEpochs(rows, seed);
        this.quarters = this.epochs < QUARTERS ? QUARTERS - 1 : 0;
    }

    String name() {
        return method.name();
    }

    SyntheticGenerator method() {
        return method;
    }

    /** Trains what is left to train of this quarter, or nothing, draws a batch and judges it. */
    void pull(Earnings earnings, int batch) {
        try {
            boolean more = quarters < QUARTERS || fitted == null;
            if (more) {
                train();
                judged = 0;
                quality = 0;
                utility = 0;
                diversity = 0;
            }
            Table drawn = fitted.sample(new SampleRequest(batch, seed + 31L * (judged + 1), Map.of(), cancellation));
            Earnings.Earned earned = earnings.of(drawn);
            judged++;
            quality += earned.quality().orElse(0);
            utility += earned.utility().orElse(0);
            diversity += earned.diversity();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            why = "failed: " + e.getMessage();
        }
    }

    private void train() {
        int from = epochs * quarters / QUARTERS;
        int to = epochs < QUARTERS ? epochs : epochs * (quarters + 1) / QUARTERS;
        from = epochs < QUARTERS ? 0 : from;
        FitContext context = context(to - from);
        fitted = fitted == null ? method.fit(rows, context) : fitted.fitFurther(rows.select(new int[0]), context);
        quarters = epochs == 0 ? QUARTERS : quarters + 1;
    }

    private FitContext context(int further) {
        Map<String, String> options = new LinkedHashMap<>();
        if (further > 0) {
            options.put("epochs", String.valueOf(further));
        }
        return new FitContext(seed, Optional.empty(), options, cancellation);
    }

    /** {@return the fitted one, trained to the end, that has seen the rows held back, too; empty if that fails, and then it is out} */
    Optional<Synthesizer> finished(Table held) {
        try {
            while (quarters < QUARTERS) {
                train();
            }
            return Optional.of(fitted.fitFurther(held, context(0)));
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            why = "failed: " + e.getMessage();
            return Optional.empty();
        }
    }

    /** {@return the share of its training that is done} */
    double trained() {
        return (double) quarters / QUARTERS;
    }

    /** {@return mean quality of its batches, 0 where that is undefined} */
    double quality() {
        return judged == 0 ? 0 : quality / judged;
    }

    /** {@return mean utility of its batches, 0 where that is undefined} */
    double utility() {
        return judged == 0 ? 0 : utility / judged;
    }

    double diversity() {
        return judged == 0 ? 0 : diversity / judged;
    }

    /** {@return how many batches of its present state have been judged} */
    int judged() {
        return judged;
    }

    boolean out() {
        return why != null;
    }

    void drop(String reason) {
        why = reason;
    }

    /** {@return why it is out; null if it is not} */
    String why() {
        return why;
    }
}
