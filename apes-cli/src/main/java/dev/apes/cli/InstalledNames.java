package dev.apes.cli;

import dev.apes.api.SystemStatus;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.engine.Stopping;
import java.util.List;

/** Checks the names in a request against what is installed, so that a slip gets a suggestion before anything starts. */
final class InstalledNames {
    private InstalledNames() {}

    /**
     * @param request what is asked for
     * @param status what there is
     * @throws InvalidInputException for the first name that is not installed
     */
    static void check(TrainingRequest request, SystemStatus status) {
        check("--evaluator", "evaluator", request.evaluator(), "evaluators", status);
        request.generator().ifPresent(name -> check("--generator", "generator", name, "generators", status));
        for (String name : request.stopping().map(Stopping::names).orElse(List.of())) {
            check("--stopping", "stopping criterion", name, "stoppingCriteria", status);
        }
    }

    private static void check(String option, String kind, String name, String key, SystemStatus status) {
        List<String> installed = status.plugins().getOrDefault(key, List.of());
        if (!installed.contains(name)) {
            throw new InvalidInputException(
                    option, "there is no " + kind + " '" + name + "'" + Suggestion.among(name, installed));
        }
    }
}
