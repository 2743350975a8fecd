package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;

/** Compares gradients with differences of the loss, each parameter along its own gradient, where rounding hurts least. */
public final class DirectionalDerivative {
    private DirectionalDerivative() {}

    /**
     * @param parameters whose gradients are checked
     * @param loss computes the loss and adds the gradients
     * @param step how far to go
     * @param tolerance relative
     */
    public static void check(List<Parameter> parameters, DoubleSupplier loss, double step, double tolerance) {
        parameters.forEach(Parameter::clearGradient);
        loss.getAsDouble();
        List<float[][]> gradients =
                parameters.stream().map(DirectionalDerivative::gradient).toList();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            float[][] direction = gradients.get(i);
            double norm = norm(direction);
            assertThat(norm).as("gradient of parameter %d", i).isGreaterThan(1e-6);
            float[][][] before = p.snapshot();
            move(p, direction, step / norm);
            double up = loss.getAsDouble();
            p.restore(before);
            move(p, direction, -step / norm);
            double down = loss.getAsDouble();
            p.restore(before);
            assertThat((up - down) / (2 * step))
                    .as("slope of parameter %d of %d", i, parameters.size())
                    .isCloseTo(norm, within(tolerance * norm));
        }
    }

    private static float[][] gradient(Parameter p) {
        float[][] sum = new float[p.value().length][p.value()[0].length];
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            for (int r = 0; r < sum.length; r++) {
                for (int j = 0; j < sum[r].length; j++) {
                    sum[r][j] += p.gradient(lane)[r][j];
                }
            }
        }
        return sum;
    }

    private static double norm(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            for (float v : row) {
                sum += (double) v * v;
            }
        }
        return Math.sqrt(sum);
    }

    private static void move(Parameter p, float[][] direction, double by) {
        for (int r = 0; r < direction.length; r++) {
            for (int j = 0; j < direction[r].length; j++) {
                p.value()[r][j] += (float) (by * direction[r][j]);
            }
        }
    }
}
