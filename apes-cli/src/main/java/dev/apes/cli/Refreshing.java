package dev.apes.cli;

import dev.apes.cli.signal.SignalSource;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Shows a text again and again until a person ends it. On a terminal each text is drawn over the one before in one write, so that
 * nothing flickers; elsewhere they follow one another.
 */
final class Refreshing {
    private static final String HOME = "\u001B[H";
    private static final String TO_LINE_END = "\u001B[K";
    private static final String TO_SCREEN_END = "\u001B[J";
    private static final String OTHER_SCREEN = "\u001B[?1049h\u001B[?25l";
    private static final String FIRST_SCREEN = "\u001B[?25h\u001B[?1049l";

    private final Streams streams;
    private final long periodMillis;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<String> signal = new AtomicReference<>();

    Refreshing(Streams streams, double seconds) {
        this.streams = streams;
        periodMillis = Math.round(1000 * seconds);
    }

    /**
     * @param text gives what to show
     * @return the exit code
     */
    int run(Supplier<String> text) throws InterruptedException {
        boolean terminal = streams.screen().outIsTerminal();
        SignalSource signals = new SignalSource(
                name -> {
                    signal.set(name);
                    ended.countDown();
                },
                "INT",
                "TERM");
        try (Keyboard keyboard = terminal ? Keyboard.open() : Keyboard.NONE) {
            if (terminal) {
                streams.out().print(OTHER_SCREEN);
            }
            while (true) {
                String now = text.get();
                streams.out().print(terminal ? frame(now) : now);
                streams.out().flush();
                if (streams.out().checkError() || pause(keyboard)) {
                    break;
                }
                if (!terminal) {
                    streams.out().println();
                }
            }
        } finally {
            if (terminal) {
                streams.out().print(FIRST_SCREEN);
                streams.out().flush();
            }
            signals.close();
        }
        return signal.get() == null ? ExitCode.DONE : ExitCode.ofSignal(signal.get());
    }

    private String frame(String text) {
        StringBuilder frame = new StringBuilder(HOME);
        String[] all = text.split("\n");
        int room = streams.screen().lines() - 1;
        for (int i = 0; i < Math.min(all.length, room); i++) {
            frame.append(all[i]).append(TO_LINE_END).append('\n');
        }
        int hidden = Math.max(0, all.length - room);
        String foot = "q ends" + (hidden == 0 ? "" : "; " + hidden + (hidden == 1 ? " line" : " lines") + " below");
        return frame.append(foot).append(TO_SCREEN_END).toString();
    }

    /** {@return whether it is to end} */
    private boolean pause(Keyboard keyboard) throws InterruptedException {
        long until = System.nanoTime() + periodMillis * 1_000_000;
        while (true) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (ended.await(Math.max(1, Math.min(left, 50)), TimeUnit.MILLISECONDS) || keyboard.pressedQ()) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
    }

    /** Keys as they are pressed, without echo. */
    private static final class Keyboard implements AutoCloseable {
        static final Keyboard NONE = new Keyboard(null);

        private final String before;

        private Keyboard(String before) {
            this.before = before;
        }

        static Keyboard open() {
            String before = Terminals.stty("-g");
            return before != null && Terminals.stty("-icanon", "-echo") != null ? new Keyboard(before) : NONE;
        }

        boolean pressedQ() {
            try {
                while (before != null && System.in.available() > 0) {
                    int key = System.in.read();
                    if (key == 'q' || key == 'Q') {
                        return true;
                    }
                }
            } catch (IOException e) {
                return false;
            }
            return false;
        }

        @Override
        public void close() {
            if (before != null) {
                Terminals.stty(before);
            }
        }
    }
}
