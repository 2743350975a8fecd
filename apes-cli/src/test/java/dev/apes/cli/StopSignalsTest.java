package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalsTest {
    @Test
    void hearsIntAndTermWhileOpen() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> outer = new LinkedBlockingQueue<>();
        StopSignals outside = new StopSignals(outer::add);
        try {
            StopSignals signals = new StopSignals(heard::add);
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

    static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(name));
    }
}
