package dev.apes.persistence.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real JVM beside that of the test, which opens a home and holds it until it is told or killed. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader from;
    private final Writer to;

    private ChildJvm(Process process) {
        this.process = process;
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.to = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ChildJvm open(Path home) throws IOException {
        return open(home, List.of(), System.getProperty("java.class.path"), Map.of());
    }

    /**
     * @param prefix the words before the command of the JVM
     * @param environment variables to replace
     */
    static ChildJvm open(Path home, List<String> prefix, String classPath, Map<String, String> environment)
            throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                classPath,
                HomeUser.class.getName(),
                home.toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    /** {@return its next line: "open PORT STARTED MILLIS", "failed WHAT WHY" or "closed"; null at its end} */
    String line() throws IOException {
        return from.readLine();
    }

    /** {@return the port of the server it has opened} */
    int port() throws IOException {
        return Integer.parseInt(word(1));
    }

    private String word(int index) throws IOException {
        String line = line();
        if (line == null || !line.startsWith("open ")) {
            throw new AssertionError("The other JVM did not open the home: " + line);
        }
        return line.split(" ")[index];
    }

    /** {@return whether it started the server} */
    boolean started() throws IOException {
        return Boolean.parseBoolean(word(2));
    }

    void leave() throws IOException {
        to.write("close\n");
        to.flush();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The other JVM does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
