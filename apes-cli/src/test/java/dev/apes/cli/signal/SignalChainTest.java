package dev.apes.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalChainTest {
    @TempDir
    Path folder;

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @Test
    void handlersAreCalledByPriorityUntilOneKeepsTheSignalAndOffTheSignalsThread() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (SignalChain chain = new SignalChain();
                SignalSource source = new SignalSource(chain::raise, "HUP", "USR1", "USR2", "NOSUCH")) {
            assertThat(source.missing()).containsExactly("NOSUCH");
            chain.on("HUP", 0, s -> done.add("last"));
            chain.on("HUP", 10, s -> {
                await(slow);
                throw new IllegalStateException("a handler that fails");
            });
            chain.on(
                    "HUP",
                    5,
                    s -> done.add("second of " + Thread.currentThread().getName()));
            chain.on("USR1", 9, s -> {
                done.add("kept " + s);
                return false;
            });
            chain.on("USR1", 8, s -> done.add("never"));
            chain.on("USR2", 8, s -> done.add("USR2"));
            chain.raise("HUP");
            chain.raise("USR1"); // taken though the first handler of HUP has not ended
            slow.countDown();
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("second of apes-signals");
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("kept USR1");
            SignalSourceTest.raise("USR2");
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("USR2");
            SignalSourceTest.raise("HUP");
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("second of apes-signals");
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(done).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileTakesTheSignalsPlace() throws Exception {
        RequestFiles files = new RequestFiles(folder, "s", done::add);
        try {
            Files.createFile(folder.resolve("other.report"));
            Path report = Files.createFile(folder.resolve("s.report"));
            assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("USR2");
            assertThat(report).doesNotExist();
            assertThat(folder.resolve("other.report")).exists();
        } finally {
            files.close();
        }
    }
}
