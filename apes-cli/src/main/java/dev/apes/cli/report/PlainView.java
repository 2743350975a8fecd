package dev.apes.cli.report;

import dev.apes.api.TrainingEvent;
import java.io.PrintStream;

/** One plain line per event, for logs and pipes. */
public final class PlainView implements LiveView {
    private final PrintStream out;
    private final boolean steps;

    /**
     * @param out where the lines go
     * @param steps whether each step gets a line, too, not only what lasts
     */
    public PlainView(PrintStream out, boolean steps) {
        this.out = out;
        this.steps = steps;
    }

    @Override
    public void accept(TrainingEvent event) {
        LiveText.lasting(event).ifPresent(out::println);
        if (steps) {
            LiveText.passing(event).ifPresent(out::println);
        }
        out.flush();
    }
}
