package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.DataSummary;
import dev.apes.api.EnhancedPrompt;
import dev.apes.api.HoldoutResult;
import dev.apes.api.TrainingReport;
import dev.apes.api.gap.Gap;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.Edit;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.StrategyRecord;
import dev.apes.cli.input.PromptFile;
import java.util.List;
import java.util.Map;

/**
 * The records of a session as JSON. Nothing here depends on the clock or on the session's id: those figures are in {@link
 * TimingJson}, so that two runs with one seed give the same bytes.
 */
final class RecordJson {
    private RecordJson() {}

    static ObjectNode input(PromptFile file) {
        ObjectNode node = Json.object()
                .put("source", file.source())
                .put("format", file.format())
                .put("lines", file.lines())
                .put("prompts", file.prompts().size())
                .put("renamedIds", file.renamedIds())
                .put("badLines", file.badLines());
        node.set(
                "named",
                Json.list(
                        file.named(),
                        bad -> Json.object().put("line", bad.line()).put("problem", bad.problem())));
        return node;
    }

    static ObjectNode data(DataSummary data) {
        return Json.object()
                .put("source", data.source())
                .put("given", data.given())
                .put("duplicates", data.duplicates())
                .put("setAside", data.setAside())
                .put("training", data.training())
                .put("validation", data.validation())
                .put("holdout", data.holdout());
    }

    /** What a session goes on with that it did not begin with, as a person has accepted; empty if nothing. */
    static ArrayNode acceptedChanges(Map<String, String> configuration) {
        return Json.list(
                List.copyOf(SessionRecord.acceptedChanges(configuration).entrySet()),
                accepted ->
                        Json.object().put("afterIteration", accepted.getKey()).put("what", accepted.getValue()));
    }

    static ObjectNode holdout(HoldoutResult result) {
        return Json.object()
                .put("group", result.group())
                .put("prompts", result.prompts())
                .put("differing", result.differing())
                .put("raw", result.raw())
                .put("atStart", result.atStart())
                .put("atEnd", result.atEnd())
                .put("difference", result.difference())
                .put("low", result.low())
                .put("high", result.high());
    }

    static ObjectNode metrics(PerformanceMetrics metrics) {
        return Json.object()
                .put("modelAccuracy", metrics.modelAccuracy())
                .put("ruleEffectiveness", metrics.ruleEffectiveness())
                .put("patternCoverage", metrics.patternCoverage());
    }

    static ObjectNode performance(RulePerformance performance) {
        ObjectNode node = Json.object()
                .put("prompts", performance.prompts())
                .put("applied", performance.applied())
                .put("meanGain", performance.meanGain())
                .put("gainDeviation", performance.gainDeviation())
                .put("effectiveness", performance.effectiveness());
        ObjectNode domains = node.putObject("meanGainByDomain");
        performance.meanGainByDomain().forEach(domains::put);
        return node;
    }

    static ObjectNode gateTest(GateTestRecord test) {
        return Json.object()
                .put("rule", test.ruleId())
                .put("outcome", test.outcome().name())
                .put("effect", test.effect())
                .put("pValue", test.pValue())
                .put("alpha", test.alpha())
                .put("n", test.n())
                .put("needed", test.needed())
                .put("explanation", test.explanation());
    }

    static ObjectNode promotion(PromotionRecord promotion) {
        ObjectNode node = Json.object()
                .put("rule", promotion.id().ruleId())
                .put("iteration", promotion.id().iteration())
                .put("effect", promotion.effect())
                .put("low", promotion.low())
                .put("high", promotion.high())
                .put("standardizedEffect", promotion.standardizedEffect())
                .put("pValue", promotion.pValue())
                .put("alpha", promotion.alpha())
                .put("n", promotion.n());
        node.set("before", Json.parameters(promotion.before()));
        node.set("after", Json.parameters(promotion.after()));
        return node;
    }

    static ObjectNode iteration(IterationRecord record) {
        IterationSummary summary = record.summary();
        ObjectNode node = Json.object().put("iteration", record.iteration());
        node.set("metrics", metrics(summary.metrics()));
        node.put("improvement", summary.improvement())
                .put("best", record.best())
                .put("evaluatorCalls", summary.evaluatorCalls())
                .put("targetsReached", summary.targetsReached())
                .put("gapsExhausted", summary.gapsExhausted());
        summary.trainingLoss().ifPresent(loss -> node.put("trainingLoss", loss));
        summary.validationLoss().ifPresent(loss -> node.put("validationLoss", loss));
        summary.regretBound().ifPresent(bound -> node.put("regretBound", bound));
        node.put("strategy", record.strategy())
                .put("modelSamples", record.modelSamples())
                .put("candidates", record.candidates());
        node.set("strategyChoice", choice(record.choice()));
        node.set("generation", generation(record.generation()));
        node.set("gaps", Json.list(record.gaps().gaps(), RecordJson::gap));
        ObjectNode rules = node.putObject("rules");
        record.rules().forEach(rule -> rules.set(rule.ruleId(), performance(rule)));
        node.set("gateTests", Json.list(record.gateTests(), RecordJson::gateTest));
        node.set("promotions", Json.list(record.promotions(), RecordJson::promotion));
        node.set("notes", Json.list(record.notes(), com.fasterxml.jackson.databind.node.TextNode::valueOf));
        return node;
    }

    private static ObjectNode choice(StrategyRecord choice) {
        ObjectNode node = Json.object()
                .put("explanation", choice.explanation())
                .put("runnerUp", choice.runnerUp().orElse(null))
                .put("confidence", choice.confidence())
                .put("rewards", choice.rewards());
        node.set(
                "arms",
                Json.list(
                        choice.arms(),
                        arm -> Json.object()
                                .put("strategy", arm.strategy())
                                .put("weight", arm.weight())
                                .put("gainPerThousandCalls", arm.mean())));
        node.set("allocation", Json.counts(choice.allocation()));
        node.set("wantedDifficulty", Json.counts(choice.wantedDifficulty()));
        com.fasterxml.jackson.databind.node.ArrayNode levels = node.putArray("difficultyLevels");
        choice.levels().forEach(levels::add);
        choice.mixPValue().ifPresent(p -> node.put("mixPValue", p));
        return node;
    }

    private static ObjectNode generation(GenerationRecord generation) {
        ObjectNode node = Json.object()
                .put("method", generation.method())
                .put("rowsRequested", generation.rowsRequested())
                .put("promptsAccepted", generation.promptsAccepted());
        node.set("rejected", Json.counts(generation.rejected()));
        node.set("difficulty", Json.counts(generation.difficulty()));
        node.put("featureDistance", generation.featureDistance());
        node.set("featureDistances", Json.numbers(generation.featureDistances()));
        return node;
    }

    private static ObjectNode gap(Gap gap) {
        ObjectNode node = Json.object()
                .put("kind", gap.kind().name())
                .put("subject", gap.subject())
                .put("current", gap.current())
                .put("target", gap.target())
                .put("magnitude", gap.magnitude())
                .put("severity", gap.severity())
                .put("potential", gap.potential())
                .put("confidence", gap.confidence());
        gap.trend().ifPresentOrElse(trend -> node.put("trend", trend), () -> node.putNull("trend"));
        return node.put("hardness", gap.hardness())
                .put("exhausted", gap.exhausted())
                .put("explanation", gap.explanation());
    }

    static ObjectNode pattern(PatternRecord pattern) {
        ObjectNode node = Json.object().put("rule", pattern.ruleId());
        node.set("parameters", Json.parameters(pattern.values()));
        node.set("conditions", conditions(pattern.conditions()));
        return node.put("support", pattern.support())
                .put("meanGain", pattern.meanGain())
                .put("lift", pattern.lift())
                .put("liftLow", pattern.liftLow())
                .put("liftHigh", pattern.liftHigh())
                .put("validated", pattern.validated());
    }

    private static ArrayNode conditions(List<PatternRecord.Condition> conditions) {
        return Json.list(conditions, condition -> {
            ObjectNode each = Json.object().put("feature", condition.feature());
            Json.bound(each, "low", condition.low());
            Json.bound(each, "high", condition.high());
            return each;
        });
    }

    static ObjectNode derived(DerivedRule rule) {
        ObjectNode node = Json.object().put("id", rule.id()).put("baseRule", rule.baseRule());
        node.set("parameters", Json.parameters(rule.values()));
        node.set("conditions", conditions(rule.conditions()));
        return node.put("confines", rule.confines());
    }

    static ObjectNode combination(CombinationRecord combination) {
        ObjectNode node = Json.object();
        ArrayNode rules = node.putArray("rules");
        combination.rules().forEach(rules::add);
        node.put("promptType", combination.promptType().orElse(null));
        node.put("gain", combination.gain());
        ObjectNode alone = node.putObject("alone");
        combination.alone().forEach(alone::put);
        combination
                .interaction()
                .ifPresent(i -> node.putObject("interaction")
                        .put("effect", i.effect())
                        .put("low", i.low())
                        .put("high", i.high())
                        .put("pValue", i.pValue()));
        return node.put("prompts", combination.prompts()).put("iteration", combination.iteration());
    }

    static ObjectNode example(TrainingReport.ScoredExample example) {
        EnhancedPrompt enhanced = example.enhanced();
        ObjectNode node = Json.object()
                .put("promptId", enhanced.original().id())
                .put("before", enhanced.original().text())
                .put("after", enhanced.text())
                .put("scoreBefore", example.before())
                .put("scoreAfter", example.after());
        node.set("applied", Json.list(enhanced.applied(), applied -> {
            ObjectNode each = Json.object().put("rule", applied.ruleId());
            each.set("edits", Json.list(applied.edits(), RecordJson::edit));
            return each;
        }));
        node.set(
                "leftOut",
                Json.list(
                        enhanced.leftOut(),
                        left -> Json.object().put("rule", left.ruleId()).put("reason", left.reason())));
        return node;
    }

    private static ObjectNode edit(Edit edit) {
        return Json.object()
                .put("kind", edit.kind().name())
                .put("before", edit.before())
                .put("after", edit.after())
                .put("reason", edit.reason());
    }
}
