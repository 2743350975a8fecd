package dev.apes.generators.neural;

import java.util.List;

/**
 * An exponential moving average of a network's parameters, which samples better than the parameters of any one step (Polyak and Juditsky,
 * 1992; for adversarial networks Yazıcı et al., <i>The unusual effectiveness of averaging in GAN training</i>, 2019).
 */
public final class MovingAverage {
    private static final double DECAY = 0.999;

    private MovingAverage() {}

    /**
     * Moves the average a little towards the parameters.
     *
     * @param mean the average so far
     * @param now the parameters, in the same order
     * @param steps how many steps have been made: in the first ones the average would else be that of the first weights
     */
    public static void move(List<Parameter> mean, List<Parameter> now, long steps) {
        float keep = (float) Math.min(DECAY, (1.0 + steps) / (10 + steps));
        for (int i = 0; i < mean.size(); i++) {
            for (int r = 0; r < mean.get(i).value().length; r++) {
                move(mean.get(i).value()[r], now.get(i).value()[r], keep);
            }
        }
    }

    private static void move(float[] mean, float[] value, float keep) {
        for (int j = 0; j < mean.length; j++) {
            mean[j] = keep * mean[j] + (1 - keep) * value[j];
        }
    }
}
