package dev.apes.engine.optimize;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A Gaussian process over a search's observations, its values mapped by an {@link OutputWarp}. Immutable and thread-safe.
 *
 * @param kernel of the process
 * @param process the process, of mapped values
 * @param warp what they were mapped by
 * @param theta parameters of the kernel
 * @param data what it was fitted to
 * @param means the process' means at the data
 */
record Surrogate(
        Kernel kernel, GaussianProcess process, OutputWarp warp, double[] theta, List<Told> data, double[] means) {

    static Surrogate of(Kernel kernel, List<Told> data, OutputWarp warp, double[] theta) {
        GaussianProcess process =
                GaussianProcess.fit(kernel, points(data), warped(data, warp), known(data, warp), theta);
        return new Surrogate(
                kernel,
                process,
                warp,
                theta,
                data,
                data.stream().mapToDouble(t -> process.mean(t.point())).toArray());
    }

    static double[][] points(List<Told> data) {
        return data.stream().map(Told::point).toArray(double[][]::new);
    }

    static double[] warped(List<Told> data, OutputWarp warp) {
        return data.stream().mapToDouble(t -> warp.apply(t.value())).toArray();
    }

    static double[] known(List<Told> data, OutputWarp warp) {
        return data.stream()
                .mapToDouble(t -> warp.variance(t.value(), t.variance()))
                .toArray();
    }

    /** Pending settings are taken to turn out as the model expects ("kriging believer", Ginsbourger et al. 2010). */
    Surrogate believing(Collection<double[]> pending) {
        if (pending.isEmpty()) {
            return this;
        }
        int n = data.size();
        int m = n + pending.size();
        double[][] x = Arrays.copyOf(points(data), m);
        double[] y = Arrays.copyOf(warped(data, warp), m);
        double[] known = Arrays.copyOf(known(data, warp), m);
        int i = n;
        for (double[] p : pending) {
            x[i] = p;
            y[i++] = process.mean(p);
        }
        return new Surrogate(kernel, GaussianProcess.fit(kernel, x, y, known, theta), warp, theta, data, means);
    }

    /** The objective expected at a point. */
    double mean(double[] point) {
        return warp.invert(process.mean(point));
    }

    /** The smallest mean at an evaluated setting, mapped: what is to be improved on. */
    double target() {
        return IntStream.range(0, means.length)
                .filter(i -> !data.get(i).advice())
                .mapToDouble(i -> means[i])
                .min()
                .orElse(0);
    }

    /** What part of the mapped values' variance, which is 1, the noise makes up at a typical observation. */
    double noiseShare() {
        double[] known = Arrays.stream(known(data, warp)).sorted().toArray();
        return Math.exp(theta[kernel.noise()]) + known[known.length / 2];
    }

    /** The points of smallest mean, best first. */
    List<double[]> best(int count) {
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> means[i]))
                .limit(count)
                .map(i -> data.get(i).point())
                .toList();
    }

    /** The logarithm of the expected improvement, mapped, at a point. */
    double logImprovement(double[] point, double target) {
        double[] prediction = new double[2];
        process.predict(point, prediction);
        return ExpectedImprovement.log(prediction[0], prediction[1], target);
    }
}
