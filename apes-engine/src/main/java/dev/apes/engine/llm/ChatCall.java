package dev.apes.engine.llm;

import java.util.List;
import java.util.Objects;

/**
 * One question to a chat endpoint.
 *
 * @param turns the conversation so far, a user's turn last; not empty
 * @param purpose what for
 * @param maxTokens how long an answer may be, at least 1
 */
record ChatCall(List<Turn> turns, Purpose purpose, int maxTokens) {
    ChatCall {
        turns = List.copyOf(turns);
        Objects.requireNonNull(purpose, "purpose");
    }

    /** What is said. */
    record Turn(Role role, String text) {}

    /** Who says it. */
    enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /** Decides the form of the answer, and under which head it is counted. */
    enum Purpose {
        /** A verdict, as a JSON object. */
        JUDGEMENT,
        /** The answer to somebody's prompt. */
        ANSWER,
        /** A prompt rewritten, as a JSON object. */
        REWRITING
    }

    static ChatCall of(Purpose purpose, int maxTokens, String text) {
        return new ChatCall(List.of(new Turn(Role.USER, text)), purpose, maxTokens);
    }

    /** The same conversation, an answer and a reply to it later. */
    ChatCall reply(String answer, String text) {
        List<Turn> longer = new java.util.ArrayList<>(turns);
        longer.add(new Turn(Role.ASSISTANT, answer.isBlank() ? "(no answer)" : answer));
        longer.add(new Turn(Role.USER, text));
        return new ChatCall(longer, purpose, maxTokens);
    }

    /** An upper estimate of the tokens it has: three characters each, as hardly any tokenizer exceeds for text, and a few a turn. */
    long estimatedTokens() {
        return turns.stream().mapToLong(t -> estimate(t.text()) + 8).sum();
    }

    static long estimate(String text) {
        return (text.length() + 2L) / 3;
    }
}
