package dev.apes.cli.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.SessionId;
import dev.apes.cli.dashboard.access.Login;
import dev.apes.cli.dashboard.web.Guard;
import dev.apes.cli.dashboard.web.Problem;
import dev.apes.persistence.query.PageRequest;
import io.javalin.http.Context;
import java.util.Optional;

/** A request, as its endpoint asks it for parameters. What can't be used ends as a {@link Problem} that names it. */
final class Ask {
    private static final int LONGEST = 300;
    private static final int PAGE = 25;
    private static final int LARGEST_PAGE = 200;

    private final Context context;
    private JsonNode body;

    Ask(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    Login login() {
        return Guard.login(context);
    }

    SessionId session() {
        try {
            return new SessionId(path("session"));
        } catch (RuntimeException e) {
            throw Problem.notFound("session");
        }
    }

    String path(String name) {
        return context.pathParam(name);
    }

    int pathNumber(String name) {
        return number(name, path(name), 1, Integer.MAX_VALUE);
    }

    Optional<String> text(String name) {
        return text(name, LONGEST);
    }

    Optional<String> text(String name, int longest) {
        Optional<String> value = Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
        value.filter(text -> text.length() > longest).ifPresent(text -> {
            throw Problem.bad(name, "may have " + longest + " characters at most");
        });
        return value;
    }

    int number(String name, int otherwise, int least, int most) {
        return text(name).map(text -> number(name, text, least, most)).orElse(otherwise);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Problem.bad(name, "must be a whole number from " + least + " to " + most);
        }
        throw Problem.bad(name, "must be from " + least + " to " + most);
    }

    boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Problem.bad(name, "must be true or false");
                })
                .orElse(false);
    }

    PageRequest page() {
        return new PageRequest(number("size", PAGE, 1, LARGEST_PAGE), text("after"));
    }

    /** A text of the body, which must be a JSON object. */
    String field(String name, int longest) {
        JsonNode value = body().path(name);
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > longest) {
            throw Problem.bad(name, "must be a text of 1 to " + longest + " characters");
        }
        return value.textValue();
    }

    JsonNode body() {
        if (body == null) {
            if (!Optional.ofNullable(context.contentType()).orElse("").startsWith("application/json")) {
                throw new Problem(415, "Unsupported media type", "Send the body as application/json.");
            }
            try {
                body = ApiJson.read(context.bodyAsBytes());
            } catch (IllegalArgumentException e) {
                throw Problem.bad("body", e.getMessage());
            }
            if (!body.isObject()) {
                throw Problem.bad("body", "must be a JSON object");
            }
        }
        return body;
    }
}
