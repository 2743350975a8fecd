package dev.apes.cli.alert;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.engine.analytics.Alert;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends an alert as JSON to an address: {@code {"kind", "severity", "session", "message", "figures"}}, where {@code session} is null for
 * the machine. Waits at most five seconds, follows no redirect.
 */
public final class Webhook {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;

    /**
     * @param address with {@code http} or {@code https}
     * @param setting where it was given, for errors
     * @throws InvalidInputException if it is none
     */
    public Webhook(String address, String setting) {
        try {
            this.address = URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            throw refused(setting, e);
        }
        String scheme = String.valueOf(this.address.getScheme());
        if (!scheme.matches("(?i)https?") || this.address.getHost() == null) {
            throw refused(setting, null);
        }
    }

    /** Without the value: an address often holds a secret. */
    private static InvalidInputException refused(String setting, Exception cause) {
        return new InvalidInputException(setting, "must be an address like https://example.org/hook", cause);
    }

    /**
     * @param alert what to send
     * @param session whom it concerns; empty for the machine
     * @return why it did not get there; empty if it did
     */
    public Optional<String> send(Alert alert, Optional<String> session) {
        ObjectNode body = new JsonMapper()
                .createObjectNode()
                .put("kind", alert.kind())
                .put("severity", alert.severity().code())
                .put("session", session.orElse(null))
                .put("message", alert.message());
        ObjectNode figures = body.putObject("figures");
        alert.figures().forEach(figures::put);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        try {
            int status = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("it answered with status " + status);
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the training ended before it answered");
        }
    }
}
