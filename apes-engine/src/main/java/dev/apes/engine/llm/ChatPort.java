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

    /** {@return keeps the way to the endpoint open over several calls; a call alone opens one of its own} */
    default Held hold() {
        return () -> {};
    }

    /** A way that is kept open. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        /** Ends it, with all threads that it has, unless others hold it, too; idempotent. */
        @Override
        void close();
    }
}
