package dev.apes.api.gap;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Objects;

/**
 * How large a gap was before. A session begins with the trails of the newest session on the same prompts.
 *
 * @param kind what lies below target
 * @param subject the metric's name or the rule's id
 * @param magnitudes in the iterations before this one, oldest first, 0 where there was no such gap; at least one and at most
 *     {@value #LONGEST}
 */
public record GapTrail(Gap.Kind kind, String subject, List<Double> magnitudes) {
    /** How many iterations a trail reaches back. */
    public static final int LONGEST = 10;

    /** Validates and copies. */
    public GapTrail {
        Objects.requireNonNull(kind, "kind");
        Checks.notBlank(subject, "subject of a trail");
        magnitudes = List.copyOf(magnitudes);
        Checks.inRange(magnitudes.size(), 1, LONGEST, "length of the trail of " + subject);
        magnitudes.forEach(m -> Checks.inRange(m, 0, Double.MAX_VALUE, "magnitude in the trail of " + subject));
    }
}
