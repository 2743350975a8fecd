package dev.apes.engine.recovery;

import dev.apes.api.rule.ParameterValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads what {@link StateWriter} wrote. Whatever the bytes are, it reads a value or throws {@link DamagedStateException}; lengths are
 * checked before anything is allocated. Not thread-safe.
 */
public final class StateReader {
    /** Nothing a session has to remember is larger. */
    private static final int LARGEST = 1 << 30;

    private final byte[] bytes;
    private int at;
    private final List<String> texts = new ArrayList<>();
    private final List<List<String>> shapes = new ArrayList<>();
    private final List<ParameterValues> settings = new ArrayList<>();

    /** @param state as {@link StateWriter#toBytes} or {@link StateWriter#toPlainBytes} made it */
    public StateReader(byte[] state) {
        ByteBuffer in = ByteBuffer.wrap(state);
        int magic = state.length < 12 ? 0 : in.getInt();
        boolean plain = magic == StateWriter.MAGIC_OF_PLAIN;
        if (!plain && magic != StateWriter.MAGIC) {
            throw new DamagedStateException("it does not begin like a checkpoint");
        }
        int checksum = in.getInt();
        int length = in.getInt();
        CRC32 actual = new CRC32();
        actual.update(state, 12, state.length - 12);
        if ((int) actual.getValue() != checksum) {
            throw new DamagedStateException("its checksum is wrong");
        }
        if (length < 0 || length > LARGEST) {
            throw new DamagedStateException("it claims a length of " + length);
        }
        if (plain && length != state.length - 12) {
            throw new DamagedStateException("it has " + (state.length - 12) + " of " + length + " bytes");
        }
        bytes = plain ? Arrays.copyOfRange(state, 12, state.length) : inflated(state, length);
    }

    private static byte[] inflated(byte[] state, int length) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] whole = new byte[length];
            inflater.setInput(state, 12, state.length - 12);
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(whole, done, length - done);
                if (more == 0) {
                    throw new DamagedStateException("it ends after " + done + " of " + length + " bytes");
                }
                done += more;
            }
            return whole;
        } catch (DataFormatException e) {
            throw new DamagedStateException("it can't be decompressed: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private int octet() {
        if (at >= bytes.length) {
            throw new DamagedStateException("it ends too early, at byte " + at);
        }
        return bytes[at++] & 0xFF;
    }

    /** {@return the next number} */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamagedStateException("a number before byte " + at + " is too long");
    }

    /**
     * @param smallest a byte that each item takes at least
     * @return how many items follow; no more than there can be in what is left
     */
    private int count(int smallest) {
        long count = number();
        if (count < 0 || count > (bytes.length - at) / smallest) {
            throw new DamagedStateException("it claims " + count + " items at byte " + at + " of " + bytes.length);
        }
        return (int) count;
    }

    /**
     * @param low smallest acceptable value
     * @param high largest acceptable value
     * @param what the number is, for the message
     * @return the next number
     */
    public int number(int low, int high, String what) {
        long value = number();
        if (value < low || value > high) {
            throw new DamagedStateException(what + " is " + value + ", not from " + low + " to " + high);
        }
        return (int) value;
    }

    /** {@return the next real number} */
    public double real() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | octet();
        }
        return Double.longBitsToDouble(bits);
    }

    /** {@return the next flag} */
    public boolean flag() {
        int value = octet();
        if (value > 1) {
            throw new DamagedStateException("a flag before byte " + at + " is " + value);
        }
        return value == 1;
    }

    /** {@return the next text} */
    public String text() {
        int index = number(0, texts.size(), "the number of a text");
        if (index == texts.size()) {
            texts.add(new String(block(), StandardCharsets.UTF_8));
        }
        return texts.get(index);
    }

    /** {@return the next bytes} */
    public byte[] block() {
        int length = count(1);
        byte[] block = java.util.Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return block;
    }

    /** {@return the next row of real numbers} */
    public double[] reals() {
        double[] values = new double[count(8)];
        for (int i = 0; i < values.length; i++) {
            values[i] = real();
        }
        return values;
    }

    /** {@return the next row of flags} */
    public boolean[] flags() {
        boolean[] values = new boolean[count(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = flag();
        }
        return values;
    }

    /** {@return the next values of a rule's parameters} */
    public ParameterValues setting() {
        int index = number(0, settings.size(), "the number of a setting");
        if (index == settings.size()) {
            Map<String, Object> values = new LinkedHashMap<>();
            shape().forEach(name -> values.put(name, value()));
            settings.add(new ParameterValues(values));
        }
        return settings.get(index);
    }

    private List<String> shape() {
        int index = number(0, shapes.size(), "the number of a list of names");
        if (index == shapes.size()) {
            shapes.add(each(this::text));
        }
        return shapes.get(index);
    }

    private Object value() {
        int kind = octet();
        switch (kind) {
            case 0:
                long folded = number();
                return Math.toIntExact(folded >>> 1 ^ -(folded & 1));
            case 1:
                return real();
            case 2, 3:
                return kind == 3;
            case 4:
                return text();
            default:
                throw new DamagedStateException("a value before byte " + at + " is of kind " + kind);
        }
    }

    /**
     * @param read reads one
     * @param <T> the type of the items
     * @return the next items
     */
    public <T> List<T> each(Supplier<T> read) {
        int count = count(1);
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(read.get());
        }
        return items;
    }

    /**
     * @param read reads it
     * @param <T> its type
     * @return the next item, if it is there
     */
    public <T> Optional<T> maybe(Supplier<T> read) {
        return flag() ? Optional.of(read.get()) : Optional.empty();
    }

    /** Makes sure that nothing follows. */
    public void end() {
        if (at != bytes.length) {
            throw new DamagedStateException((bytes.length - at) + " bytes follow its end");
        }
    }
}
