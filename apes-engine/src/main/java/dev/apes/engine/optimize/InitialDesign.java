package dev.apes.engine.optimize;

import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** A Sobol sequence, randomised by a shift modulo 1 (Cranley and Patterson 1976), mapped to settings. Not thread-safe. */
final class InitialDesign {
    private final SpaceCodec codec;
    private final SobolSequenceGenerator sobol;
    private final double[] shift;

    InitialDesign(SpaceCodec codec, SplittableRandom random) {
        this.codec = codec;
        sobol = new SobolSequenceGenerator(codec.dimensions());
        shift = random.doubles(codec.dimensions()).toArray();
    }

    double[] next() {
        double[] point = sobol.nextVector();
        for (int i = 0; i < point.length; i++) {
            point[i] = codec.fromUniform(i, (point[i] + shift[i]) % 1.0);
        }
        return codec.snap(point);
    }
}
