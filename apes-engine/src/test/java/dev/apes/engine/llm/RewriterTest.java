package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.llm.ChatServer.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriterTest {
    private static final Prompt PROMPT = Prompt.of(
            "p",
            "I was wondering if you could maybe kind of write something about our 25 new bikes for the newsletter, with stuff"
                    + " like \"ride free\" and https://example.org/bikes, but do not mention prices.");
    private static final String GOOD =
            "Write a paragraph for the newsletter about our 25 new bikes. Use the phrase \"ride free\","
                    + " link to https://example.org/bikes, and do not mention prices.";
    private static final PromptRule TEMPLATE = new Hedges();
    private static final ParameterValues VALUES =
            TEMPLATE.definition().parameters().defaults();

    /** Takes hedging away. */
    private static final class Hedges implements PromptRule {
        private static final String HEDGE = "I was wondering if you could maybe kind of ";
        private static final RuleDefinition DEFINITION = new RuleDefinition(
                "hedges",
                "Hedges",
                "test",
                "takes hedging away",
                5,
                "1.0.0",
                ParameterSpace.of(ParameterDefinition.integer("hedges", 2, 1, 6, "how many")));

        @Override
        public RuleDefinition definition() {
            return DEFINITION;
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            return prompt.text().contains(HEDGE)
                    ? new RuleOutcome.Changed(
                            prompt.text().replace(HEDGE, "Please "),
                            List.of(new Edit(Edit.Kind.REMOVE, HEDGE, "", "test")))
                    : new RuleOutcome.NotApplicable("nobody hedges");
        }
    }

    private final Fixtures fixtures = new Fixtures();

    private static Reply rewritten(String prompt) {
        return Reply.said(
                new ObjectMapper().createObjectNode().put("prompt", prompt).toString());
    }

    private PromptRule rewriter(ChatServer server, String... more) {
        LlmEvaluator evaluator = fixtures.evaluator(server, "rewriter", "llm", "retries", "0");
        return (more.length == 0 ? evaluator : fixtures.evaluator(server, more)).rewriting(TEMPLATE);
    }

    private static String text(RuleOutcome outcome) {
        return ((RuleOutcome.Changed) outcome).text();
    }

    @Test
    void takesTheModelsTextAndPaysOnce() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD))) {
            PromptRule rule = rewriter(server);
            RuleOutcome outcome = rule.apply(PROMPT, VALUES);

            assertThat(text(outcome)).startsWith("Write a paragraph for the newsletter");
            assertThat(server.asked.get(0).text())
                    .contains(PROMPT.text(), "hedges = 2", text(TEMPLATE.apply(PROMPT, VALUES)));
            assertThat(rule.apply(PROMPT, VALUES)).isEqualTo(outcome);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void doesNothingTheSecondTime() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD))) {
            PromptRule rule = rewriter(server);
            String once = text(rule.apply(PROMPT, VALUES));

            assertThat(rule.apply(PROMPT.withText(once), VALUES)).isInstanceOf(RuleOutcome.NotApplicable.class);
        }
    }

    @Test
    void theTemplateFinishesWhatTheModelLeaves() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(Hedges.HEDGE + GOOD))) {
            PromptRule rule = rewriter(server);
            String once = text(rule.apply(PROMPT, VALUES));

            assertThat(once).isEqualTo("Please " + GOOD);
            assertThat(rule.apply(PROMPT.withText(once), VALUES)).isInstanceOf(RuleOutcome.NotApplicable.class);
        }
    }

    @Test
    void asksNothingWhereTheRuleDoesNotApply() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD))) {
            Prompt clear = Prompt.of("c", "What is the boiling point of ethanol?");
            assertThat(TEMPLATE.apply(clear, VALUES)).isInstanceOf(RuleOutcome.NotApplicable.class);
            assertThat(rewriter(server).apply(clear, VALUES)).isEqualTo(TEMPLATE.apply(clear, VALUES));
            assertThat(server.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"25 new, 26 new", "ride free, ride now", "example.org/bikes, example.org", "do not mention, mention"})
    void keepsTheTemplateWhenSomethingIsLost(String part, String instead) throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD.replace(part, instead)))) {
            assertThat(rewriter(server).apply(PROMPT, VALUES)).isEqualTo(TEMPLATE.apply(PROMPT, VALUES));
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void keepsTheTemplateWhenTheModelFails() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD))) {
            RuleOutcome template = TEMPLATE.apply(PROMPT, VALUES);
            for (Reply bad : new Reply[] {
                Reply.said("Sorry, I can't."),
                Reply.said("{\"prompt\": \"Write", "length"),
                Reply.said("", "content_filter"),
                rewritten(""),
                rewritten(GOOD.repeat(20)),
                Reply.of(500, "dead", Map.of()),
                Reply.of(401, "who?", Map.of())
            }) {
                server.behave(q -> bad);
                assertThat(rewriter(server).apply(PROMPT, VALUES))
                        .as(bad.body())
                        .isEqualTo(template);
            }
            server.behave(q -> rewritten(GOOD));
            int before = server.asked.size();
            assertThat(rewriter(server, "rewriter", "llm", "max-tokens", "10").apply(PROMPT, VALUES))
                    .isEqualTo(template);
            assertThat(server.asked).hasSize(before);
        }
    }

    @Test
    void withoutTheSettingTheTemplateStays() throws Exception {
        try (ChatServer server = new ChatServer(q -> rewritten(GOOD))) {
            assertThat(fixtures.evaluator(server).rewriting(TEMPLATE)).isSameAs(TEMPLATE);
        }
    }
}
