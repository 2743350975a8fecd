package dev.apes.engine.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.PluginException;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.plugin.AllowanceSpentException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule that a model carries out. The template decides whether the rule applies and shows what it would do; the model writes the new
 * text under the same parameters. Its text is taken only if nothing the prompt asked for is lost ({@link KeptContent}) and it does not
 * outgrow twice the template's; else, and when the model can't be reached or paid any more, the template's text stands. What the
 * template would still do to the model's text is done by the template, so that a second application changes nothing.
 *
 * <p>The last {@value #REMEMBERED} outcomes are remembered, and every text is kept in the ledger of paid answers ({@link StoredTexts}), so
 * the same prompt under the same parameters is not paid for again. A dry run counts the call and takes the template's text. Thread-safe.
 */
final class LlmRewriter implements PromptRule {
    private static final int REMEMBERED = 20_000;
    private static final int MAX_TOKENS = 4_000;

    private final PromptRule template;
    private final RuleDefinition definition;
    private final Endpoint endpoint;
    private final boolean dryRun;
    private final StoredTexts stored;
    private final String question = JudgePrompt.resource("rewriter-prompt.txt");
    private final Map<String, RuleOutcome> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleOutcome> eldest) {
            return size() > REMEMBERED;
        }
    });

    LlmRewriter(PromptRule template, Endpoint endpoint, boolean dryRun, StoredTexts stored) {
        this.template = template;
        definition = template.definition();
        this.endpoint = endpoint;
        this.dryRun = dryRun;
        this.stored = stored;
    }

    @Override
    public RuleDefinition definition() {
        return definition;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        RuleOutcome byTemplate = template.apply(prompt, values);
        if (!(byTemplate instanceof RuleOutcome.Changed changed)) {
            return byTemplate;
        }
        String key = Digests.of(
                prompt.text(),
                changed.text(),
                prompt.context().orElse(""),
                values.asMap().toString());
        RuleOutcome known = remembered.get(key);
        if (known == null) {
            known = (dryRun ? counted(prompt, values, changed) : rewritten(prompt, values, changed, key))
                    .orElse(byTemplate);
            RuleOutcome earlier = remembered.putIfAbsent(key, known);
            known = earlier == null ? known : earlier;
        }
        return known;
    }

    private Optional<RuleOutcome> counted(Prompt prompt, ParameterValues values, RuleOutcome.Changed changed) {
        endpoint.meter()
                .wouldCall(call(prompt, values, changed).estimatedTokens(), ChatCall.estimate(changed.text()) + 20);
        return Optional.empty();
    }

    private Optional<RuleOutcome> rewritten(
            Prompt prompt, ParameterValues values, RuleOutcome.Changed changed, String key) {
        Optional<String> text;
        try {
            text = stored.get(
                    Digests.of(question, definition.id(), key),
                    () -> ask(prompt, values, changed).filter(LlmRewriter::storable));
        } catch (CancelledException e) {
            throw e;
        } catch (PluginException | AllowanceSpentException noAnswer) {
            text = Optional.empty();
        }
        Optional<RuleOutcome> outcome = text.filter(t -> !t.equals(prompt.text())
                        && t.length() <= 2 * changed.text().length() + 200
                        && KeptContent.lost(prompt.text(), changed.text(), t).isEmpty())
                .map(t -> finished(prompt, values, t));
        endpoint.meter().count(outcome.isPresent() ? Meter.Event.REWRITTEN : Meter.Event.FELL_BACK);
        return outcome;
    }

    private RuleOutcome finished(Prompt prompt, ParameterValues values, String text) {
        Edit edit = new Edit(
                Edit.Kind.REPLACE,
                prompt.text(),
                text,
                "rewritten by a model as the rule " + definition.id() + " asks");
        return template.apply(prompt.withText(text), values) instanceof RuleOutcome.Changed more
                ? new RuleOutcome.Changed(more.text(), concat(edit, more.edits()))
                : new RuleOutcome.Changed(text, List.of(edit));
    }

    private static List<Edit> concat(Edit first, List<Edit> rest) {
        List<Edit> all = new java.util.ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    /** A database takes neither NUL nor half a character. */
    private static boolean storable(String text) {
        return !text.isBlank()
                && text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private ChatCall call(Prompt prompt, ParameterValues values, RuleOutcome.Changed changed) {
        Map<String, String> places = Map.of(
                "rule", definition.name() + ": " + definition.description(),
                "parameters",
                        values.asMap().entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining("\n")),
                "example", changed.text(),
                "prompt", prompt.text());
        return ChatCall.of(ChatCall.Purpose.REWRITING, MAX_TOKENS, JudgePrompt.fill(question, places));
    }

    private Optional<String> ask(Prompt prompt, ParameterValues values, RuleOutcome.Changed changed) {
        ChatAnswer answer = endpoint.ask(call(prompt, values, changed), Cancellation.NONE);
        if (answer.ending() != ChatAnswer.Ending.COMPLETE) {
            return Optional.empty();
        }
        return LenientJson.object(answer.text(), "prompt")
                .map(o -> o.get("prompt"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }
}
