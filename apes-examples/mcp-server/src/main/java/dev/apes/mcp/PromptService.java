package dev.apes.mcp;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.Edit;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.LiveEnhancer;
import dev.apes.persistence.EnhancementLog;
import dev.apes.persistence.EnhancementLog.Enhancement;
import dev.apes.persistence.EnhancementLog.Feedback;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** What the tools and resources do, without the protocol. Results are maps, lists and scalars, ready to become JSON. Thread-safe. */
final class PromptService {
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final int SESSIONS_LOOKED_AT = 20;

    private final SessionStore store;
    private final EnhancementLog log;
    private final LiveEnhancer enhancer;
    private final Recorder recorder;
    private final Clock clock;

    /** All four are closed by whoever made them. */
    PromptService(SessionStore store, EnhancementLog log, LiveEnhancer enhancer, Recorder recorder, Clock clock) {
        this.store = store;
        this.log = log;
        this.enhancer = enhancer;
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * @param text the prompt
     * @param context what it is about, if anything is known
     * @param category kind of the prompt, if known
     * @return the enhanced prompt, what was done and why, and the id to give feedback under
     */
    Map<String, Object> improve(String text, Optional<String> context, Optional<String> category) {
        String id = UUID.randomUUID().toString();
        Prompt prompt;
        try {
            prompt = new Prompt(id, text, category, context, List.of(), Optional.empty(), Map.of());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("prompt", e.getMessage(), e);
        }
        long start = System.nanoTime();
        EnhancedPrompt enhanced = enhancer.enhance(prompt);
        double millis = (System.nanoTime() - start) / 1e6;
        List<String> rules =
                enhanced.applied().stream().map(EnhancedPrompt.Applied::ruleId).toList();
        boolean recorded = recorder.record(
                prompt,
                new Enhancement(
                        id,
                        text,
                        enhanced.text(),
                        rules,
                        OptionalDouble.empty(),
                        Map.of(
                                "milliseconds", millis,
                                "characters_before", (double) text.length(),
                                "characters_after", (double) enhanced.text().length()),
                        clock.instant()));
        return Json.object(
                "session_id", id,
                "improved_prompt", enhanced.text(),
                "changed", enhanced.changed(),
                "applied_rules",
                        enhanced.applied().stream().map(PromptService::applied).toList(),
                "left_out",
                        enhanced.leftOut().stream()
                                .map(r -> Json.object("rule_id", r.ruleId(), "reason", r.reason()))
                                .toList(),
                "recorded", recorded);
    }

    private static Map<String, Object> applied(EnhancedPrompt.Applied one) {
        return Json.object(
                "rule_id",
                one.ruleId(),
                "reasons",
                one.edits().stream().map(Edit::reason).distinct().toList());
    }

    /**
     * @param sessionId of an earlier answer
     * @param stars 1 to 5
     * @param notes in words, if any
     * @return the number of the rating
     * @throws InterruptedException if interrupted while that answer is being recorded
     */
    Map<String, Object> rate(String sessionId, int stars, Optional<String> notes) throws InterruptedException {
        Optional<Enhancement> known = log.find(sessionId);
        if (known.isEmpty() && recorder.settle(SETTLING)) {
            known = log.find(sessionId);
        }
        Enhancement rated = known.orElseThrow(() -> new InvalidInputException(
                "session_id " + sessionId,
                "is not known; give original_prompt, improved_prompt and applied_rules in its place"));
        return rate(
                new Feedback(rated.original(), rated.enhanced(), rated.rules(), stars, notes, Optional.of(sessionId)));
    }

    /**
     * @param feedback on a prompt that was enhanced anywhere
     * @return the number of the rating
     */
    Map<String, Object> rate(Feedback feedback) {
        return Json.object("feedback_id", log.add(feedback), "rating", feedback.stars(), "rules", feedback.rules());
    }

    /** {@return the rules in force as read last, those switched off included} */
    Map<String, Object> rules() {
        return Json.object(
                "rules", enhancer.rules().stream().map(PromptService::rule).toList());
    }

    private static Map<String, Object> rule(StoredRule rule) {
        return Json.object(
                "rule_id", rule.definition().id(),
                "name", rule.definition().name(),
                "category", rule.definition().category(),
                "description", rule.definition().description(),
                "enabled", rule.enabled(),
                "priority", rule.definition().priority(),
                "version", rule.version(),
                "parameters", rule.values().asMap());
    }

    /**
     * @param ruleId a rule
     * @return the rule in force, what its parameters mean, and its promotions with their evidence
     */
    Map<String, Object> status(String ruleId) {
        StoredRule rule = enhancer.rules().stream()
                .filter(r -> r.definition().id().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "rule " + ruleId,
                        "is not installed; known: "
                                + String.join(
                                        ", ",
                                        enhancer.rules().stream()
                                                .map(r -> r.definition().id())
                                                .toList())));
        Map<String, Object> status = rule(rule);
        status.put("edited_by_a_person", rule.edited());
        status.put("notes", rule.notes());
        status.put(
                "parameter_meanings",
                rule.definition().parameters().parameters().stream()
                        .map(p -> Json.object(
                                "name",
                                p.name(),
                                "description",
                                p.description(),
                                "constraint",
                                p.constraint().toString()))
                        .toList());
        status.put(
                "promotions",
                store.promotions(ruleId).stream().map(PromptService::promotion).toList());
        enhancer.problem().ifPresent(why -> status.put("stale_because", why));
        return status;
    }

    private static Map<String, Object> promotion(PromotionRecord p) {
        return Json.object(
                "session_id", p.id().session().value(),
                "iteration", p.id().iteration(),
                "before", p.before().asMap(),
                "after", p.after().asMap(),
                "effect", p.effect(),
                "interval", List.of(p.low(), p.high()),
                "p_value", p.pValue(),
                "alpha", p.alpha(),
                "n", p.n());
    }

    /** {@return the patterns of the newest training session that found any} */
    Map<String, Object> patterns() {
        for (SessionRecord session : store.sessions(SESSIONS_LOOKED_AT)) {
            List<Map<String, Object>> found = store.patterns(session.id()).stream()
                    .map(p -> Json.object(
                            "rule_id", p.ruleId(),
                            "conditions",
                                    p.conditions().stream()
                                            .map(c -> Json.object(
                                                    "feature", c.feature(),
                                                    "from", Json.finite(c.low()),
                                                    "below", Json.finite(c.high())))
                                            .toList(),
                            "parameters", p.values().asMap(),
                            "support", p.support(),
                            "mean_gain", p.meanGain(),
                            "lift", p.lift(),
                            "lift_interval", List.of(p.liftLow(), p.liftHigh()),
                            "validated", p.validated()))
                    .toList();
            if (!found.isEmpty()) {
                return Json.object("session_id", session.id().value(), "patterns", found);
            }
        }
        return Json.object("patterns", List.of());
    }
}
