package dev.apes.engine.workflow;

import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.RulePerformance;
import java.util.ArrayList;
import java.util.List;

/** Step 2: compares what training prompts show with the targets, and says what of each gap is attainable. */
final class AnalyseGaps {
    private final SessionScope scope;

    AnalyseGaps(SessionScope scope) {
        this.scope = scope;
    }

    GapReport run(Draft draft) {
        SessionState state = draft.state;
        List<RuleOutlook> outlooks = new ArrayList<>();
        for (RulePerformance rule : draft.assessment.trainingRules()) {
            outlooks.add(state.outlooks()
                    .getOrDefault(rule.ruleId(), new RuleOutlook(rule.ruleId(), Double.POSITIVE_INFINITY, 0, 0)));
        }
        GapContext context = new GapContext(
                draft.assessment.trainingMetrics(),
                scope.request().targets(),
                draft.assessment.trainingRules(),
                outlooks,
                draft.assessment.training().unhelpedShare(),
                state.accuracyPotential(),
                state.coveragePotential(),
                SessionScope.WORTHWHILE,
                scope.request().focusAreas(),
                new EvidenceOfGaps(scope, draft).collect(),
                state.trails());
        GapAnalyzer analyzer = scope.gapAnalyzer();
        return scope.guard().call("gap analyzer", analyzer.name(), () -> analyzer.analyze(context));
    }
}
