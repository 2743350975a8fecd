package dev.apes.engine.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A Protocol Buffers message being written, field by field (wire format of protobuf.dev/programming-guides/encoding). */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufMessage number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage message(int field, ProtobufMessage value) {
        return bytes(field, value.out.toByteArray());
    }

    /** Repeated numbers, packed. */
    ProtobufMessage numbers(int field, int[] values) {
        ProtobufMessage packed = new ProtobufMessage();
        for (int v : values) {
            packed.varint(v);
        }
        return message(field, packed);
    }

    /** Repeated floats, packed. */
    ProtobufMessage floats(int field, float[] values) {
        ProtobufMessage packed = new ProtobufMessage();
        for (float v : values) {
            int bits = Float.floatToRawIntBits(v);
            for (int shift = 0; shift < 32; shift += 8) {
                packed.out.write(bits >>> shift);
            }
        }
        return message(field, packed);
    }

    private ProtobufMessage bytes(int field, byte[] value) {
        varint((long) field << 3 | DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
