package dev.apes.engine.recovery;

import dev.apes.api.rule.ParameterValues;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a state as bytes for {@link StateReader}. Numbers are of variable length; a text, and the values of a setting, are written
 * once and then by number. The whole is compressed at the fastest level and closed with a checksum. Not thread-safe.
 */
public final class StateWriter {
    static final int MAGIC = 0x41504553;
    static final int MAGIC_OF_PLAIN = MAGIC + 1;

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<List<String>, Integer> shapes = new HashMap<>();
    private final Map<ParameterValues, Integer> settings = new HashMap<>();

    private void octet(int value) {
        if (length == bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    /** @param value any number; small ones take less room, negative ones most */
    public void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** @param value any number, kept bit for bit */
    public void real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (bits >>> shift));
        }
    }

    /** @param value yes or no */
    public void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** @param value any text */
    public void text(String value) {
        Integer known = texts.putIfAbsent(value, texts.size());
        number(known == null ? texts.size() - 1 : known);
        if (known == null) {
            block(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @param value any bytes */
    public void block(byte[] value) {
        number(value.length);
        while (length + value.length > bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, 2 * bytes.length);
        }
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** @param values numbers, kept bit for bit */
    public void reals(double[] values) {
        number(values.length);
        for (double value : values) {
            real(value);
        }
    }

    /** @param values flags */
    public void flags(boolean[] values) {
        number(values.length);
        for (boolean value : values) {
            flag(value);
        }
    }

    /** @param values the values of a rule's parameters */
    public void setting(ParameterValues values) {
        Integer known = settings.putIfAbsent(values, settings.size());
        number(known == null ? settings.size() - 1 : known);
        if (known != null) {
            return;
        }
        shape(new ArrayList<>(values.asMap().keySet()));
        values.asMap().values().forEach(this::value);
    }

    private void shape(List<String> names) {
        Integer known = shapes.putIfAbsent(names, shapes.size());
        number(known == null ? shapes.size() - 1 : known);
        if (known == null) {
            each(names, this::text);
        }
    }

    private void value(Object value) {
        if (value instanceof Integer i) {
            octet(0);
            number((long) i << 1 ^ (long) i >> 63);
        } else if (value instanceof Double d) {
            octet(1);
            real(d);
        } else if (value instanceof Boolean b) {
            octet(b ? 3 : 2);
        } else {
            octet(4);
            text((String) value);
        }
    }

    /**
     * @param items what to write
     * @param write writes one
     * @param <T> their type
     */
    public <T> void each(Collection<T> items, Consumer<T> write) {
        number(items.size());
        items.forEach(write);
    }

    /**
     * @param item what to write, if it is there
     * @param write writes it
     * @param <T> its type
     */
    public <T> void maybe(Optional<T> item, Consumer<T> write) {
        flag(item.isPresent());
        item.ifPresent(write);
    }

    /** {@return all that was written, with a checksum; not compressed, for who stores it does that aside} */
    public byte[] toPlainBytes() {
        return framed(MAGIC_OF_PLAIN, java.util.Arrays.copyOf(bytes, length));
    }

    /** {@return all that was written, compressed and with a checksum} */
    public byte[] toBytes() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length / 2 + 64);
        try {
            deflater.setInput(bytes, 0, length);
            deflater.finish();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        return framed(MAGIC, out.toByteArray());
    }

    private byte[] framed(int magic, byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return java.nio.ByteBuffer.allocate(12 + body.length)
                .putInt(magic)
                .putInt((int) checksum.getValue())
                .putInt(length)
                .put(body)
                .array();
    }
}
