package dev.apes.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class SignalSourceTest {
    @Test
    void hearsIntAndTermWhileOpen() throws Exception {
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

    public static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(name));
    }
}
