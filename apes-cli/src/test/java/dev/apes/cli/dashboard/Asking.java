package dev.apes.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a dashboard as a program does. */
final class Asking {
    static final ObjectMapper JSON = new ObjectMapper();

    private final String root;
    private final HttpClient client;

    Asking(Dashboard dashboard) {
        this(dashboard.url().replaceAll("/$", ""), HttpClient.newHttpClient());
    }

    Asking(String root, HttpClient client) {
        this.root = root;
        this.client = client;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1" + path).body());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Logs in. */
    Entered enter(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/api/v1/login",
                JSON.createObjectNode()
                        .put("user", user)
                        .put("password", password)
                        .toString(),
                "Content-Type",
                "application/json");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new Entered(
                cookie,
                cookie.substring(0, cookie.indexOf(';')),
                JSON.readTree(answer.body()).path("csrf").asText());
    }

    /**
     * Somebody who has logged in.
     *
     * @param set the whole header that sets the cookie
     * @param cookie what is to be sent back
     * @param csrf what changes must carry
     */
    record Entered(String set, String cookie, String csrf) {}
}
