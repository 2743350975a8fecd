package dev.apes.engine.workflow;

import dev.apes.api.gap.GapTrail;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.PatternRecord;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.recovery.Heritage;
import dev.apes.engine.strategy.StrategyHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that one iteration leaves to the next. Immutable and bounded, but for the history's one line per iteration.
 *
 * @param incumbents the parameters in force, by rule id, in rule order
 * @param assessment what the last iteration measured
 * @param model what step 4 learned last
 * @param outlooks what model and search expect of each rule
 * @param memories what earlier searches leave to the next, by rule id
 * @param patterns known patterns
 * @param coveragePotential by how much coverage could rise with the patterns found
 * @param budget the data set's error budget
 * @param best the best metrics so far
 * @param history committed iterations
 * @param strategies what each strategy bought
 * @param efficiency samples per second of the last iteration, 0 before the first
 * @param selection the model that leaves rules out, once one has been proven
 * @param trails how large each gap was in the newest iterations
 * @param tested candidates the gate has judged beside the present incumbents: asking again would only spend its budget
 * @param derived the derived rules in force, in the order in which they were promoted
 */
record SessionState(
        Map<String, ParameterValues> incumbents,
        Optional<Assessment> assessment,
        Optional<Learned> model,
        Map<String, RuleOutlook> outlooks,
        Map<String, SearchMemory> memories,
        List<PatternRecord> patterns,
        double coveragePotential,
        ErrorBudget budget,
        Optional<PerformanceMetrics> best,
        TrainingHistory history,
        StrategyHistory strategies,
        double efficiency,
        Optional<Selection> selection,
        List<GapTrail> trails,
        Set<TestedCandidate> tested,
        List<DerivedRule> derived) {

    /** The state before the first iteration. */
    static SessionState initial(
            Map<String, ParameterValues> incumbents,
            List<DerivedRule> derived,
            Optional<Selection> selection,
            ErrorBudget budget,
            Heritage heritage) {
        return new SessionState(
                incumbents,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                Double.POSITIVE_INFINITY,
                budget,
                Optional.empty(),
                new TrainingHistory(List.of()),
                heritage.strategies(),
                0,
                selection,
                heritage.trails(),
                Set.of(),
                derived);
    }

    /** This state with another budget. */
    SessionState with(ErrorBudget other) {
        return new SessionState(
                incumbents,
                assessment,
                model,
                outlooks,
                memories,
                patterns,
                coveragePotential,
                other,
                best,
                history,
                strategies,
                efficiency,
                selection,
                trails,
                tested,
                derived);
    }

    /** This state with what was committed after it. */
    SessionState with(
            Map<String, ParameterValues> inForce,
            List<DerivedRule> derivedInForce,
            TrainingHistory committed,
            List<PatternRecord> knownPatterns) {
        return new SessionState(
                inForce,
                assessment,
                model,
                outlooks,
                memories,
                knownPatterns,
                coveragePotential,
                budget,
                best,
                committed,
                strategies,
                efficiency,
                selection,
                trails,
                tested,
                derivedInForce);
    }

    /** The parameters that tuning of a rule starts from; see {@link DerivedRules#tuned}. */
    ParameterValues tuned(String rule) {
        return DerivedRules.tuned(incumbents, derived, rule);
    }

    int iterations() {
        return history.size();
    }

    /** Concordance of the model, 0 while there is none. */
    double modelAccuracy() {
        return model.map(m -> m.quality().accuracy()).orElse(0.0);
    }

    double accuracyPotential() {
        return model.map(m -> m.quality().potential()).orElse(Double.POSITIVE_INFINITY);
    }
}
