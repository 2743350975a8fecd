package dev.apes.persistence.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of a journal: a line that names it, the number of entries, then for each its length in bytes (4, big-endian), its SHA-256
 * (32) and its text in UTF-8.
 */
final class JournalBytes {
    private static final byte[] NAME = "APES journal 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;

    private JournalBytes() {}

    static byte[] write(List<String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(NAME);
        out.writeBytes(number(entries.size()));
        for (String entry : entries) {
            byte[] text = entry.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(number(text.length));
            out.writeBytes(digest(text));
            out.writeBytes(text);
        }
        return out.toByteArray();
    }

    static List<String> read(byte[] bytes) throws DamagedJournalException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!Arrays.equals(take(in, NAME.length, "its first line"), NAME)) {
            throw new DamagedJournalException("it does not begin like a journal of this version");
        }
        int count = take(in, "the number of its entries");
        List<String> entries = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int length = take(in, "the length of entry " + i);
            byte[] expected = take(in, DIGEST, "the checksum of entry " + i);
            byte[] text = take(in, length, "entry " + i);
            if (!MessageDigest.isEqual(expected, digest(text))) {
                throw new DamagedJournalException("the checksum of entry " + i + " does not match");
            }
            entries.add(new String(text, StandardCharsets.UTF_8));
        }
        if (in.hasRemaining()) {
            throw new DamagedJournalException(in.remaining() + " bytes follow its last entry");
        }
        return entries;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static int take(ByteBuffer in, String what) throws DamagedJournalException {
        return ByteBuffer.wrap(take(in, Integer.BYTES, what)).getInt();
    }

    private static byte[] take(ByteBuffer in, int length, String what) throws DamagedJournalException {
        if (length < 0 || length > in.remaining()) {
            throw new DamagedJournalException(
                    "it is torn: " + what + " needs " + length + " bytes, but only " + in.remaining() + " follow");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
