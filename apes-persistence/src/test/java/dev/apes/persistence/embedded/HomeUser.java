package dev.apes.persistence.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that uses a home: the program of {@link ChildJvm}. */
final class HomeUser {
    private HomeUser() {}

    /** Opens the home, tells how that went in one line, and then does what the lines it reads say. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long begin = System.nanoTime();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(Path.of(arguments[0]))) {
            long millis = (System.nanoTime() - begin) / 1_000_000;
            out.println("open " + postgres.port() + " " + postgres.startedByUs() + " " + millis);
            String line = in.readLine();
            if (line == null || line.equals("halt")) {
                Runtime.getRuntime().halt(1);
            }
        } catch (RuntimeException e) {
            out.println("failed " + e.getClass().getSimpleName() + " " + e.getMessage());
            return;
        }
        out.println("closed");
    }
}
