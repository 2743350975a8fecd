package dev.apes.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.TrainedDatabase;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.User;
import dev.apes.cli.dashboard.access.UserFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a server, by HTTP and WebSocket, about sessions that were really trained. */
class DashboardTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    static Path folder;

    private static TrainedDatabase database;
    private static UserFile users;
    private static Dashboard dashboard;
    private static Asking asking;

    @BeforeAll
    static void serve() throws Exception {
        database = TrainedDatabase.shared();
        users = new UserFile(folder.resolve("users"));
        users.put(new User("olga", Role.OPERATOR), PASSWORD.toCharArray());
        users.put(new User("vic", Role.MANAGER), PASSWORD.toCharArray());
        dashboard = Dashboard.start(DashboardConfig.local(users).onPort(0), database.config());
        asking = new Asking(dashboard);
    }

    @AfterAll
    static void end() {
        dashboard.close();
        database.endTraining();
    }

    @Test
    void theDocumentAndTheRoutesAndTheAnswersAreAllTheSame() throws Exception {
        JsonNode document = asking.json("/openapi.json");
        SchemaCheck check = new SchemaCheck(document);
        Set<String> documented = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                documented.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                if (method.getKey().equals("get")) {
                    problems.addAll(walk(check, path.getKey(), method.getValue()));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(documented).isEqualTo(new TreeSet<>(dashboard.routes())).hasSizeGreaterThan(20);
    }

    private static List<String> walk(SchemaCheck check, String path, JsonNode operation) throws Exception {
        String query = path.endsWith("/comparison") ? "?ids=" + String.join(",", database.sessions()) : "";
        HttpResponse<String> answer =
                asking.get(path.replace("{session}", database.sessions().get(0))
                                .replace("{iteration}", "1")
                                .replace("{rule}", "limit")
                                .replace(
                                        "{fingerprint}",
                                        database.column("SELECT fingerprint FROM training_prompts LIMIT 1")
                                                .get(0))
                        + query);
        if (answer.statusCode() != 200) {
            return List.of(path + ": " + answer.statusCode() + " " + answer.body());
        }
        JsonNode schema =
                operation.at("/responses/200/content").path("application/json").path("schema");
        return check.problems(schema, Asking.JSON.readTree(answer.body()), path);
    }

    @Test
    void figuresAreThoseOfTheDatabase() throws Exception {
        String id = database.sessions().get(1);
        JsonNode session = asking.json("/sessions/" + id).path("session");
        assertThat(session.at("/figures/iterations").asText())
                .isEqualTo(database.column("SELECT count(*) FROM training_iterations WHERE session_id = '" + id + "'")
                        .get(0));
        assertThat(session.at("/figures/holdout/atEnd").asText())
                .isEqualTo(database.column("SELECT end_report -> 'holdout' ->> 'atEnd' FROM improvement_sessions"
                                + " WHERE session_id = '" + id + "'")
                        .get(0));
        JsonNode overview = asking.json("/overview?days=1");
        assertThat(overview.path("kpis")).hasSize(5);
        String success = database.column(
                        "SELECT 100.0 * avg(((end_report -> 'holdout' ->> 'low')::double precision > 0)::int)"
                                + " FROM improvement_sessions WHERE end_report -> 'holdout' ->> 'low' IS NOT NULL")
                .get(0);
        assertThat(overview.at("/kpis/3/name").asText()).isEqualTo("success_rate");
        assertThat(overview.at("/kpis/3/value").asDouble())
                .isCloseTo(Double.parseDouble(success), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(asking.json("/sessions/" + id + "/iterations?size=1&after=1")
                        .at("/items/0/evaluatorCalls")
                        .asText())
                .isEqualTo(database.column("SELECT evaluator_calls FROM training_iterations WHERE session_id = '" + id
                                + "' AND iteration = 2")
                        .get(0));
    }

    @Test
    void whatStatisticsSayIsToldWithTheirIntervals() throws Exception {
        // with one rule there are no pairs within a prompt, so that these sessions have no accuracy of their own
        database.update(
                "UPDATE training_iterations SET performance_metrics = jsonb_set(performance_metrics, '{modelAccuracy}',"
                        + " to_jsonb(0.6 + iteration * 0.01)) WHERE session_id = ?",
                database.sessions().get(0));
        JsonNode bought = asking.json("/effectiveness");
        assertThat(bought.path("iterations").asInt()).isPositive();
        double gained = 0;
        for (JsonNode strategy : bought.path("strategies")) {
            gained += strategy.path("gained").asDouble();
        }
        double changed = 0;
        for (JsonNode use : asking.json("/strategies?most=500")) {
            changed += use.path("scoreChange").asDouble();
        }
        assertThat(gained).isCloseTo(changed, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(asking.json("/influences").path("sessions").asInt())
                .isEqualTo(Integer.parseInt(
                        database.column("SELECT count(*) FROM training_session_figures WHERE holdout_low IS NOT NULL")
                                .get(0)));
        database.update(
                "INSERT INTO rule_parameter_history (rule_id, kind, before_parameters, after_parameters) VALUES"
                        + " ('hunting', 'promotion', '{\"n\": 3}', '{\"n\": 5}'), ('hunting', 'rollback', '{\"n\": 5}', '{\"n\": 3}')");
        JsonNode course = asking.json("/rules/hunting/course");
        assertThat(course).hasSize(1);
        assertThat(course.at("/0/points").findValuesAsText("value")).containsExactly("3", "5", "3");
        assertThat(course.at("/0/points/0/at").isNull()).isTrue();
        assertThat(course.at("/0/points/2/kind").asText()).isEqualTo("rollback");
        assertThat(course.at("/0/reversals").asInt()).isEqualTo(1);
    }

    @Test
    void listsComeByThePageAndCanBeSearched() throws Exception {
        List<String> seen = new ArrayList<>();
        JsonNode page = asking.json("/sessions?size=1");
        while (!page.path("next").isNull()) {
            seen.add(page.at("/items/0/id").asText());
            page = asking.json("/sessions?size=1&after=" + page.path("next").asText());
        }
        seen.add(page.at("/items/0/id").asText());
        assertThat(seen)
                .isEqualTo(database.column("SELECT session_id FROM improvement_sessions"
                        + " WHERE session_type = 'continuous_training' ORDER BY begun_at DESC"));
        assertThat(asking.json("/sessions?q=" + database.sessions().get(0).substring(0, 13))
                        .path("items"))
                .hasSize(1);
        assertThat(asking.json("/sessions?q=%27%20OR%201%3D1%20--").path("items"))
                .isEmpty();
        assertThat(asking.json("/sessions?state=failed,crashed").path("items")).isEmpty();
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String path = "/api/v1/sessions/" + database.sessions().get(0) + "/iterations";
        HttpResponse<String> first = asking.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = asking.get(path, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(asking.get(path + "?size=1", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void problemsAreTold() throws Exception {
        Map<String, Integer> asked = Map.of(
                "/api/v1/sessions/none", 404,
                "/api/v1/sessions/none/iterations", 404,
                "/api/v1/sessions?size=0", 400,
                "/api/v1/sessions?size=many", 400,
                "/api/v1/sessions?after=x", 400,
                "/api/v1/sessions?state=tired", 400,
                "/api/v1/comparison?ids=one", 400,
                "/api/v1/nothing", 404,
                "/nothing", 404);
        for (Map.Entry<String, Integer> each : asked.entrySet()) {
            HttpResponse<String> answer = asking.get(each.getKey());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(each.getValue());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(each.getKey())
                    .contains("application/problem+json");
            JsonNode problem = Asking.JSON.readTree(answer.body());
            assertThat(problem.path("status").asInt()).isEqualTo(each.getValue());
            assertThat(problem.path("detail").asText()).isNotBlank().doesNotContain("Exception");
        }
        assertThat(asking.send("DELETE", "/api/v1/sessions", "").statusCode()).isEqualTo(405);
    }

    @Test
    void everyAnswerIsGuardedAndNoPathLeadsOut() throws Exception {
        for (String path : List.of("/", "/assets/main.js", "/api/v1/me", "/nothing")) {
            Map<String, List<String>> headers = asking.get(path).headers().map();
            assertThat(headers.get("content-security-policy").get(0))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
            assertThat(headers).doesNotContainKey("server");
        }
        for (String path : List.of(
                "/assets/../index.html",
                "/assets/%2e%2e/%2e%2e/pom.xml",
                "/assets/..%2f..%2fetc/passwd",
                "//etc/passwd",
                "/assets/pages/..\\main.js",
                "/META-INF/MANIFEST.MF",
                "/assets/")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 4\\d\\d .*");
        }
    }

    @Test
    void theFirstPageIsSmall() throws Exception {
        int bytes = 0;
        Set<String> loaded = new TreeSet<>(List.of("/"));
        List<String> open = new ArrayList<>(loaded);
        while (!open.isEmpty()) {
            String path = open.remove(0);
            String page = asking.get(path).body();
            bytes += transferred(path);
            String folderOf = path.substring(0, path.lastIndexOf('/') + 1);
            java.util.regex.Matcher links = java.util.regex.Pattern.compile("(?:src=|href=|from )\"([^\"#]+)\"")
                    .matcher(page);
            while (!path.endsWith(".min.js") && links.find()) {
                String next = URI.create(folderOf).resolve(links.group(1)).toString();
                if (loaded.add(next)) {
                    open.add(next);
                }
            }
        }
        assertThat(loaded)
                .contains("/assets/chart.umd.min.js", "/assets/pages/overview.js")
                .allMatch(p -> p.startsWith("/"));
        assertThat(bytes).isBetween(50_000, 300_000);
    }

    private static int transferred(String path) throws Exception {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
                .length();
    }

    @Test
    void othersSitesAndForeignNamesAreRefused() throws Exception {
        String path = "/api/v1/login";
        assertThat(asking.post(path, "{}", "Content-Type", "application/json", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(asking.post(path, "{}", "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(asking.post(path, "user=a", "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);
        assertThat(raw("GET /api/v1/sessions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(asking.post(path, "{\"user\":\"" + "a".repeat(40_000) + "\"}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void onlyOperatorsChangeAnythingAndOnlyFromOurPages() throws Exception {
        String stop = "/api/v1/sessions/" + database.sessions().get(0) + "/stop";
        assertThat(asking.post(stop, "").statusCode()).isEqualTo(403);

        Asking.Entered vic = asking.enter("vic", PASSWORD);
        assertThat(asking.post(stop, "", "Cookie", vic.cookie(), "X-CSRF-Token", vic.csrf())
                        .statusCode())
                .isEqualTo(403);
        assertThat(asking.get("/api/v1/sessions/" + database.sessions().get(0) + "/prompts", "Cookie", vic.cookie())
                        .statusCode())
                .isEqualTo(403);

        Asking.Entered olga = asking.enter("olga", PASSWORD);
        assertThat(olga.set()).contains("HttpOnly", "SameSite=Strict");
        assertThat(asking.post(stop, "", "Cookie", olga.cookie()).statusCode()).isEqualTo(403);
        HttpResponse<String> ended = asking.post(stop, "", "Cookie", olga.cookie(), "X-CSRF-Token", olga.csrf());
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(ended.body()).contains("has already ended as completed");

        asking.post("/api/v1/logout", "", "Cookie", olga.cookie(), "X-CSRF-Token", olga.csrf());
        assertThat(asking.post(stop, "", "Cookie", olga.cookie(), "X-CSRF-Token", olga.csrf())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anOperatorTakesAPromotionBack() throws Exception {
        database.update("UPDATE rule_metadata SET default_parameters = '{\"sentences\": 5}' WHERE rule_id = 'limit'");
        database.update("INSERT INTO rule_parameter_history (rule_id, kind, session_id, iteration, before_parameters,"
                + " after_parameters, effect, effect_low, effect_high, standardized_effect, p_value, alpha, prompts)"
                + " VALUES ('limit', 'promotion', '" + database.sessions().get(0) + "', 2, '{\"sentences\": 3}',"
                + " '{\"sentences\": 5}', 0.1, 0.05, 0.15, 0.4, 0.001, 0.01, 48) ON CONFLICT DO NOTHING");
        String bearer = "Bearer olga:" + PASSWORD;
        String path = "/api/v1/sessions/" + database.sessions().get(0) + "/iterations/2/promotions/limit/rollback";

        HttpResponse<String> done = asking.post(path, "", "Authorization", bearer);

        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        assertThat(asking.json("/changes?rule=limit").at("/items/0/kind").asText())
                .isEqualTo("rollback");
        assertThat(asking.json("/rules/limit").at("/rule/parameters/sentences").asInt())
                .isEqualTo(3);
        assertThat(asking.post(path, "", "Authorization", bearer).statusCode()).isEqualTo(409);
    }

    @Test
    void committedIterationsAreHeardByThosePagesThatMay() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        assertThatThrownBy(() -> listen(dashboard, "https://evil.example", heard))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        WebSocket socket = listen(dashboard, dashboard.url().replaceAll("/$", ""), heard);
        await(heard, "\"state\":\"listening\"");

        database.train();
        await(heard, "\"kind\":\"iteration\"");
        assertThat(asking.json("/sessions?state=running")
                        .at("/items/0/figures/iterations")
                        .asInt())
                .isPositive();
        String running =
                asking.json("/sessions?state=running").at("/items/0/id").asText();
        assertThat(asking.post("/api/v1/sessions/" + running + "/stop", "", "Authorization", "Bearer olga:" + PASSWORD)
                        .statusCode())
                .isEqualTo(204);
        assertThat(database.trainingHasEnded(60_000)).isTrue();
        assertThat(asking.json("/sessions/" + running).at("/session/condition").asText())
                .isIn("interrupted", "completed");
        socket.abort();
    }

    @Test
    void aProcessThatIsGoneBecomesAnAlertThoughNobodyTrains() throws Exception {
        String id = database.sessions().get(0);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = listen(dashboard, dashboard.url().replaceAll("/$", ""), heard);
        database.update(
                "UPDATE improvement_sessions SET status = 'running', lease_host = 'gone', lease_pid = 1,"
                        + " heartbeat_at = now() - interval '10 minutes' WHERE session_id = ?",
                id);
        try {
            await(heard, "\"kind\":\"alert\"");
            JsonNode alert = asking.json("/alerts?open=true").at("/items/0");
            assertThat(alert.path("kind").asText()).isEqualTo("lost_heartbeat");
            assertThat(alert.path("severity").asText()).isEqualTo("critical");
            assertThat(alert.path("session").asText()).isEqualTo(id);
            assertThat(alert.at("/figures/seconds").asDouble()).isBetween(600.0, 900.0);
            assertThat(asking.json("/overview").at("/alerts/0/kind").asText()).isEqualTo("lost_heartbeat");
        } finally {
            database.update(
                    "UPDATE improvement_sessions SET status = 'completed', lease_host = NULL, lease_pid = NULL"
                            + " WHERE session_id = ?",
                    id);
            database.update("UPDATE training_alerts SET cleared_at = now()");
            socket.abort();
        }
    }

    /** Other news may come between. */
    private static void await(BlockingQueue<String> heard, String part) throws InterruptedException {
        int beats = 0;
        for (int i = 0; i < 1_000; i++) {
            String message =
                    Optional.ofNullable(heard.poll(60, TimeUnit.SECONDS)).orElseThrow();
            if (message.contains(part)) {
                return;
            }
            // a machine that is busy elsewhere may take longer than a beat for an iteration
            beats += message.equals("{\"kind\":\"beat\"}") ? 1 : 0;
            assertThat(beats).as("beats without " + part).isLessThan(15);
        }
        throw new AssertionError("never heard " + part);
    }

    private static WebSocket listen(Dashboard to, String origin, BlockingQueue<String> heard) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create(to.url().replaceFirst("^http", "ws") + "api/v1/live"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        socket.request(1);
                        return null;
                    }
                })
                .join();
    }

    @Test
    void passwordsCannotBeTriedOut() throws Exception {
        // by a clock that stands still: hashing takes its time on a busy machine, and attempts come back with time
        DashboardConfig still = new DashboardConfig(
                "127.0.0.1",
                0,
                users,
                Role.ANALYST,
                Optional.empty(),
                "",
                false,
                "test",
                Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));
        try (Dashboard other = Dashboard.start(still, database.config())) {
            Asking guessing = new Asking(other);
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                answers.add(guessing.post(
                                "/api/v1/login",
                                "{\"user\":\"olga\",\"password\":\"guess " + i + "\"}",
                                "Content-Type",
                                "application/json")
                        .statusCode());
            }
            assertThat(answers).startsWith(401, 401, 401, 401).endsWith(429);
        }
    }

    @Test
    void otherMachinesMustLogInAndBeEncrypted() throws Exception {
        UserFile nobody = new UserFile(folder.resolve("nobody"));
        assertThatThrownBy(() -> outside(nobody, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--add-user");
        assertThatThrownBy(() -> outside(users, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--keystore");
        try (Dashboard other = Dashboard.start(outside(users, true), database.config())) {
            Asking stranger = new Asking(other);
            assertThat(stranger.get("/").statusCode()).isEqualTo(200);
            assertThat(stranger.get("/api/v1/sessions").statusCode()).isEqualTo(401);
            assertThat(stranger.get("/api/v1/me").body()).contains("\"mustLogIn\":true", "\"permissions\":[]");
            assertThatThrownBy(() -> listen(other, other.url().replaceAll("/$", ""), new LinkedBlockingQueue<>()))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(stranger.get("/api/v1/sessions", "Authorization", "Bearer vic:" + PASSWORD)
                            .statusCode())
                    .isEqualTo(200);
            users.put(new User("leaver", Role.ANALYST), PASSWORD.toCharArray());
            assertThat(stranger.get("/api/v1/sessions", "Authorization", "Bearer leaver:wrong password")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static DashboardConfig outside(UserFile who, boolean plainHttp) {
        return new DashboardConfig(
                "0.0.0.0", 0, who, Role.ANALYST, Optional.empty(), "", plainHttp, "test", Clock.systemUTC());
    }

    @Test
    void aTakenPortIsSaidAndNothingStaysBehind() throws Exception {
        Set<String> before = threads();
        assertThatThrownBy(
                        () -> Dashboard.start(DashboardConfig.local(users).onPort(dashboard.port()), database.config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--port " + dashboard.port())
                .hasMessageContaining("another program has it");
        Dashboard other = Dashboard.start(DashboardConfig.local(users).onPort(0), database.config());
        new Asking(other).get("/api/v1/overview");
        other.close();
        other.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread.getName() + thread.getId())
                    && thread.getName().matches("apes.*|.*[Jj]etty.*|qtp.*|.*Hikari.*")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(t -> t.getName() + t.getId())
                .collect(Collectors.toSet());
    }

    /** What a well-behaved client would not send. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", dashboard.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
