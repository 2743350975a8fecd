package dev.apes.engine.rule;

import java.util.ArrayList;
import java.util.List;

/** Every open point that some rule with some parameters could note for a prompt. */
final class Candidates {
    private Candidates() {}

    static List<OpenPoint> all(Reading reading) {
        List<OpenPoint> all = new ArrayList<>(OpenPoints.unsettled(reading));
        all.addAll(Vagueness.adjectives(reading));
        all.addAll(Vagueness.nouns(reading));
        all.addAll(Vagueness.goals(reading));
        return all;
    }

    /** Who, what, when or where. */
    static boolean isDetail(OpenPoint.Aspect aspect) {
        return switch (aspect) {
            case WHO, WHAT, WHEN, WHERE -> true;
            default -> false;
        };
    }
}
