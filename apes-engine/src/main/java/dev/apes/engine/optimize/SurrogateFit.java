package dev.apes.engine.optimize;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits the parameters of a {@link Surrogate}'s kernel, and chooses the map of its values: straight or logarithmic, whichever makes
 * the values more likely under the process (Snelson, Rasmussen and Ghahramani 2004), not by themselves. A parabola has a skew
 * distribution and wants no logarithm. Keeps what it found last for the next time. Not thread-safe.
 */
final class SurrogateFit {
    private static final double QUIET_LOG_NOISE = -10;
    private static final double NOISY_LOG_NOISE = -3;
    private static final int LOOK_ELSEWHERE_EVERY = 4;
    /** A logarithm has a parameter more. */
    private static final double MARGIN = 2;

    private final Kernel kernel;
    private final boolean noisy;
    private final SplittableRandom random;
    private double[] straight;
    private double[] logarithmic;
    private boolean lastStraight = true;
    private int refits;

    SurrogateFit(Kernel kernel, boolean noisy, SplittableRandom random) {
        this.kernel = kernel;
        this.noisy = noisy;
        this.random = random;
    }

    private record Fitted(double[] theta, OutputWarp warp, double evidence) {}

    /**
     * @param anew whether the kernel is to be fitted anew; else the last parameters serve, if there are any
     * @return the surrogate of these data
     */
    Surrogate fit(List<Told> data, boolean anew) {
        double[] values = data.stream().mapToDouble(Told::value).toArray();
        OutputWarp line = OutputWarp.linear(values);
        // a logarithm magnifies noise where it does most harm, among the smallest values: even a gentle one, from 0.3
        // spreads on, doubled the regret on noisy mixed problems
        OutputWarp log = noisy ? line : OutputWarp.logarithmic(values);
        if (straight != null && !anew) {
            boolean stay = lastStraight || log == line;
            return Surrogate.of(kernel, data, stay ? line : log, stay ? straight : logarithmic);
        }
        refits++;
        Fitted best = fitted(data, line, straight);
        straight = best.theta();
        lastStraight = true;
        if (log != line) {
            Fitted other = fitted(data, log, logarithmic);
            logarithmic = other.theta();
            if (other.evidence() > best.evidence() + MARGIN) {
                best = other;
                lastStraight = false;
            }
        }
        return Surrogate.of(kernel, data, best.warp(), best.theta());
    }

    /**
     * Advice steadies the likelihood, so that the last parameters are close to the best ones: a few steps from there, and a look
     * elsewhere now and then, do what many steps from two starts do without it, at a third of the cost.
     */
    private Fitted fitted(List<Told> data, OutputWarp warp, double[] last) {
        boolean anyUnknown = data.stream().anyMatch(t -> t.variance() == 0);
        boolean advised = data.stream().anyMatch(Told::advice);
        MarginalLikelihood likelihood = new MarginalLikelihood(
                kernel,
                Surrogate.points(data),
                Surrogate.warped(data, warp),
                Surrogate.known(data, warp),
                noisy && anyUnknown ? NOISY_LOG_NOISE : QUIET_LOG_NOISE);
        double[] theta;
        if (last == null) {
            theta = HyperparameterFit.maximise(likelihood, starts(likelihood, null), 60);
        } else if (advised && refits % LOOK_ELSEWHERE_EVERY != 0) {
            theta = HyperparameterFit.maximise(likelihood, new double[][] {last}, 12);
        } else {
            theta = HyperparameterFit.maximise(likelihood, starts(likelihood, last), 25);
        }
        double evidence = likelihood.value(theta, new double[theta.length])
                + warp.logJacobian(data.stream().mapToDouble(Told::value).toArray());
        return new Fitted(theta, warp, evidence);
    }

    private double[][] starts(MarginalLikelihood likelihood, double[] last) {
        double[] prior = new double[kernel.parameters()];
        for (int i = 0; i < prior.length; i++) {
            prior[i] = likelihood.priorMean(i);
        }
        double[] varied = prior.clone();
        for (int i = 0; i < varied.length; i++) {
            varied[i] += 0.7 * likelihood.priorDeviation(i) * random.nextGaussian();
        }
        return last == null ? new double[][] {prior, varied} : new double[][] {last, varied};
    }
}
