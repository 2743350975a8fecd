package dev.apes.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a stream of bytes into lines of UTF-8 in bounded memory. A line that is too long or not UTF-8 is reported as such, and
 * reading goes on behind it. Lines end with LF or CR LF; a byte order mark at the start is dropped.
 */
final class BoundedLines {
    private final InputStream in;
    private final int limit;
    private final byte[] chunk = new byte[1 << 15];
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int position;
    private int filled;
    private byte[] line = new byte[1 << 10];
    private int number;
    private int undecodable;

    BoundedLines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * A line.
     *
     * @param number from 1
     * @param text without its end; empty if there is a problem
     * @param problem why it can't be used, or null
     */
    record Line(int number, String text, String problem) {}

    /** {@return how many lines have been read} */
    int count() {
        return number;
    }

    /** {@return how many lines were not UTF-8} */
    int undecodable() {
        return undecodable;
    }

    /** {@return the next line, or null at the end} */
    Line next() throws IOException {
        int length = 0;
        long total = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - position, limit - length);
            append(length, kept);
            length += kept;
            total += end - position;
            position = Math.min(end + 1, filled);
            if (end < filled) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        return total > limit
                ? new Line(number, "", "is " + total + " bytes long; the limit is " + limit + " bytes a line")
                : decode(length);
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        filled = Math.max(0, in.read(chunk));
        position = 0;
        return filled > 0;
    }

    private void append(int length, int count) {
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, Math.min(limit, line.length * 2)));
        }
        System.arraycopy(chunk, position, line, length, count);
    }

    private Line decode(int length) {
        int from = number == 1 && startsWithMark(length) ? 3 : 0;
        int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
        ByteBuffer bytes = ByteBuffer.wrap(line, from, to - from);
        try {
            return new Line(number, decoder.decode(bytes).toString(), null);
        } catch (CharacterCodingException e) {
            undecodable++;
            return new Line(
                    number,
                    "",
                    String.format(
                            "byte %d (0x%02X) is not UTF-8; save the file as UTF-8",
                            bytes.position() - from + 1, bytes.get(bytes.position())));
        }
    }

    private boolean startsWithMark(int length) {
        return length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }
}
