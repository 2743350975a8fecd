package dev.apes.api.evaluation;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who judges, and how. Part of every session's identity: sessions judged differently are not compared.
 *
 * @param name by which it is chosen
 * @param version changes whenever the same request may get another score
 * @param description one sentence for reports
 * @param deterministic whether equal requests (apart from the replicate) always get equal scores
 * @param paid whether an answer costs money or much time, so that it must never be bought twice
 * @param configuration options in force, without secrets, in a fixed order
 * @param reliability what has been measured of its agreement with people, one finished sentence a figure; empty if nothing has.
 *     It is printed in reports and decides nothing
 */
public record EvaluatorInfo(
        String name,
        String version,
        String description,
        boolean deterministic,
        boolean paid,
        Map<String, String> configuration,
        List<String> reliability) {
    /** Validates and copies. */
    public EvaluatorInfo {
        Checks.notBlank(name, "evaluator name");
        Checks.notBlank(version, "version of evaluator " + name);
        Objects.requireNonNull(description, "description of evaluator " + name);
        configuration = Checks.orderedCopy(configuration);
        reliability = List.copyOf(reliability);
    }

    /**
     * An evaluator whose agreement with people has not been measured.
     *
     * @param name by which it is chosen
     * @param version changes whenever the same request may get another score
     * @param description one sentence for reports
     * @param deterministic whether equal requests always get equal scores
     * @param paid whether an answer costs money or much time
     * @param configuration options in force, without secrets, in a fixed order
     */
    public EvaluatorInfo(
            String name,
            String version,
            String description,
            boolean deterministic,
            boolean paid,
            Map<String, String> configuration) {
        this(name, version, description, deterministic, paid, configuration, List.of());
    }
}
