package dev.apes.generators.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * The outer form of a saved synthesiser: {@code APES}, the method's name, a format version, the payload's length, its CRC-32,
 * the payload. Damage anywhere is noticed before anything is interpreted; bytes behind the payload are left unread.
 */
public final class SealedPayload {
    private static final int MAGIC = 0x41504553;
    private static final int LIMIT = 1 << 30;

    private SealedPayload() {}

    /** Writes a payload. */
    @FunctionalInterface
    public interface Content {
        /**
         * @param out where to
         * @throws IOException if it cannot be written
         */
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Reads a payload. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * @param in the payload
         * @return what it holds
         * @throws IOException if it cannot be read
         */
        T readFrom(DataInputStream in) throws IOException;
    }

    /**
     * @param out where to; left open
     * @param method the method's name
     * @param version of the payload's format
     * @param content writes the payload
     * @throws IOException if it cannot be written
     */
    public static void write(OutputStream out, String method, int version, Content content) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (DataOutputStream payload = new DataOutputStream(buffer)) {
            payload.writeUTF(method);
            payload.writeInt(version);
            content.writeTo(payload);
        }
        byte[] bytes = buffer.toByteArray();
        DataOutputStream sealed = new DataOutputStream(out);
        sealed.writeInt(MAGIC);
        sealed.writeInt(bytes.length);
        sealed.writeLong(checksum(bytes));
        sealed.write(bytes);
        sealed.flush();
    }

    /**
     * @param in what {@link #write} wrote; left open
     * @param method the method's name
     * @param version of the payload's format
     * @param reader reads the payload
     * @param <T> what it holds
     * @return what the payload holds
     * @throws IOException if it is not a saved synthesiser of this method and version, or damaged
     */
    public static <T> T read(InputStream in, String method, int version, Reader<T> reader) throws IOException {
        byte[] bytes;
        try {
            DataInputStream sealed = new DataInputStream(in);
            if (sealed.readInt() != MAGIC) {
                throw new IOException(
                        "this is not a saved synthesiser; expected what 'save' of method '" + method + "' wrote");
            }
            int length = sealed.readInt();
            long expected = sealed.readLong();
            if (length < 0 || length > LIMIT) {
                throw new IOException("the saved synthesiser is damaged: it claims a length of " + length + " bytes");
            }
            bytes = sealed.readNBytes(length);
            if (bytes.length < length || checksum(bytes) != expected) {
                throw new IOException("the saved synthesiser is damaged: " + bytes.length + " of " + length
                        + " bytes read and the checksum does not fit; save it again");
            }
        } catch (EOFException e) {
            throw new IOException("the saved synthesiser ends early; save it again", e);
        }
        try (DataInputStream payload = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String foundMethod = payload.readUTF();
            int foundVersion = payload.readInt();
            if (!foundMethod.equals(method) || foundVersion != version) {
                throw new IOException("this was saved by method '" + foundMethod + "' version " + foundVersion
                        + " but method '" + method + "' reads version " + version + "; fit it again");
            }
            return reader.readFrom(payload);
        } catch (IllegalArgumentException e) {
            throw new IOException("the saved synthesiser holds something impossible: " + e.getMessage(), e);
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
