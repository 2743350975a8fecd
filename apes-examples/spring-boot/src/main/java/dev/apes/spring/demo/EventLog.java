package dev.apes.spring.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one training has told so far, for readers that come early or late. Thread-safe. */
final class EventLog {
    private final List<Line> lines = new ArrayList<>();
    private final List<Consumer<Line>> readers = new ArrayList<>();

    /**
     * A line for a reader.
     *
     * @param name what happened
     * @param text more of it
     * @param end whether nothing follows
     */
    record Line(String name, String text, boolean end) {
        Line(String name, String text) {
            this(name, text, false);
        }

        static Line last(String name, String text) {
            return new Line(name, text, true);
        }
    }

    synchronized void add(Line line) {
        lines.add(line);
        readers.removeIf(reader -> !told(reader, line) || line.end);
    }

    /** Gives a reader everything from the beginning on. */
    synchronized void follow(Consumer<Line> reader) {
        for (Line line : lines) {
            if (!told(reader, line) || line.end) {
                return;
            }
        }
        readers.add(reader);
    }

    /** A reader who has gone away must not disturb the training. */
    private static boolean told(Consumer<Line> reader, Line line) {
        try {
            reader.accept(line);
            return true;
        } catch (RuntimeException gone) {
            return false;
        }
    }
}
