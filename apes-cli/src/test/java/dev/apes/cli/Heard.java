package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What a command says, for those who wait for it. */
final class Heard extends ByteArrayOutputStream {
    @Override
    public synchronized void write(int b) {
        super.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }

    /** Something else has happened that somebody may wait for. */
    synchronized void wake() {
        notifyAll();
    }

    String text() {
        return toString(StandardCharsets.UTF_8);
    }

    /** Waits until the condition holds; it is asked again whenever something is said. */
    synchronized void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(left)
                    .as("waited in vain for " + what + "; it said: " + text())
                    .isPositive();
            wait(left);
        }
    }
}
