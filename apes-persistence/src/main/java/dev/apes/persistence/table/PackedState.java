package dev.apes.persistence.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

/**
 * Bytes of a checkpoint as they are stored: compressed where a sample says that it pays.
 *
 * @param bytes what is stored
 * @param compressed whether it is
 */
public record PackedState(byte[] bytes, boolean compressed) {
    private static final int SAMPLE = 1 << 16;
    private static final double PAYS = 0.8;

    /**
     * @param state bytes
     * @return them packed
     */
    public static PackedState pack(byte[] state) {
        if (state.length < 4096
                || deflate(state, Math.min(SAMPLE, state.length)).length > PAYS * Math.min(SAMPLE, state.length)) {
            return new PackedState(state, false);
        }
        byte[] packed = deflate(state, state.length);
        return packed.length < PAYS * state.length ? new PackedState(packed, true) : new PackedState(state, false);
    }

    private static byte[] deflate(byte[] state, int length) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(state, 0, length);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(length / 2 + 64);
            byte[] buffer = new byte[1 << 15];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * @param bytes compressed
     * @return what they were; empty if they are damaged
     */
    static Optional<byte[]> unpack(byte[] bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param format version of the layout
     * @param state the uncompressed bytes
     * @return their SHA-256
     */
    public static byte[] digest(int format, byte[] state) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(4).putInt(format).flip());
            return sha.digest(state);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
