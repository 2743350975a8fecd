package dev.apes.generators.vae;

import dev.apes.generators.neural.Dense;
import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.Rectifier;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Encoder {@code x → rectified → rectified → (μ, log σ²)}, decoder {@code z → rectified → rectified → output}, and the deviation of
 * every column's offset, which is learnt, too. Decoding is thread-safe.
 */
final class VaeNetwork {
    private static final float FIRST_DEVIATION = 0.1f;

    private final int width;
    private final int outputs;
    final Dense encode1;
    final Dense encode2;
    final Dense encodeTop;
    final Dense decode1;
    final Dense decode2;
    final Dense decodeTop;
    final Parameter deviation;

    VaeNetwork(int inputs, int columns, VaeSettings settings, SeededRandom random) {
        width = settings.width();
        outputs = inputs;
        encode1 = new Dense(inputs, width, random);
        encode2 = new Dense(width, width, random);
        // mean and logarithm of the variance side by side
        encodeTop = new Dense(width, 2 * settings.latent(), random);
        decode1 = new Dense(settings.latent(), width, random);
        decode2 = new Dense(width, width, random);
        decodeTop = new Dense(width, inputs, random);
        deviation = new Parameter(1, columns).filled(FIRST_DEVIATION);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        Stream.of(encode1, encode2, encodeTop, decode1, decode2, decodeTop)
                .forEach(layer -> all.addAll(layer.parameters()));
        all.add(deviation);
        return all;
    }

    void prepareBackward() {
        Stream.of(encode2, encodeTop, decode1, decode2, decodeTop).forEach(Dense::prepareBackward);
    }

    float[][] decode(float[][] z) {
        int rows = z.length;
        float[][] first = new float[rows][width];
        float[][] second = new float[rows][width];
        float[][] output = new float[rows][outputs];
        Lanes.run(rows, rows > 64, (lane, from, to) -> {
            decode1.forward(z, from, to, first);
            Rectifier.forward(first, from, to);
            decode2.forward(first, from, to, second);
            Rectifier.forward(second, from, to);
            decodeTop.forward(second, from, to, output);
        });
        return output;
    }
}
