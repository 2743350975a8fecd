package dev.apes.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class SignalSourceTest {
    @Test
    void hearsIntAndTermWhileOpen() throws Exception {
        assumeIntIsNotIgnored();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> outer = new LinkedBlockingQueue<>();
        SignalSource outside = new SignalSource(outer::add, "INT", "TERM");
        try {
            SignalSource signals = new SignalSource(heard::add, "INT", "TERM");
            raise("INT");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("INT");
            raise("TERM");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("TERM");
            signals.close();
            raise("INT");
            assertThat(outer.poll(10, TimeUnit.SECONDS)).isEqualTo("INT");
            assertThat(heard).isEmpty();
        } finally {
            outside.close();
        }
    }

    /** A shell starts background jobs with INT ignored, and a JVM leaves it so. */
    public static void assumeIntIsNotIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            String mask = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElse("SigIgn: 0");
            long ignored =
                    Long.parseUnsignedLong(mask.substring(mask.indexOf(':') + 1).strip(), 16);
            assumeThat(ignored & 1 << 2 - 1)
                    .as("these tests were started with SIGINT ignored, so nothing can hear it")
                    .isZero();
        }
    }

    public static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(name));
    }
}
