package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GeneratedPrompt;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.ModelRecord;
import dev.apes.api.store.RuleApplication;
import dev.apes.api.store.StoredSelection;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** All that one iteration changes, version 1. */
public final class CommitJson {
    private CommitJson() {}

    /**
     * @param commit an iteration
     * @return an object
     */
    public static ObjectNode write(IterationCommit commit) {
        ObjectNode node =
                Json.object().put("version", 1).put("session", commit.session().value());
        node.set("record", IterationJson.write(commit.record()));
        node.set("patterns", Json.array(commit.patterns(), PatternJson::write));
        node.set(
                "budget",
                Json.object()
                        .put("tests", commit.budget().tests())
                        .put("spent", commit.budget().spent()));
        node.set("measured", Json.array(commit.measured(), CommitJson::application));
        node.set("generated", Json.array(commit.generated(), CommitJson::generated));
        node.set("combinations", Json.array(commit.combinations(), CombinationJson::write));
        node.set("derived", Json.array(commit.derived(), DerivedRuleJson::write));
        commit.model().ifPresent(m -> node.set("model", model(m)));
        commit.checkpoint()
                .ifPresent(c -> node.set(
                        "checkpoint",
                        Json.object()
                                .put("iteration", c.iteration())
                                .put("format", c.format())
                                .put("state", Base64.getEncoder().encodeToString(c.state()))));
        commit.selection()
                .ifPresent(s -> node.set(
                        "selection",
                        Json.object()
                                .put("format", s.format())
                                .put("model", Base64.getEncoder().encodeToString(s.model()))));
        return node;
    }

    /**
     * @param node what {@link #write} gave
     * @return the iteration
     */
    public static IterationCommit read(JsonNode node) {
        JsonNode budget = Json.need(node, "budget");
        return new IterationCommit(
                new SessionId(Json.need(node, "session").textValue()),
                IterationJson.read(Json.need(node, "record")),
                Json.list(Json.need(node, "patterns"), PatternJson::read),
                new ErrorBudget(
                        Json.need(budget, "tests").intValue(),
                        Json.need(budget, "spent").doubleValue()),
                applications(Json.need(node, "measured")),
                Json.list(Json.need(node, "generated"), CommitJson::readGenerated),
                Optional.ofNullable(node.get("model")).map(CommitJson::readModel),
                // journals of earlier versions have neither
                Json.list(node.path("combinations"), CombinationJson::read),
                Json.list(node.path("derived"), DerivedRuleJson::read),
                Optional.ofNullable(node.get("checkpoint"))
                        .map(c -> new Checkpoint(
                                Json.need(c, "iteration").intValue(),
                                Json.need(c, "format").intValue(),
                                Base64.getDecoder().decode(Json.need(c, "state").textValue()))),
                Optional.ofNullable(node.get("selection")).map(s -> selection(node, s)));
    }

    /** Of the session and iteration that it is committed with. */
    private static StoredSelection selection(JsonNode commit, JsonNode node) {
        return new StoredSelection(
                new PromotionId(
                        new SessionId(Json.need(commit, "session").textValue()),
                        StoredSelection.RULE_ID,
                        IterationJson.read(Json.need(commit, "record")).iteration()),
                Json.need(node, "format").intValue(),
                Base64.getDecoder().decode(Json.need(node, "model").textValue()));
    }

    private static ObjectNode application(RuleApplication application) {
        ObjectNode node = Json.object()
                .put("rule", application.ruleId())
                .put("prompt", application.promptFingerprint())
                .put("domain", application.domain())
                .put("task", application.taskType())
                .put("origin", application.origin().name())
                .put("before", application.before())
                .put("after", application.after())
                .put("confidence", application.confidence());
        node.set("values", ParameterJson.write(application.values()));
        node.set("characteristics", Json.numbers(application.characteristics()));
        return node;
    }

    /** Journals of earlier versions also hold the prompts that a rule left as they were. */
    private static List<RuleApplication> applications(JsonNode measured) {
        return Json.list(measured, node -> node).stream()
                .filter(node -> node.path("applied").asBoolean(true))
                .map(CommitJson::readApplication)
                .toList();
    }

    private static RuleApplication readApplication(JsonNode node) {
        return new RuleApplication(
                Json.need(node, "rule").textValue(),
                ParameterJson.read(Json.need(node, "values")),
                Json.need(node, "prompt").textValue(),
                Json.need(node, "domain").textValue(),
                Json.need(node, "task").textValue(),
                RuleApplication.Origin.valueOf(Json.need(node, "origin").textValue()),
                Json.map(Json.need(node, "characteristics"), JsonNode::doubleValue),
                Json.need(node, "before").doubleValue(),
                Json.need(node, "after").doubleValue(),
                Json.need(node, "confidence").doubleValue());
    }

    private static ObjectNode generated(GeneratedPrompt generated) {
        ObjectNode node = Json.object()
                .put("fingerprint", generated.fingerprint())
                .put("text", generated.prompt().text())
                .put("context", generated.prompt().context().orElse(null))
                .put("difficulty", generated.difficulty())
                .put("domain", generated.domain())
                .put("baseline", generated.baseline());
        node.set("prompt", PromptJson.write(generated.prompt()));
        node.set("characteristics", Json.numbers(generated.characteristics()));
        return node;
    }

    private static GeneratedPrompt readGenerated(JsonNode node) {
        return new GeneratedPrompt(
                Json.need(node, "fingerprint").textValue(),
                PromptJson.read(
                        Json.need(node, "text").textValue(),
                        Json.need(node, "context").textValue(),
                        Json.need(node, "prompt")),
                Json.need(node, "difficulty").textValue(),
                Json.need(node, "domain").textValue(),
                Json.need(node, "baseline").doubleValue(),
                Json.map(Json.need(node, "characteristics"), JsonNode::doubleValue));
    }

    private static ObjectNode model(ModelRecord model) {
        ObjectNode node = Json.object()
                .put("version", model.version())
                .put("type", model.type())
                .put("accuracy", model.accuracy())
                .put("trainingSamples", model.trainingSamples())
                .put("validationSamples", model.validationSamples());
        node.set("hyperparameters", Json.strings(model.hyperparameters()));
        node.set("figures", Json.numbers(model.figures()));
        return node;
    }

    private static ModelRecord readModel(JsonNode node) {
        return new ModelRecord(
                Json.need(node, "version").textValue(),
                Json.need(node, "type").textValue(),
                Json.need(node, "accuracy").doubleValue(),
                Json.need(node, "trainingSamples").intValue(),
                Json.need(node, "validationSamples").intValue(),
                Json.map(Json.need(node, "hyperparameters"), JsonNode::textValue),
                Json.map(Json.need(node, "figures"), JsonNode::doubleValue));
    }
}
