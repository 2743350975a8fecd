package dev.apes.cli.dashboard.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * A file that browsers load.
 *
 * @param type its media type
 * @param bytes its content
 * @param zipped the same, compressed
 * @param tag entity tag, differs with the content
 */
record Asset(String type, byte[] bytes, byte[] zipped, String tag) {
    static Asset of(String type, byte[] bytes) {
        return new Asset(type, bytes, gzip(bytes), EntityTag.of(bytes));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
