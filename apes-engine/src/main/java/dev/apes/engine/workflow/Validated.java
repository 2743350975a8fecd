package dev.apes.engine.workflow;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.engine.pattern.DerivedRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What step 6 found.
 *
 * @param incumbents the parameters in force after the promotions, by rule id, in rule order
 * @param tests what the gate made of each candidate, in order
 * @param promotions those that passed
 * @param budget the data set's error budget after the tests
 * @param patterns mined and validated
 * @param combinations what rules do together, where it was measured anew
 * @param coveragePotential by how much coverage would rise if every pattern found were validated
 * @param selection the model that leaves rules out, once one has been proven
 * @param selectionGain what it gains per training prompt if this iteration promoted it, else 0
 * @param tested candidates judged beside these incumbents
 * @param derived the derived rules in force after the promotions
 * @param derivations those of them that are in force for the first time
 */
record Validated(
        Map<String, ParameterValues> incumbents,
        List<GateTestRecord> tests,
        List<PromotionRecord> promotions,
        ErrorBudget budget,
        List<PatternRecord> patterns,
        List<CombinationRecord> combinations,
        double coveragePotential,
        Optional<Selection> selection,
        double selectionGain,
        Set<TestedCandidate> tested,
        List<DerivedRule> derived,
        List<Derivation> derivations) {

    /** The parameters that tuning of a rule starts from; see {@link DerivedRules#tuned}. */
    ParameterValues tuned(String rule) {
        return DerivedRules.tuned(incumbents, derived, rule);
    }
}
