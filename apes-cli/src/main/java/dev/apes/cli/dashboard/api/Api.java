package dev.apes.cli.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.SessionStateException;
import dev.apes.cli.dashboard.access.Login;
import dev.apes.cli.dashboard.access.Permission;
import dev.apes.cli.dashboard.web.EntityTag;
import dev.apes.cli.dashboard.web.Guard;
import dev.apes.cli.dashboard.web.Problem;
import dev.apes.persistence.Analytics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST interface: routes, permissions, entity tags, problems. Thread-safe. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String JSON = "application/json";
    private static final int LARGEST = 512 * 1024;

    private final Guard guard;
    private final Analytics analytics;
    private final Recent<Answer> answers = new Recent<>(System::nanoTime, answer -> answer.bytes().length <= LARGEST);
    private final Endpoints shown;
    private final List<Endpoint> endpoints = new ArrayList<>();

    /**
     * An answer.
     *
     * @param bytes JSON
     * @param tag entity tag
     */
    private record Answer(byte[] bytes, String tag) {}

    /**
     * What the program is.
     *
     * @param version of it
     * @param assets of its pages
     */
    public record Program(String version, String assets) {}

    /**
     * @param guard who lets in
     * @param analytics what is shown
     * @param controls what can be done
     * @param feed how commits are learnt of
     * @param anybody whether there is anybody to log in as
     * @param program what it is
     */
    public Api(
            Guard guard,
            Analytics analytics,
            Controls controls,
            Supplier<String> feed,
            BooleanSupplier anybody,
            Program program) {
        this.guard = guard;
        this.analytics = analytics;
        endpoints.addAll(account(anybody, program));
        shown = new Endpoints(analytics, controls, feed);
        endpoints.addAll(shown.all());
        JsonNode[] document = new JsonNode[1];
        endpoints.add(Endpoint.get(Endpoints.ROOT + "/openapi.json", "This document.", Object.class, ask -> document[0])
                .open());
        document[0] = OpenApi.document(endpoints, program.version());
    }

    /** Something was committed: what is known is no longer true. */
    public void committed() {
        answers.committed();
        shown.committed();
    }

    private List<Endpoint> account(BooleanSupplier anybody, Program program) {
        return List.of(
                Endpoint.get(
                                Endpoints.ROOT + "/me",
                                "Who asks, and what they may.",
                                Me.class,
                                ask -> me(ask.login(), guard.mustLogIn(ask.context()), anybody.getAsBoolean(), program))
                        .open(),
                Endpoint.post(Endpoints.ROOT + "/login", "Logs in; the answer sets a cookie.", Me.class, ask -> {
                            Login login =
                                    guard.logIn(ask.context(), ask.field("user", 64), ask.field("password", 1_000));
                            return me(login, false, true, program);
                        })
                        .taking(Map.of("user", "Name of the user.", "password", "Password or token."))
                        .open(),
                Endpoint.post(Endpoints.ROOT + "/logout", "Logs out.", void.class, ask -> {
                            guard.logOut(ask.context());
                            return null;
                        })
                        .open());
    }

    private static Me me(Login login, boolean mustLogIn, boolean mayLogIn, Program program) {
        return new Me(
                login.user().name(),
                login.user().role(),
                mustLogIn
                        ? List.of()
                        : Arrays.stream(Permission.values()).filter(login::may).toList(),
                login.csrf(),
                mayLogIn,
                mustLogIn,
                program.version(),
                program.assets());
    }

    /** @param routes where to add the endpoints */
    public void mount(RoutesConfig routes) {
        for (Endpoint endpoint : endpoints) {
            HandlerType method = endpoint.method().equals("GET") ? HandlerType.GET : HandlerType.POST;
            routes.addHttpHandler(method, endpoint.path(), context -> answer(endpoint, context));
        }
        routes.exception(Problem.class, (problem, context) -> tell(context, problem));
        routes.exception(
                InvalidInputException.class,
                (e, context) -> tell(context, new Problem(400, "Bad request", e.getMessage())));
        routes.exception(
                SessionStateException.class,
                (e, context) -> tell(context, new Problem(409, "Conflict", e.getMessage())));
        routes.exception(ApesException.class, (e, context) -> {
            LOG.debug("{} {}", context.method(), context.path(), e);
            tell(context, new Problem(503, "The database does not answer", e.getMessage()));
        });
        routes.exception(HttpResponseException.class, (e, context) -> tell(context, ofHttp(e)));
        routes.exception(Exception.class, (e, context) -> {
            LOG.warn("{} {} failed", context.method(), context.path(), e);
            tell(context, new Problem(500, "Internal error", "Please report it; the server's log (-v) says more."));
        });
    }

    private static Problem ofHttp(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> Problem.notFound("page; GET /api/v1/openapi.json lists what there is, and this");
            case 413 -> new Problem(413, "Too large", "A request's body may have 16 kB at most.");
            default ->
                new Problem(
                        e.getStatus(),
                        "Refused",
                        Optional.ofNullable(e.getMessage()).orElse("Refused"));
        };
    }

    private void answer(Endpoint endpoint, Context context) {
        endpoint.permission().ifPresent(permission -> require(permission, context));
        Ask ask = new Ask(context);
        if (!endpoint.cached()) {
            Object answer = endpoint.action().answer(ask);
            context.header("Cache-Control", "no-store");
            if (endpoint.method().equals("POST")) {
                committed();
            }
            if (answer == null) {
                context.status(endpoint.status());
            } else {
                context.contentType(JSON).result(ApiJson.bytes(answer));
            }
            return;
        }
        String query = Optional.ofNullable(context.queryString()).orElse("");
        Answer answer = answers.get(context.path() + "?" + query, () -> {
            byte[] bytes =
                    ApiJson.bytes(analytics.together(() -> endpoint.action().answer(ask)));
            return new Answer(bytes, EntityTag.of(bytes));
        });
        context.header("Cache-Control", "private, no-cache");
        context.header("ETag", answer.tag());
        if (EntityTag.known(answer.tag(), context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType(JSON).result(answer.bytes());
        }
    }

    private void require(Permission permission, Context context) {
        if (guard.mustLogIn(context)) {
            throw new Problem(401, "Not logged in", "Log in first: POST /api/v1/login.");
        }
        Login login = Guard.login(context);
        if (!login.may(permission)) {
            throw Problem.forbidden("The role " + login.user().role().text() + " may not do that"
                    + (login.known() ? "." : "; log in as somebody who may."));
        }
    }

    private static void tell(Context context, Problem problem) {
        context.status(problem.status());
        context.header("Cache-Control", "no-store");
        context.contentType("application/problem+json");
        context.result(ApiJson.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.getMessage())));
    }
}
