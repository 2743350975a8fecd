package dev.apes.generators.diffusion;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What shapes a model.
 *
 * @param batch rows per step of training
 * @param width of the hidden layers
 * @param steps of the diffusion
 * @param rate AdamW's first step size
 * @param decayEpochs over how many epochs it falls
 */
record DiffusionSettings(int batch, int width, int steps, double rate, int decayEpochs) {
    void write(DataOutputStream out) throws IOException {
        out.writeInt(batch);
        out.writeInt(width);
        out.writeInt(steps);
        out.writeDouble(rate);
        out.writeInt(decayEpochs);
    }

    static DiffusionSettings read(DataInputStream in) throws IOException {
        return new DiffusionSettings(in.readInt(), in.readInt(), in.readInt(), in.readDouble(), in.readInt());
    }
}
