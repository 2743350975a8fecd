package dev.apes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Every example runs, and does what it is an example of. */
class ExamplesTest {
    @FunctionalInterface
    private interface Example {
        void main(String[] args) throws Exception;
    }

    private static String printed(Example example, String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            example.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helloApesEnhancesThePrompt() throws Exception {
        String prompt =
                "Please kindly write something about our move to Lyon on 3 May, maybe some kind of letter or so.";
        assertThat(printed(HelloApes::main, prompt)).contains("Lyon", "3 May").isNotEqualToIgnoringWhitespace(prompt);
    }

    @Test
    void theCustomEvaluatorJudges() throws Exception {
        assertThat(printed(CustomEvaluator::main))
                .contains("budget of 40 words")
                .contains("Holdout: raw 1.000");
    }

    @Test
    void theCustomCriterionEndsTheSession() throws Exception {
        assertThat(printed(CustomStoppingCriterion::main)).contains("criterion_no_promotion");
    }

    @Test
    void theCustomGeneratorMakesTheData() throws Exception {
        assertThat(printed(CustomGenerator::main)).contains("crossover: 200 rows asked for");
    }

    @Test
    void postgresKeepsTheRulesAndTheSession() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            String output = printed(args -> PostgresTraining.run(PostgresStoreConfig.at(database.jdbcUrl())
                    .user(database.user())
                    .password(database.password())
                    .build()));
            assertThat(output).contains("ended:", "Lyon", "3 May");
        }
    }

    @Test
    void theApplicationsDataSourceIsEnough() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            PGSimpleDataSource application = new PGSimpleDataSource();
            application.setUrl(database.jdbcUrl());
            application.setUser(database.user());
            application.setPassword(database.password());
            assertThat(printed(args -> HostDataSource.run(application)))
                    .contains("iteration 1 is stored", "iterations in the application's database: 1");
        }
    }

    @Test
    void anyTrainingIsStopped() throws Exception {
        assertThat(printed(StopAnyTraining::main))
                .contains("no trend worth having in 20 iterations")
                .doesNotContain("500 of 500");
        assertThat(printed(StopAnyTraining::main, "cdsc|prechelt_up:strips=1,strip=2|max_iterations:limit=9"))
                .contains("9 of 9 iterations are done");
    }

    @Test
    void theGuardrailEnhancesWhatTheModelIsAsked() throws Exception {
        String said = "Please kindly write something about our move to Lyon on 3 May, maybe.";
        assertThat(printed(EnhancingGuardrail::main, said))
                .startsWith("I was asked: ")
                .contains("Lyon", "3 May")
                .doesNotContain("kindly");
        String clear = "What is the boiling point of ethanol?";
        assertThat(printed(EnhancingGuardrail::main, clear).strip()).isEqualTo("I was asked: " + clear);
    }

    @Test
    void theServiceFollowsTheRulesInForceOnTheHostsThreads() throws Exception {
        ScheduledExecutorService host = Executors.newScheduledThreadPool(3);
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            PostgresStoreConfig config = PostgresStoreConfig.at(database.jdbcUrl())
                    .user(database.user())
                    .password(database.password())
                    .build();
            try (TrainingEngine engine =
                    Apes.builder().store(PostgresSessionStore.open(config)).build()) {
                engine.prepare(TrainingRequest.builder().build());
            }
            Set<Thread> before = threads();
            CountDownLatch changed = new CountDownLatch(1);
            try (EnhancingService service = new EnhancingService(config, host, 0)) {
                service.onChange(changed::countDown);
                String said = "Please kindly write something about our move to Lyon on 3 May, maybe a letter.";
                assertThat(asked(service, said)).contains("Lyon").isNotEqualTo(said);

                sql.execute("UPDATE rule_metadata SET enabled = false");
                assertThat(changed.await(60, TimeUnit.SECONDS)).isTrue();

                assertThat(asked(service, said)).isEqualTo(said);
            }
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left.stream().map(Thread::getName)).noneMatch(name -> name.startsWith("apes-live"));
            assertThat(host.submit(() -> "still at work").get()).isEqualTo("still at work");
        } finally {
            host.shutdownNow();
        }
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static String asked(EnhancingService service, String said) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/"))
                                .POST(HttpRequest.BodyPublishers.ofString(said))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
