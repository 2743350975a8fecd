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
 * @param terminal whether {@code err} is a terminal that a bar may be drawn on
 * @param columns its width
 */
record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal, int columns) {
    /** {@return those of this process, in UTF-8 whatever the locale} */
    static Streams ofProcess() {
        boolean terminal = Terminals.errIsTerminal();
        return new Streams(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                terminal,
                terminal ? Terminals.columns() : 80);
    }

    void say(String message) {
        err.println("apes: " + message);
        err.flush();
    }
}
