package dev.apes.cli.input;

import dev.apes.api.error.InvalidInputException;

/** Recognises from its first bytes what is no prompt file. */
final class FileStart {
    private FileStart() {}

    static void check(String source, byte[] start) {
        if (start.length == 0) {
            throw new InvalidInputException(source, "is empty; it should hold one prompt a line");
        }
        if (begins(start, 0xFE, 0xFF) || begins(start, 0xFF, 0xFE)) {
            throw new InvalidInputException(
                    source,
                    "is UTF-16 or UTF-32, only UTF-8 is read. Convert it, e.g. with 'iconv -f UTF-16 -t UTF-8'.");
        }
        String kind = kind(start);
        if (kind != null) {
            throw new InvalidInputException(source, "is " + kind + ", not text. Unpack or export it as JSONL first.");
        }
        int nul = indexOfNul(start);
        if (nul >= 0) {
            throw new InvalidInputException(
                    source,
                    "is binary (byte " + (nul + 1) + " is NUL), not text; it should be UTF-8 with one prompt a line");
        }
    }

    private static String kind(byte[] start) {
        if (begins(start, 0x1F, 0x8B)) {
            return "a gzip file";
        }
        if (begins(start, 'P', 'K', 3, 4)) {
            return "a zip file (or a spreadsheet)";
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            return "a PDF file";
        }
        return begins(start, 'P', 'A', 'R', '1') ? "a Parquet file" : null;
    }

    private static boolean begins(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (start[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOfNul(byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
