package dev.apes.engine.llm;

/** A chat endpoint. Thread-safe. */
@FunctionalInterface
interface ChatPort {
    /**
     * Asks once, without retries.
     *
     * @param call the question
     * @return the answer
     * @throws EndpointException if there is none
     */
    ChatAnswer ask(ChatCall call);
}
