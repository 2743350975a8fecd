package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key under which a paid answer is kept: evaluator, its configuration, text, original, context, reference and replicate. */
final class LedgerKey {
    private LedgerKey() {}

    static String of(EvaluatorInfo evaluator, EvaluationRequest request) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            add(sha, evaluator.name());
            add(sha, evaluator.version());
            evaluator.configuration().forEach((k, v) -> {
                add(sha, k);
                add(sha, v);
            });
            Prompt original = request.original();
            add(sha, request.text());
            add(sha, original.text());
            add(sha, original.context().orElse(""));
            add(sha, original.reference().orElse(""));
            add(sha, Integer.toString(request.replicate()));
            // what else an answer is checked against; nothing is added where there is nothing, so that older keys stay
            // valid
            original.metadata().forEach((k, v) -> {
                add(sha, k);
                add(sha, v);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The length goes first, so that no two lists of parts run together into the same bytes. */
    private static void add(MessageDigest sha, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) ':');
        sha.update(bytes);
    }
}
