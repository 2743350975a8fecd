package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.Map;
import java.util.Objects;

/**
 * The effectiveness model that an iteration committed.
 *
 * @param version e.g. the session and iteration it was trained in
 * @param type the kind of model
 * @param accuracy its cross-validated concordance within prompts, in [0, 1]
 * @param trainingSamples how many samples it learnt from
 * @param validationSamples how many it was judged by
 * @param hyperparameters by name, in a fixed order
 * @param figures further figures of its quality by name, each finite, in a fixed order
 */
public record ModelRecord(
        String version,
        String type,
        double accuracy,
        int trainingSamples,
        int validationSamples,
        Map<String, String> hyperparameters,
        Map<String, Double> figures) {
    /** Validates and copies. */
    public ModelRecord {
        Checks.notBlank(version, "version of a model");
        Checks.notBlank(type, "type of a model");
        Checks.inRange(accuracy, 0, 1, "accuracy");
        Checks.atLeast(trainingSamples, 0, "trainingSamples");
        Checks.atLeast(validationSamples, 0, "validationSamples");
        hyperparameters = Checks.orderedCopy(hyperparameters);
        figures = Checks.orderedCopy(figures);
        Objects.requireNonNull(figures, "figures");
    }
}
