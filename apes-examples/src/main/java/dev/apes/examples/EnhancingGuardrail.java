package dev.apes.examples;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.engine.PromptEnhancer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.util.function.Function;

/**
 * Enhances what users say on its way to a model, as an input guardrail of LangChain4j. Give it {@code LiveEnhancer::enhance} in a service
 * that runs for long. A message of more than text passes as it is.
 */
public final class EnhancingGuardrail implements InputGuardrail {
    private final Function<Prompt, EnhancedPrompt> enhancer;

    /** @param enhancer applies the rules; called by many threads at once */
    public EnhancingGuardrail(Function<Prompt, EnhancedPrompt> enhancer) {
        this.enhancer = enhancer;
    }

    @Override
    public InputGuardrailResult validate(UserMessage message) {
        if (!message.hasSingleText()) {
            return success();
        }
        EnhancedPrompt better = enhancer.apply(Prompt.of("message", message.singleText()));
        return better.changed() ? successWith(better.text()) : success();
    }

    /** What users talk to. */
    public interface Assistant {
        /**
         * @param message what a user says
         * @return what the model says
         */
        String chat(String message);
    }

    /** Says back what it was asked, so that the example runs without an endpoint. */
    static final class Echo implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            UserMessage asked =
                    (UserMessage) request.messages().get(request.messages().size() - 1);
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("I was asked: " + asked.singleText()))
                    .build();
        }
    }

    static Assistant assistant(ChatModel model, PromptEnhancer enhancer) {
        return AiServices.builder(Assistant.class)
                .chatModel(model)
                .inputGuardrails(new EnhancingGuardrail(enhancer::enhance))
                .build();
    }

    /** @param args what a user says, if anything */
    public static void main(String[] args) {
        String said =
                args.length > 0 ? args[0] : "Please kindly write something about our move to Lyon on 3 May, maybe.";
        System.out.println(assistant(new Echo(), PromptEnhancer.withDefaults()).chat(said));
    }
}
