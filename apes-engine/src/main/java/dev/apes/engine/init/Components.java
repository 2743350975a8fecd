package dev.apes.engine.init;

import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.engine.workflow.EngineParts;
import java.util.List;

/** Checks that everything a request names is installed and takes its settings. */
final class Components {
    private Components() {}

    static Outcome check(TrainingRequest request, EngineParts parts, List<String> findings) {
        EvaluatorInfo judge = parts.plugins()
                .evaluator(request.evaluator())
                .configure(request.evaluatorOptions())
                .info();
        parts.plugins().gapAnalyzer(parts.gapAnalyzer());
        request.generator().ifPresent(parts.plugins()::generator);
        findings.add("judged by " + judge.name() + " " + judge.version()
                + (judge.paid() ? ", whose answers are paid for" : ""));
        parts.plugins()
                .names()
                .forEach((kind, names) -> findings.add(names.size() + " " + kind + ": " + String.join(", ", names)));
        if (request.search().generatedRows() > 0
                && parts.plugins().names().get("generators").isEmpty()) {
            findings.add("no generator is installed: training goes on without generated prompts; add apes-generators to"
                    + " the class path");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }
}
