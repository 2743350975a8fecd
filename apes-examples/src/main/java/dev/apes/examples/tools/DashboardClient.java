package dev.apes.examples.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a dashboard as browsers do: compressed, over connections that are kept. Thread-safe. */
final class DashboardClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI root;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DashboardClient(String url) {
        root = URI.create(url);
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param bytes of the body, as sent
     * @param millis from the request to the last byte
     */
    record Answer(int status, int bytes, double millis) {}

    Answer ask(String path) {
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = send(path, true);
        return new Answer(answer.statusCode(), answer.body().length, (System.nanoTime() - begun) / 1e6);
    }

    String text(String path) {
        HttpResponse<byte[]> answer = send(path, false);
        String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("GET " + path + ": " + answer.statusCode() + " " + body);
        }
        return body;
    }

    JsonNode json(String path) {
        try {
            return JSON.readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> send(String path, boolean compressed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(60));
        if (compressed) {
            request.header("Accept-Encoding", "gzip");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path + " at " + root, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
