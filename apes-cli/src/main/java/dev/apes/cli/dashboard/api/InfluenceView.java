package dev.apes.cli.dashboard.api;

import dev.apes.engine.analytics.Influences;
import dev.apes.persistence.query.SessionOutcome;
import java.util.List;
import java.util.Map;

/**
 * Which settings of sessions go with what training brought, by the holdout. What goes together need not cause each other.
 *
 * @param sessions how many of those asked about had their holdout measured
 * @param influences settings that differ among at least five of them, the smallest p-value first
 */
record InfluenceView(int sessions, List<Influence> influences) {
    /**
     * A setting.
     *
     * @param setting its name
     * @param sessions how many sessions have it
     * @param values how many different values it has
     * @param numeric whether it is a number
     * @param strength of a number Spearman's rho with its 95 % interval; of a choice the share of the ranks' variance that it explains
     * @param pValue two-sided, corrected over all settings
     * @param means mean difference by value, for a choice
     */
    record Influence(
            String setting,
            int sessions,
            int values,
            boolean numeric,
            ComparisonView.Range strength,
            double pValue,
            Map<String, Double> means) {}

    static InfluenceView of(List<SessionOutcome> outcomes) {
        List<Influences.Outcome> measured = outcomes.stream()
                .filter(o -> o.item().figures().holdout().isPresent())
                .map(o -> new Influences.Outcome(
                        o.configuration(),
                        o.item().figures().holdout().get().atEnd()
                                - o.item().figures().holdout().get().atStart()))
                .toList();
        return new InfluenceView(
                measured.size(),
                Influences.of(measured).stream()
                        .map(i -> new Influence(
                                i.setting(),
                                i.sessions(),
                                i.values(),
                                i.numeric(),
                                ComparisonView.Range.of(i.strength()),
                                i.pValue(),
                                i.means()))
                        .toList());
    }
}
