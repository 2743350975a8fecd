package dev.apes.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: standard output is the result, standard error the rest.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param screen what the last two are connected to
 */
record Streams(InputStream in, PrintStream out, PrintStream err, Screen screen) {
    /** {@return those of this process, in UTF-8 whatever the locale} */
    static Streams ofProcess() {
        return new Streams(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                new Terminals());
    }

    void say(String message) {
        err.println("apes: " + message);
        err.flush();
    }
}
