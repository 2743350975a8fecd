package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What earlier searches of one rule's settings leave to the next. Immutable and thread-safe.
 *
 * @param incumbent the setting that the differences are relative to
 * @param observations oldest first, at most one per setting
 */
public record SearchMemory(ParameterValues incumbent, List<SettingObservation> observations) {
    /** More would make the model slow and tell it little. */
    public static final int CAPACITY = 60;

    /** Validates and copies. */
    public SearchMemory {
        Objects.requireNonNull(incumbent, "incumbent");
        observations = List.copyOf(observations);
    }

    /**
     * @param incumbent the setting in force
     * @return the memory of no search
     */
    public static SearchMemory empty(ParameterValues incumbent) {
        return new SearchMemory(incumbent, List.of());
    }

    /**
     * Restates the differences after a change of the incumbent. They are kept when the new incumbent was itself observed, for
     * only then is its own difference known; otherwise the memory is empty.
     *
     * @param newIncumbent the setting now in force
     * @return observations relative to it
     */
    public SearchMemory relativeTo(ParameterValues newIncumbent) {
        if (newIncumbent.equals(incumbent)) {
            return this;
        }
        return observations.stream()
                .filter(o -> o.values().equals(newIncumbent))
                .findFirst()
                .map(base -> {
                    List<SettingObservation> shifted = new ArrayList<>();
                    shifted.add(
                            new SettingObservation(incumbent, -base.meanDifference(), base.variance(), base.prompts()));
                    for (SettingObservation o : observations) {
                        if (!o.values().equals(newIncumbent) && !o.values().equals(incumbent)) {
                            shifted.add(new SettingObservation(
                                    o.values(),
                                    o.meanDifference() - base.meanDifference(),
                                    o.variance() + base.variance(),
                                    Math.min(o.prompts(), base.prompts())));
                        }
                    }
                    return new SearchMemory(newIncumbent, shifted);
                })
                .orElse(empty(newIncumbent));
    }

    /**
     * Adds the observations of a later search; a setting seen again is replaced. Of more than {@link #CAPACITY}, half of those
     * that stay are the best and half the latest.
     *
     * @param later observations relative to the same incumbent
     * @return the bounded union
     */
    public SearchMemory with(List<SettingObservation> later) {
        List<SettingObservation> all = new ArrayList<>();
        for (SettingObservation o : observations) {
            if (later.stream().noneMatch(l -> l.values().equals(o.values()))) {
                all.add(o);
            }
        }
        all.addAll(later);
        if (all.size() <= CAPACITY) {
            return new SearchMemory(incumbent, all);
        }
        List<SettingObservation> best = all.stream()
                .sorted(Comparator.comparingDouble(SettingObservation::meanDifference)
                        .reversed())
                .limit(CAPACITY / 2)
                .toList();
        List<SettingObservation> rest =
                all.stream().filter(o -> !best.contains(o)).toList();
        List<SettingObservation> latest = rest.subList(rest.size() - (CAPACITY - best.size()), rest.size());
        return new SearchMemory(
                incumbent,
                all.stream().filter(o -> best.contains(o) || latest.contains(o)).toList());
    }
}
