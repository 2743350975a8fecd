package dev.apes.engine.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoint through LangChain4j; the only class, with {@link TimedHttp}, that knows the library. Thread-safe. */
final class OpenAiChat implements ChatPort {
    private final OpenAiChatModel model;
    private final LlmSettings settings;
    private final TimedHttp.Builder http;

    OpenAiChat(LlmSettings settings, String key) {
        this.settings = settings;
        http = new TimedHttp.Builder(settings.timeout(), key);
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url())
                // servers at home ask for no key, the library does
                .apiKey(key.isEmpty() ? "none" : key)
                .modelName(settings.model())
                .strictJsonSchema(true)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        settings.temperature().ifPresent(builder::temperature);
        model = builder.build();
    }

    @Override
    public Held hold() {
        return http.hold();
    }

    @Override
    public ChatAnswer ask(ChatCall call) {
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        if (settings.newTokenLimit()) {
            parameters.maxCompletionTokens(call.maxTokens());
        } else {
            parameters.maxOutputTokens(call.maxTokens());
        }
        format(call.purpose()).ifPresent(parameters::responseFormat);
        ChatResponse response;
        try {
            response = model.chat(ChatRequest.builder()
                    .messages(messages(call))
                    .parameters(parameters.build())
                    .build());
        } catch (ContentFilteredException refused) {
            return new ChatAnswer("", ChatAnswer.Ending.REFUSED, call.estimatedTokens(), 0, true);
        } catch (RuntimeException e) {
            throw understood(e);
        }
        return read(call, response);
    }

    private static ChatAnswer read(ChatCall call, ChatResponse response) {
        String text =
                Optional.ofNullable(response.aiMessage()).map(AiMessage::text).orElse("");
        FinishReason reason = response.finishReason();
        // a refusal comes as a field of its own, which the library puts in place of the text
        ChatAnswer.Ending ending = reason == FinishReason.CONTENT_FILTER
                ? ChatAnswer.Ending.REFUSED
                : reason == FinishReason.LENGTH ? ChatAnswer.Ending.TRUNCATED : ChatAnswer.Ending.COMPLETE;
        TokenUsage usage = response.tokenUsage();
        boolean told = usage != null && usage.inputTokenCount() != null && usage.outputTokenCount() != null;
        return new ChatAnswer(
                text,
                ending,
                told ? Math.max(0, usage.inputTokenCount()) : call.estimatedTokens(),
                told ? Math.max(0, usage.outputTokenCount()) : ChatCall.estimate(text),
                !told);
    }

    private static List<ChatMessage> messages(ChatCall call) {
        List<ChatMessage> messages = new ArrayList<>();
        for (ChatCall.Turn turn : call.turns()) {
            messages.add(
                    switch (turn.role()) {
                        case SYSTEM -> SystemMessage.from(turn.text());
                        case USER -> UserMessage.from(turn.text());
                        case ASSISTANT -> AiMessage.from(turn.text());
                    });
        }
        return messages;
    }

    private Optional<ResponseFormat> format(ChatCall.Purpose purpose) {
        if (purpose == ChatCall.Purpose.ANSWER || settings.structured() == LlmSettings.Structured.NONE) {
            return Optional.empty();
        }
        if (settings.structured() == LlmSettings.Structured.OBJECT) {
            return Optional.of(ResponseFormat.JSON);
        }
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder().additionalProperties(false);
        if (purpose == ChatCall.Purpose.JUDGEMENT) {
            schema.addStringProperty("reason")
                    .addEnumProperty("better", List.of("first", "second", "tie"))
                    .addEnumProperty("margin", List.of("none", "slight", "clear"))
                    .required("reason", "better", "margin");
        } else {
            schema.addStringProperty("prompt").required("prompt");
        }
        return Optional.of(ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(purpose == ChatCall.Purpose.JUDGEMENT ? "verdict" : "rewriting")
                        .rootElement(schema.build())
                        .build())
                .build());
    }

    /** What lies beneath the library's exceptions says what may help; what it can't read came broken over the wire. */
    private static RuntimeException understood(RuntimeException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof EndpointException ours) {
                return ours;
            }
            if (t instanceof dev.apes.api.error.CancelledException cancelled) {
                return cancelled;
            }
        }
        return new EndpointException(
                EndpointException.Kind.TRANSIENT,
                "the answer can't be read: " + e.getClass().getSimpleName() + ": " + firstLine(e.getMessage()),
                Optional.empty(),
                e);
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
