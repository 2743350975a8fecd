package dev.apes.engine.optimize;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * Fits the parameters of a {@link Surrogate}'s kernel, and chooses its shape and the map of its values, straight or logarithmic:
 * whichever makes the values most likely under the process (Snelson, Rasmussen and Ghahramani 2004), not by themselves. A parabola has a skew
 * distribution and wants no logarithm. Keeps what it found last for the next time. Not thread-safe.
 */
final class SurrogateFit {
    private static final double QUIET_LOG_NOISE = -10;
    /** Values of an analytic function tell more than Matérn's shape can use, and noise would hide it. */
    private static final double QUIETEST_LOG_NOISE = -16;

    private static final double NOISY_LOG_NOISE = -3;
    private static final int LOOK_ELSEWHERE_EVERY = 4;
    /** A logarithm has a parameter more. */
    private static final double MARGIN = 2;

    private final Kernel kernel;
    private final boolean noisy;
    private final SplittableRandom random;
    private final List<Form> forms;
    private Form last;
    private int refits;

    /**
     * @param kernel of Matérn's shape
     * @param shapes to choose from; under noise, which hides what tells them apart, Matérn's serves alone
     */
    SurrogateFit(Kernel kernel, boolean noisy, List<Kernel.Shape> shapes, SplittableRandom random) {
        this.kernel = kernel;
        this.noisy = noisy;
        this.random = random;
        // a logarithm magnifies noise where it does most harm, among the smallest values: even a gentle one, from 0.3
        // spreads on, doubled the regret on noisy mixed problems
        forms = noisy
                ? List.of(new Form(kernel, false))
                : shapes.stream()
                        .flatMap(s -> Stream.of(new Form(kernel.of(s), false), new Form(kernel.of(s), true)))
                        .toList();
    }

    /** One way to model the values, and the parameters it had last. */
    private static final class Form {
        final Kernel kernel;
        final boolean logarithmic;
        double[] theta;

        Form(Kernel kernel, boolean logarithmic) {
            this.kernel = kernel;
            this.logarithmic = logarithmic;
        }

        OutputWarp warp(double[] values) {
            return logarithmic ? OutputWarp.logarithmic(values) : OutputWarp.linear(values);
        }

        double quietLogNoise() {
            return kernel.shape() == Kernel.Shape.GAUSS ? QUIETEST_LOG_NOISE : QUIET_LOG_NOISE;
        }
    }

    /**
     * @param anew whether the kernel is to be fitted anew; else the last parameters serve, if there are any
     * @return the surrogate of these data
     */
    Surrogate fit(List<Told> data, boolean anew) {
        double[] values = data.stream().mapToDouble(Told::value).toArray();
        if (last != null && !anew) {
            return Surrogate.of(last.kernel, data, last.warp(values), last.theta);
        }
        refits++;
        double best = Double.NEGATIVE_INFINITY;
        List<DoubleSupplier> fits =
                forms.stream().map(f -> refit(f, data, values)).toList();
        // all randomness is drawn by now, so that threads do not change the result
        double[] evidence = fits.stream()
                .parallel()
                .mapToDouble(DoubleSupplier::getAsDouble)
                .toArray();
        for (int i = 0; i < evidence.length; i++) {
            if (last == null || evidence[i] > best) {
                best = evidence[i];
                last = forms.get(i);
            }
        }
        return Surrogate.of(last.kernel, data, last.warp(values), last.theta);
    }

    /**
     * Advice steadies the likelihood, so that the last parameters are close to the best ones: a few steps from there, and a look
     * elsewhere now and then, do what many steps from two starts do without it, at a third of the cost.
     */
    private DoubleSupplier refit(Form form, List<Told> data, double[] values) {
        OutputWarp warp = form.warp(values);
        boolean anyUnknown = data.stream().anyMatch(t -> t.variance() == 0);
        boolean advised = data.stream().anyMatch(Told::advice);
        MarginalLikelihood likelihood = new MarginalLikelihood(
                form.kernel,
                Surrogate.points(data),
                Surrogate.warped(data, warp),
                Surrogate.known(data, warp),
                noisy && anyUnknown ? NOISY_LOG_NOISE : form.quietLogNoise());
        boolean brief = form.theta != null && advised && refits % LOOK_ELSEWHERE_EVERY != 0;
        // noise makes a second top, where all is noise, and a single form leaves time to look for the other
        boolean thorough = form.theta == null || noisy && !advised;
        int steps = thorough ? 15 : 8;
        int climb = thorough ? 20 : 12;
        double[][] starts = brief ? null : starts(likelihood, form.theta);
        return () -> {
            form.theta = brief
                    ? new LikelihoodClimb(likelihood, form.theta, climb).climb()
                    : HyperparameterFit.maximise(likelihood, starts, steps, climb);
            return likelihood.value(form.theta, new double[form.theta.length])
                    + warp.logJacobian(values)
                    - (form.logarithmic ? MARGIN : 0);
        };
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
