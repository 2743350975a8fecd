package dev.apes.engine.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on this machine that speaks OpenAI's chat protocol, well or badly. */
final class ChatServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Function<Asked, Reply> manner;
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What was asked, the last turn first in interest. */
    record Asked(JsonNode body, String text, String authorization, int number) {}

    /** What goes over the wire. */
    record Reply(int status, String body, Map<String, String> headers, boolean hangs) {
        static Reply of(int status, String body, Map<String, String> headers) {
            return new Reply(status, body, headers, false);
        }

        static Reply said(String text) {
            return said(text, "stop");
        }

        static Reply said(String text, String finish) {
            return of(
                    200,
                    JSON.createObjectNode()
                            .put("id", "1")
                            .put("model", "m")
                            .set(
                                    "choices",
                                    JSON.createArrayNode()
                                            .add(JSON.createObjectNode()
                                                    .put("index", 0)
                                                    .put("finish_reason", finish)
                                                    .set(
                                                            "message",
                                                            JSON.createObjectNode()
                                                                    .put("role", "assistant")
                                                                    .put("content", text))))
                            .toString()
                            .replaceFirst(
                                    "}$",
                                    ",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110}}"),
                    Map.of());
        }

        static Reply hanging() {
            return new Reply(200, "", Map.of(), true);
        }
    }

    ChatServer(Function<Asked, Reply> manner) throws IOException {
        this.manner = manner;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void behave(Function<Asked, Reply> other) {
        manner = other;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            JsonNode messages = body.get("messages");
            Asked question;
            synchronized (asked) {
                question = new Asked(
                        body,
                        messages.get(messages.size() - 1).get("content").asText(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        asked.size());
                asked.add(question);
            }
            Reply reply = manner.apply(question);
            if (reply.hangs()) {
                closing.await();
                return;
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The text between two tags of the judge's prompt. */
    static String between(String text, String tag) {
        int start = text.indexOf("<" + tag + ">\n") + tag.length() + 3;
        return text.substring(start, text.indexOf("\n</" + tag + ">", start));
    }

    static Reply verdict(String better) {
        try {
            return Reply.said(JSON.writeValueAsString(Map.of("reason", "r", "better", better, "margin", "clear")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A judge whose taste is a number of each text; equal numbers tie. */
    static Function<Asked, Reply> judging(Function<String, Integer> taste) {
        return q -> {
            int first = taste.apply(between(q.text(), "first_request"));
            int second = taste.apply(between(q.text(), "second_request"));
            return verdict(first > second ? "first" : first < second ? "second" : "tie");
        };
    }
}
