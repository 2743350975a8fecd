package dev.apes.generators.vae;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What shapes a model.
 *
 * @param batch rows per step
 * @param width of the hidden layers
 * @param latent dimensions of the latent space
 * @param rate Adam's step size
 * @param lossFactor what the reconstruction counts against the divergence
 */
record VaeSettings(int batch, int width, int latent, double rate, double lossFactor) {
    void write(DataOutputStream out) throws IOException {
        out.writeInt(batch);
        out.writeInt(width);
        out.writeInt(latent);
        out.writeDouble(rate);
        out.writeDouble(lossFactor);
    }

    static VaeSettings read(DataInputStream in) throws IOException {
        return new VaeSettings(in.readInt(), in.readInt(), in.readInt(), in.readDouble(), in.readDouble());
    }
}
