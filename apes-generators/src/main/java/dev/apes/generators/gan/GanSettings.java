package dev.apes.generators.gan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What shapes a model.
 *
 * @param batch rows per step, a multiple of {@code pac}
 * @param pac how many rows the critic judges together
 * @param width of the hidden layers
 * @param noise dimensions of the generator's noise
 * @param rate Adam's step size
 */
record GanSettings(int batch, int pac, int width, int noise, double rate) {
    void write(DataOutputStream out) throws IOException {
        out.writeInt(batch);
        out.writeInt(pac);
        out.writeInt(width);
        out.writeInt(noise);
        out.writeDouble(rate);
    }

    static GanSettings read(DataInputStream in) throws IOException {
        return new GanSettings(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readDouble());
    }
}
