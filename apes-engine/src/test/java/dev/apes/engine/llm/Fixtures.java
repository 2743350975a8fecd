package dev.apes.engine.llm;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Evaluators over a server, with pauses that are noted and not waited for. */
final class Fixtures {
    static final String KEY = "sk-secret-0123456789";

    final List<Duration> pauses = new CopyOnWriteArrayList<>();

    LlmEvaluator evaluator(ChatServer server, String... options) {
        return new LlmEvaluator(name -> name.equals("APES_LLM_API_KEY") ? KEY : null, (length, cancellation) -> {
                    cancellation.throwIfCancelled();
                    pauses.add(length);
                })
                .configure(options(server, options));
    }

    static Map<String, String> options(ChatServer server, String... options) {
        Map<String, String> all = new HashMap<>(Map.of("url", server.url(), "model", "m", "concurrency", "1"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return all;
    }
}
