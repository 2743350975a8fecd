package dev.apes.generators.neural;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): {@code m = β₁m + (1−β₁)g}, {@code v = β₂v + (1−β₂)g²}, {@code θ −= η m̂ / (√v̂ + ε)} with
 * bias-corrected moments and ε = 1e-8. Weight decay is added to the gradient, as PyTorch's {@code Adam} does, or taken off the value
 * by {@code η·decay}, as {@code AdamW} does (Loshchilov and Hutter, 2019). Not thread-safe.
 */
public final class Adam {
    private static final float EPSILON = 1e-8f;

    /** Numbers that are worth a task of their own. */
    private static final long WORTH_A_TASK = 60_000;

    private final List<Parameter> parameters;
    private final double rate;
    private final double beta1;
    private final double beta2;
    private final float decay;
    private final boolean decoupled;
    private final Row[] rows;
    private final int grain;
    private long steps;

    /**
     * @param parameters what it moves
     * @param rate step size η
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param decay weight decay
     * @param decoupled whether the decay is AdamW's
     */
    public Adam(List<Parameter> parameters, double rate, double beta1, double beta2, double decay, boolean decoupled) {
        this.parameters = List.copyOf(parameters);
        this.rate = rate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.decay = (float) decay;
        this.decoupled = decoupled;
        this.rows = parameters.stream()
                .flatMap(p -> IntStream.range(0, p.value().length).mapToObj(r -> new Row(p, r)))
                .toArray(Row[]::new);
        long numbers = parameters.stream()
                .mapToLong(p -> (long) p.value().length * p.value()[0].length)
                .sum();
        this.grain = (int) Math.max(1, rows.length * WORTH_A_TASK / Math.max(1, numbers));
    }

    /** {@return what it moves} */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Forgets gradients of a batch that was given up. */
    public void clearGradients() {
        parameters.forEach(Parameter::clearGradient);
    }

    /**
     * Moves every parameter against its gradient, added up over the lanes, and sets the gradient to 0.
     *
     * @param scale what the step size is multiplied by
     */
    public void step(double scale) {
        steps++;
        double correction1 = 1 - StrictMath.pow(beta1, steps);
        double correction2 = 1 - StrictMath.pow(beta2, steps);
        double size = rate * scale;
        float move = (float) (size / correction1);
        float root = (float) (1 / correction2);
        float shrink = decoupled ? (float) (1 - size * decay) : 1;
        float pull = decoupled ? 0 : decay;
        Row.Step step = new Row.Step(move, root, shrink, pull, (float) beta1, (float) beta2);
        InRanges.run(rows.length, grain, (from, to) -> {
            for (int r = from; r < to; r++) {
                rows[r].move(step);
            }
        });
    }

    /** {@return how many steps have been made} */
    public long steps() {
        return steps;
    }

    void steps(long done) {
        steps = done;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(steps);
        for (Parameter p : parameters) {
            p.write(out);
        }
    }

    void read(DataInputStream in) throws IOException {
        steps = in.readLong();
        for (Parameter p : parameters) {
            p.read(in);
        }
    }

    /** One row of a parameter. */
    private static final class Row {
        private final float[] value;
        private final float[] first;
        private final float[] second;
        private final float[][] gradient = new float[Lanes.COUNT][];

        Row(Parameter p, int row) {
            value = p.value()[row];
            first = p.first()[row];
            second = p.second()[row];
            for (int lane = 0; lane < gradient.length; lane++) {
                gradient[lane] = p.gradient(lane)[row];
            }
        }

        /** The step's numbers. */
        private record Step(float move, float root, float shrink, float pull, float beta1, float beta2) {}

        void move(Step step) {
            for (int lane = 1; lane < gradient.length; lane++) {
                add(gradient[0], gradient[lane]);
            }
            move(step.move, step.root, step.shrink, step.pull, step.beta1, step.beta2, gradient[0]);
        }

        private static void add(float[] sum, float[] x) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += x[j];
                x[j] = 0;
            }
        }

        private void move(
                float move, float root, float shrink, float pull, float beta1, float beta2, float[] gradient) {
            float[] x = value;
            float[] m1 = first;
            float[] m2 = second;
            for (int j = 0; j < x.length; j++) {
                float g = gradient[j] + pull * x[j];
                float m = beta1 * m1[j] + (1 - beta1) * g;
                float v = beta2 * m2[j] + (1 - beta2) * g * g;
                m1[j] = m;
                m2[j] = v;
                x[j] = shrink * x[j] - move * m / ((float) Math.sqrt(v * root) + EPSILON);
                gradient[j] = 0;
            }
        }
    }
}
