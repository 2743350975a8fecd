package dev.apes.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingEngine;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.LiveEnhancer;
import dev.apes.persistence.testing.TestDatabase;
import dev.apes.spring.demo.DemoApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The demo as its users meet it: over HTTP, on a real PostgreSQL. */
class DemoApplicationTest {
    private TestDatabase database;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void begin() {
        database = TestDatabase.create();
    }

    @AfterEach
    void end() {
        if (application != null) {
            application.close();
        }
        database.close();
    }

    private void start() {
        start(DemoApplication.class);
    }

    private void start(Class<?> source, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                // the tests look themselves
                "--apes.refresh=1h",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn"));
        args.addAll(List.of(more));
        application = new SpringApplicationBuilder(source).run(args.toArray(String[]::new));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)).build(), 200);
    }

    private String post(String path, String json, int status) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                status);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
    }

    private static String send(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private JdbcTemplate sql() {
        return application.getBean(JdbcTemplate.class);
    }

    private static String prompts() {
        List<String> prompts = new ArrayList<>();
        for (String wish : List.of("Write a letter about", "Explain", "Plan a day around", "Compare two kinds of")) {
            for (String thing : List.of("tomatoes", "tax returns", "a bicycle", "sorting numbers", "sleep")) {
                for (String end : List.of(" for my aunt.", " in 200 words!", ", maybe with examples?")) {
                    prompts.add('"' + wish + " " + thing + end + '"');
                }
            }
        }
        return prompts.stream().collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void itsFlywayAndOursStandSideBySide() {
        start();

        assertThat(sql().queryForList("SELECT version FROM flyway_schema_history ORDER BY 1", String.class))
                .containsExactly("1");
        assertThat(sql().queryForObject("SELECT count(*) FROM apes_rules.apes_schema_history", Integer.class))
                .isGreaterThan(5);
        assertThat(sql().queryForList(
                                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1", String.class))
                .containsExactly("flyway_schema_history", "notes");
        assertThat(sql().queryForObject("SELECT text FROM notes", String.class)).isEqualTo("kept");
    }

    /** Lends its threads, and has settings of its mapper that nothing stored could be read with. */
    @Configuration(proxyBeanMethods = false)
    @Import(DemoApplication.class)
    static class Host {
        @Bean(destroyMethod = "shutdown")
        ExecutorService apesExecutor() {
            return Executors.newFixedThreadPool(4, task -> new Thread(task, "host"));
        }

        @Bean(destroyMethod = "shutdown")
        ScheduledExecutorService apesScheduler() {
            return Executors.newScheduledThreadPool(1, task -> new Thread(task, "host-scheduler"));
        }
    }

    @Test
    void trainsOnTheApplicationsThreadsAndTellsHowItGoes() throws Exception {
        start(
                Host.class,
                "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                "--spring.jackson.default-property-inclusion=non_null",
                "--spring.jackson.deserialization.fail-on-unknown-properties=true");
        String session = post("/trainings", "{\"prompts\": " + prompts() + ", \"iterations\": 1}", 202)
                .replaceAll(".*\"session\":\"([^\"]+)\".*", "$1");
        assertThat(ours()).isEmpty();
        // while it trains, it serves
        assertThat(post(
                        "/enhance",
                        "{\"prompt\": \"Please kindly write something about our move to Lyon on 3 May.\"}",
                        200))
                .contains("Lyon", "3 May");

        assertThat(get("/trainings/" + session + "/events"))
                .contains("event:step", "event:iteration\ndata:1", "event:finished");
        // its mapper writes what it gives away, and nothing that is stored
        assertThat(get("/trainings/" + session + "/report"))
                .contains("\"stop_explanation\":", "\"rule_id\":\"clarity_enhancement\"");
        assertThat(sql().queryForObject(
                                "SELECT performance_metrics::text FROM apes_rules.training_iterations", String.class))
                .contains("\"ruleEffectiveness\"");
        assertThat(application.getBean(SessionStore.class).iterations(new SessionId(session), 0, 10))
                .hasSize(1);
        assertThat(ours()).isEmpty();
        assertThat(get("/actuator/metrics/apes.iterations")).contains("\"value\":1.0");
        assertThat(get("/actuator/metrics/apes.evaluator.calls")).doesNotContain("\"value\":0.0");
        assertThat(sql().queryForObject("SELECT count(*) FROM apes_rules.training_iterations", Integer.class))
                .isEqualTo(1);
        assertThat(send(
                        HttpRequest.newBuilder(address("/trainings/none/events"))
                                .build(),
                        404))
                .isNotNull();
    }

    @Test
    void followsTheRulesInForceAndSaysWhenItCannot() throws Exception {
        start();
        LiveEnhancer enhancer = application.getBean(LiveEnhancer.class);
        String question =
                "{\"prompt\": \"Please kindly write something about our move to Lyon on 3 May, maybe a letter.\"}";
        String before = post("/enhance", question, 200);
        assertThat(get("/actuator/health")).contains("\"apes\":{\"details\":{\"rules\":6},\"status\":\"UP\"}");

        sql().update("UPDATE apes_rules.rule_metadata SET enabled = false");
        assertThat(enhancer.refresh()).isTrue();
        assertThat(post("/enhance", question, 200)).isNotEqualTo(before).contains("Please kindly write something");

        sql().update("UPDATE apes_rules.rule_metadata SET enabled = true, default_parameters ="
                + " jsonb_set(default_parameters, '{min_reasoning_steps}', '99') WHERE rule_id = 'chain_of_thought'");
        assertThatThrownBy(enhancer::refresh).hasMessageContaining("min_reasoning_steps");
        assertThat(get("/actuator/health")).contains("\"status\":\"UNKNOWN\"", "min_reasoning_steps");
        assertThat(post("/enhance", question, 200)).contains("Please kindly write something");
    }

    @Test
    void leavesNoThreadWhenItCloses() throws Exception {
        start();
        post("/trainings", "{\"prompts\": " + prompts() + ", \"iterations\": 40}", 202);
        assertThat(ours()).isNotEmpty();

        application.close();

        assertThat(ours()).isEmpty();
        try (java.sql.Connection connection = database.connect();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery("SELECT status FROM apes_rules.improvement_sessions")) {
            row.next();
            assertThat(row.getString(1)).as("can be resumed").isEqualTo("interrupted");
        }
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("apes-") && !name.startsWith("apes-postgres"))
                .toList();
    }

    /** An application that asks for nothing of ours. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {}

    @Test
    void canBeSwitchedOff() throws Exception {
        start(Bare.class, "--apes.enabled=false");

        assertThat(application.getBeanProvider(TrainingEngine.class).getIfAvailable())
                .isNull();
        assertThat(get("/actuator/health")).doesNotContain("apes\":");
        assertThat(sql().queryForList("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'apes%'", String.class))
                .isEmpty();
    }
}
