package dev.apes.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how long {@code improve_prompt} takes for prompts of 500 words, as a client over HTTP sees it. The server runs already and is
 * named by its address:
 *
 * <pre>apes-examples/mcp-server/run bench http://127.0.0.1:8080/mcp [CALLS]</pre>
 */
public final class LatencyBenchmark {
    private static final int WORDS = 500;
    private static final int WARM_UP = 300;
    private static final String[] SENTENCES = {
        "The warehouse in Rotterdam holds about 4,200 pallets of tea, coffee and cocoa.",
        "Maybe compare the costs of the last three quarters, and say which of them stand out.",
        "Our customers complain that deliveries arrive late when the harbour is closed by fog.",
        "Write for a reader who knows logistics but has never seen this contract.",
        "It should be kind of short, and it must name every deadline between 3 May and 30 June.",
        "Keep the table of prices as it is, since it was agreed with the supplier.",
        "If two of the suppliers offer the same price, prefer the one that is nearer.",
    };

    private LatencyBenchmark() {}

    /**
     * @param args address, and number of calls, 1,000 by default
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.err.println("usage: run bench URL [CALLS]");
            System.exit(2);
        }
        URI server = URI.create(args[0]);
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        try (McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(server.getScheme() + "://" + server.getAuthority())
                                .endpoint(server.getPath())
                                .build())
                .build()) {
            client.initialize();
            for (int i = 0; i < WARM_UP; i++) {
                millis(client, prompt(-1 - i));
            }
            double[] times = new double[calls];
            for (int i = 0; i < calls; i++) {
                times[i] = millis(client, prompt(i));
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "improve_prompt, %d words, %d calls one after the other: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                    WORDS,
                    calls,
                    times[calls / 2],
                    times[(int) (calls * 0.95)],
                    times[(int) (calls * 0.99)]);
        }
    }

    private static double millis(McpSyncClient client, String prompt) {
        long start = System.nanoTime();
        McpSchema.CallToolResult answer = client.callTool(McpSchema.CallToolRequest.builder("improve_prompt")
                .arguments(Map.of("prompt", prompt))
                .build());
        double millis = (System.nanoTime() - start) / 1e6;
        if (Boolean.TRUE.equals(answer.isError())) {
            throw new IllegalStateException("the server answered " + answer);
        }
        return millis;
    }

    /** No two alike, so that nothing remembered helps. */
    private static String prompt(int number) {
        StringBuilder text =
                new StringBuilder("Draft a report on order ").append(number).append('.');
        int words = 6;
        for (int i = 0; words < WORDS; i++) {
            String sentence =
                    SENTENCES[Math.floorMod(number * 31 + i * (1 + Math.floorMod(number, 5)), SENTENCES.length)];
            text.append(' ').append(sentence);
            words += sentence.split(" ").length;
        }
        return text.toString();
    }
}
