package dev.apes.engine.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to the endpoint: the JDK's client, because the library's own keeps {@code Retry-After} to itself and its time limit ends with
 * the headers, so that a body that trickles in holds a caller for ever. Thread-safe.
 */
final class TimedHttp implements HttpClient {
    private static final int EXCERPT = 300;

    private final ClientOnDemand client;
    private final Duration limit;
    private final String secret;

    private TimedHttp(ClientOnDemand client, Duration limit, String secret) {
        this.client = client;
        this.limit = limit;
        this.secret = secret;
    }

    private static java.net.http.HttpClient.Builder settings(Duration limit) {
        // servers of models speak 1.1; some trip over the offer of more
        return java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<String> response;
        ChatPort.Held open = client.hold();
        try {
            response = send(request);
        } finally {
            open.close();
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(response);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        java.net.http.HttpRequest.Builder ours = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> ours.header(name, value)));
        ours.method(
                request.method().name(),
                request.body() == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        CompletableFuture<HttpResponse<String>> sent =
                client.client().sendAsync(ours.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw failed("no answer within " + limit.toMillis() + " ms (-E timeout)", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new dev.apes.api.error.CancelledException("interrupted while waiting for a model's answer");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String what = cause instanceof IOException && cause.getMessage() == null
                    ? "can't connect"
                    : String.valueOf(cause.getMessage());
            throw failed(cause.getClass().getSimpleName() + ": " + what, cause);
        }
    }

    private static EndpointException failed(String message, Throwable cause) {
        return new EndpointException(EndpointException.Kind.TRANSIENT, message, Optional.empty(), cause);
    }

    private EndpointException refusal(HttpResponse<String> response) {
        int status = response.statusCode();
        String body = response.body().strip();
        if (!secret.isEmpty()) {
            body = body.replace(secret, "***");
        }
        String message = "HTTP " + status
                + (body.isEmpty()
                        ? ""
                        : ": "
                                + (body.length() > EXCERPT ? body.substring(0, EXCERPT) + "…" : body)
                                        .replace('\n', ' '));
        EndpointException.Kind kind = switch (status) {
            case 429 ->
                body.contains("insufficient_quota")
                        ? EndpointException.Kind.FATAL
                        : EndpointException.Kind.RATE_LIMITED;
            case 408, 409, 425 -> EndpointException.Kind.TRANSIENT;
            default -> status >= 500 ? EndpointException.Kind.TRANSIENT : EndpointException.Kind.FATAL;
        };
        return new EndpointException(kind, message + hint(status), retryAfter(response), null);
    }

    private static String hint(int status) {
        return switch (status) {
            case 400, 422 ->
                "; maybe the model does not take a setting: try -E structured=none or -E temperature=default";
            case 401, 403 -> "; set the key in the environment variable APES_LLM_API_KEY or OPENAI_API_KEY";
            case 404 -> "; check -E url (it ends before /chat/completions) and -E model";
            default -> "";
        };
    }

    /** Seconds, or a date; the latter is read against the server's own clock, of which the answer tells. */
    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        Optional<String> value = response.headers().firstValue("Retry-After").map(String::strip);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(value.get());
            return seconds >= 0 && seconds < 1e9
                    ? Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException aDate) {
            try {
                DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
                return response.headers()
                        .firstValue("Date")
                        .map(now -> Duration.between(
                                ZonedDateTime.parse(now, format), ZonedDateTime.parse(value.get(), format)))
                        .filter(d -> !d.isNegative());
            } catch (DateTimeParseException neither) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed here");
    }

    /** What LangChain4j wants to be given. Its time limits are ours already. */
    static final class Builder implements HttpClientBuilder {
        private final Duration limit;
        private final String secret;
        private final ClientOnDemand client;

        Builder(Duration limit, String secret) {
            this.limit = limit;
            this.secret = secret;
            client = new ClientOnDemand(() -> settings(limit));
        }

        /** {@return keeps the client open until it is closed} */
        ChatPort.Held hold() {
            return client.hold();
        }

        @Override
        public Duration connectTimeout() {
            return limit;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration value) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return limit;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration value) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new TimedHttp(client, limit, secret);
        }
    }
}
