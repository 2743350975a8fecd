package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.DataSummary;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.persistence.query.StatusQuery;
import dev.apes.persistence.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the store takes; the bounds are wide, the figures are printed. */
@Tag("slow")
class StoreTimes {
    private static final SessionId ID = new SessionId("s");

    private static double seconds(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-60s %8.1f ms%n", what, 1000 * took);
        return took;
    }

    @Test
    void measure() {
        try (TestDatabase database = TestDatabase.create()) {
            PostgresStoreConfig config = Databases.config(database).build();
            PostgresSessionStore[] store = new PostgresSessionStore[1];
            seconds("open (first in this JVM)", () -> store[0] = PostgresSessionStore.open(config));
            try (PostgresSessionStore opened = store[0]) {
                seconds("inspect an empty database", () -> opened.inspect(Fixtures.RULES));
                seconds("prepare an empty database", () -> opened.prepare(Fixtures.RULES));
                seconds("inspect", () -> opened.inspect(Fixtures.RULES));
                seconds("prepare with nothing to do", () -> opened.prepare(Fixtures.RULES));
                seconds("begin (Hibernate starts beside it)", () -> opened.begin(Fixtures.session("s", "data")));
                byte[] state = new byte[1 << 20];
                new Random(1).nextBytes(state);
                seconds("first commit (waits for Hibernate)", () -> opened.commit(Fixtures.commit(ID, 1)));
                double[] times = new double[60];
                for (int i = 0; i < times.length; i++) {
                    int number = i + 2;
                    var commit = Fixtures.large(ID, number, 2400, 200, state);
                    long start = System.nanoTime();
                    opened.commit(commit);
                    times[i] = (System.nanoTime() - start) / 1e6;
                }
                report("commit of 2,400 measurements, 200 prompts, 1 MB checkpoint", times);
                double[] small = new double[200];
                for (int i = 0; i < small.length; i++) {
                    var commit = Fixtures.commit(ID, i + 62);
                    long start = System.nanoTime();
                    opened.commit(commit);
                    small[i] = (System.nanoTime() - start) / 1e6;
                }
                report("commit of a bare iteration", small);
                Map<String, Evaluation> answers = new LinkedHashMap<>();
                for (int i = 0; i < 10_000; i++) {
                    answers.put(Fixtures.fingerprint(i), new Evaluation(0.5, Map.of("clarity", 0.25)));
                }
                seconds("remember 10,000 answers", () -> opened.remember(answers));
                seconds(
                        "recall 10,000 answers",
                        () -> assertThat(opened.recall(answers.keySet())).hasSize(10_000));
                DataSet large = dataSet(200_000);
                seconds("register 200,000 prompts", () -> opened.register(large));
                seconds(
                        "sides of 200,000 prompts",
                        () -> opened.sides(large.members().stream()
                                .map(DataSet.Member::fingerprint)
                                .toList()));
                seconds("read 200,000 prompts", () -> opened.dataSet("large"));
                for (int i = 0; i < 2; i++) {
                    double took = seconds("status: connect and ask everything", () -> {
                        try (StatusQuery status = PostgresStatus.open(config)) {
                            status.rules(List.of(Fixtures.RULE.id()));
                            status.otherRules(List.of(Fixtures.RULE.id()));
                            status.sessions(20);
                            status.iterations(ID, 200, 20);
                            status.promotions(ID);
                            status.tables();
                        }
                    });
                    assertThat(took).isLessThan(2);
                }
            }
        }
    }

    private static void report(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%-60s %8.1f ms median, %.1f fastest, %.1f slowest%n",
                what, millis[millis.length / 2], millis[0], millis[millis.length - 1]);
        assertThat(millis[millis.length / 2]).isLessThan(1000);
    }

    private static DataSet dataSet(int size) {
        List<DataSet.Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(new DataSet.Member(
                    Fixtures.fingerprint(i),
                    Prompt.of(
                            "p-" + i,
                            "Explain in simple words what number " + i + " has to do with the weather in spring."),
                    i % 5 == 0 ? DataSide.VALIDATION : DataSide.TRAINING));
        }
        return new DataSet("large", "", new DataSummary("file", size, 0, 0, size - size / 5, size / 5, 0), members);
    }
}
