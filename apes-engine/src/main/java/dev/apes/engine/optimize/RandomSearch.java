package dev.apes.engine.optimize;

import dev.apes.api.Cancellation;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches settings without any model: a space-filling random design, raced as in {@link SettingSearch}, of which the best mean wins.
 * What remains of a search when its surrogate is switched off. Stateless and thread-safe.
 */
public final class RandomSearch {
    private static final double FRESH_SHARE = 0.3;
    private static final int FEWEST_FRESH = 20;

    private RandomSearch() {}

    /**
     * @param task what to search; its forecast and memory are not used
     * @param sampler measures gains
     * @param cancellation asked before each slice
     * @return the winner and everything measured
     */
    public static SearchResult search(SearchTask task, GainSampler sampler, Cancellation cancellation) {
        int n = task.prompts();
        Race race = new Race(sampler, task.incumbent(), task.budget().firstSlice(), cancellation);
        int fresh = (int) (n * FRESH_SHARE);
        int raceEnd = fresh >= FEWEST_FRESH ? n - fresh : n;
        Map<ParameterValues, SettingObservation> observed = new LinkedHashMap<>();
        boolean cutShort = false;
        for (ParameterValues values :
                SpaceFillingDesign.settings(task.space(), task.budget().settings(), task.seed())) {
            if (values.equals(task.incumbent())) {
                continue;
            }
            long left = task.budget().evaluations() - race.evaluations() - 2L * n;
            if (left < task.budget().firstSlice()) {
                cutShort = true;
                break;
            }
            race.run(
                    values, (int) Math.min(raceEnd, Math.max(left, task.budget().firstSlice())));
            observed.put(values, race.observe(values));
        }
        ParameterValues best = observed.values().stream()
                .filter(o -> o.prompts() >= raceEnd && o.meanDifference() > 0)
                .max(Comparator.comparingDouble(SettingObservation::meanDifference))
                .map(SettingObservation::values)
                .orElse(task.incumbent());
        double[] differences = new double[n];
        if (!best.equals(task.incumbent())) {
            differences = race.differencesTo(best, task.incumbent(), n);
            observed.put(best, race.observe(best));
        }
        List<SettingObservation> observations = new ArrayList<>(observed.values());
        return new SearchResult(
                best,
                differences,
                raceEnd,
                observations,
                observations.size(),
                race.evaluations(),
                cutShort,
                task.memory().relativeTo(task.incumbent()).with(observations));
    }
}
