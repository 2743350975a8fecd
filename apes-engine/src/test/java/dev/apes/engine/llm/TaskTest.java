package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.engine.llm.ChatServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
    private static final EvaluationContext CONTEXT = EvaluationContext.of(1);

    private final Fixtures fixtures = new Fixtures();

    private static Prompt prompt(String reference, Map<String, String> metadata) {
        return new Prompt(
                "p",
                "What is the capital of France?",
                Optional.empty(),
                Optional.of("Geography quiz"),
                List.of(),
                Optional.ofNullable(reference),
                metadata);
    }

    @Test
    void runsBothPromptsAndScoresTheAnswers() throws Exception {
        try (ChatServer server =
                new ChatServer(q -> Reply.said(q.text().contains("one word") ? "Paris." : "It is Paris, I think."))) {
            Prompt prompt = prompt("paris", Map.of());
            List<Evaluation> scores = fixtures.evaluator(server, "mode", "task")
                    .evaluate(
                            List.of(
                                    EvaluationRequest.baseline(prompt),
                                    new EvaluationRequest(prompt.text() + " Answer in one word.", prompt, 0)),
                            CONTEXT);

            assertThat(scores).extracting(Evaluation::score).containsExactly(0.0, 1.0);
            assertThat(server.asked.get(0).text()).isEqualTo("What is the capital of France?\n\nGeography quiz");
            assertThat(server.asked.get(0).body().has("response_format")).isFalse();
        }
    }

    @Test
    void averagesVotesAndCountsRefusals() throws Exception {
        try (ChatServer server =
                new ChatServer(q -> q.number() == 0 ? Reply.said("Paris") : Reply.said("", "content_filter"))) {
            LlmEvaluator evaluator = fixtures.evaluator(server, "mode", "task", "votes", "4");
            Prompt prompt = prompt("Paris", Map.of());

            assertThat(evaluator.evaluate(List.of(EvaluationRequest.baseline(prompt)), CONTEXT))
                    .extracting(Evaluation::score)
                    .containsExactly(0.25);
            assertThat(evaluator.usage()).get().asString().contains("3 refused");
        }
    }

    @Test
    void refusesPromptsThatNothingCanBeMeasuredBy() throws Exception {
        try (ChatServer server = new ChatServer(q -> Reply.said("Paris"))) {
            assertThatThrownBy(() -> fixtures.evaluator(server, "mode", "task")
                            .evaluate(List.of(EvaluationRequest.baseline(prompt(null, Map.of()))), CONTEXT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("prompt p")
                    .hasMessageContaining("--rows 0");
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void scoresTexts() {
        assertThat(TextScores.exact("  The answer: 42!", "the ANSWER 42")).isEqualTo(1);
        assertThat(TextScores.exact("42 and more", "42")).isZero();
        assertThat(TextScores.f1("the cat sat", "a cat sat down")).isEqualTo(4.0 / 7, within(1e-12));
        assertThat(TextScores.f1("cat cat cat", "cat")).isEqualTo(0.5, within(1e-12));
        assertThat(TextScores.f1("", "cat")).isZero();
        assertThat(TextScores.regex("on 2026-11-26.", "\\d{4}-\\d\\d-\\d\\d")).isEqualTo(1);
        assertThatThrownBy(() -> TextScores.regex("x", "(")).hasMessageContaining("no regular expression");
        String schema =
                "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}}}";
        assertThat(TextScores.schema("```json\n{\"n\": 3}\n```", schema)).isEqualTo(1);
        assertThat(TextScores.schema("{\"n\": 0}", schema)).isZero();
        assertThat(TextScores.schema("{\"n\": 3", schema)).isZero();
        assertThat(TextScores.schema("Sure: {\"n\": 3}", schema)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max_words; 3; one two three; one two three four",
                "min_words; 3; one two three; one two",
                "max_sentences; 2; One. Two!; One. Two! Three",
                "paragraphs; 2; a\\n\\nb; a\\nb",
                "bullets; 2; - a\\n- b; - a\\n- b\\n- c",
                "must_contain; art | blue; Blue art.; Start blue.",
                "must_not_contain; very; Everything fine.; A VERY good day",
                "starts_with; Dear; Dear all; Hello",
                "ends_with; Bye.; See you. Bye.; Bye. Bye",
                "format; json; [1, 2]; [1, 2",
                "format; numbered; 1. a\\n2) b; 1. a",
                "format; title; <<A day>>\\ntext; A day",
                "format; one_line; yes; yes\\nno",
                "format; lowercase; all small.; Not so",
                "format; no_commas; a b; a, b",
                "language; de; Das ist nicht der Weg und die Zeit; This is not the way and the time",
                "language; fr; Le chat est dans la maison et dort; El gato está en la casa y duerme",
                "language; ja; これは本です; 这是一本书",
                "language; ru; Это книга; This is a book",
                "regex; ^\\d+$; 17; x17"
            })
    void verifiesConstraints(String field, String value, String good, String bad) {
        Prompt prompt = prompt(null, Map.of(field, value));
        assertThat(Constraints.check(prompt, good.replace("\\n", "\n"))).containsEntry(field, 1.0);
        assertThat(Constraints.check(prompt, bad.replace("\\n", "\n"))).containsEntry(field, 0.0);
        if (!field.equals("must_not_contain") && !field.startsWith("max") && !field.equals("format")) {
            assertThat(Constraints.check(prompt, "")).containsEntry(field, 0.0);
        }
    }

    @Test
    void namesAFieldThatCantBeRead() throws Exception {
        try (ChatServer server = new ChatServer(q -> Reply.said("Paris"))) {
            for (Map<String, String> wrong :
                    List.of(Map.of("max_words", "few"), Map.of("format", "sonnet"), Map.of("language", "xx"))) {
                assertThatThrownBy(() -> fixtures.evaluator(server, "mode", "task")
                                .evaluate(List.of(EvaluationRequest.baseline(prompt(null, wrong))), CONTEXT))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("prompt p")
                        .hasMessageContaining(wrong.keySet().iterator().next());
            }
        }
    }
}
