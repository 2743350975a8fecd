package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.Analytics;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Asks PostgreSQL, on a seeded database, how it goes about every query of analytics, with the parameters that it is really given. */
class AnalyticsPlansTest {
    /** Tables that grow with every iteration or measurement. */
    private static final List<String> LARGE = List.of(
            "rule_performance",
            "training_iterations",
            "generation_batches",
            "generation_method_performance",
            "rule_parameter_history",
            "discovered_patterns",
            "improvement_sessions");

    private static TestDatabase database;

    @BeforeAll
    static void seed() throws SQLException {
        database = TestDatabase.create();
        try (Connection connection = database.connect()) {
            SeedDatabase.run(
                    PostgresStoreConfig.at(database.jdbcUrl())
                            .user(database.user())
                            .password(database.password())
                            .build(),
                    connection,
                    new SeedSizes(1_500, 30_000, 60_000, 2, 7),
                    new PrintStream(OutputStream.nullOutputStream()));
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void noQueryReadsALargeTableFromEndToEnd() {
        Map<String, String> plans = new TreeMap<>();
        List<String> explained = new ArrayList<>();
        try (Analytics analytics =
                Analytics.open(PostgresStoreConfig.on(explaining(explained)).build())) {
            Map<String, Runnable> queries = AnalyticsQueries.all(analytics);
            assertThat(queries).hasSizeGreaterThan(20);
            queries.forEach((name, query) -> {
                explained.clear();
                query.run();
                assertThat(explained).as(name).isNotEmpty();
                plans.put(name, String.join("\n\n", explained));
            });
        }
        assertThat(plans).allSatisfy((name, plan) -> {
            for (String table : LARGE) {
                assertThat(plan).as(name).doesNotContain("Seq Scan on " + table);
            }
        });
        assertThat(plans.get("sessions, search that finds nothing"))
                .contains("Index Only Scan using idx_improvement_sessions_newest");
        assertThat(plans.get("sample of a session")).contains("idx_rule_performance_session");
        assertThat(plans.get("measurements of a rule, 5,000"))
                .contains("Index Only Scan using idx_rule_performance_recent");
        assertThat(plans.get("rules")).contains("Index Only Scan using idx_rule_performance_recent");
    }

    @Test
    void theFiguresAreThoseOfTheIterations() throws SQLException {
        try (Connection connection = database.connect();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*), sum(f.iterations), count(*) FILTER (WHERE f.promotions <> i.promotions"
                                        + " OR f.running_seconds - i.seconds > 1e-6) FROM training_session_figures f JOIN (SELECT session_id,"
                                        + " sum(promotions) AS promotions, sum(duration_seconds) AS seconds FROM training_iterations GROUP BY 1)"
                                        + " AS i USING (session_id)")) {
            row.next();
            assertThat(List.of(row.getLong(1), row.getLong(2), row.getLong(3))).containsExactly(1_500L, 30_000L, 0L);
        }
    }

    /** A source whose statements are explained, with their parameters, before they run. */
    private static DataSource explaining(List<String> plans) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return proxy(DataSource.class, (method, args) -> {
            Object result = method.invoke(source, args);
            return result instanceof Connection connection ? explaining(connection, plans) : result;
        });
    }

    private static Connection explaining(Connection connection, List<String> plans) {
        return proxy(Connection.class, (method, args) -> {
            Object result = method.invoke(connection, args);
            if (!(result instanceof PreparedStatement statement)) {
                return result;
            }
            String sql = (String) args[0];
            if (!sql.startsWith("SELECT") && !sql.startsWith("WITH")) {
                return result;
            }
            PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql);
            return proxy(PreparedStatement.class, (called, values) -> {
                if (called.getName().startsWith("set")) {
                    called.invoke(explain, values);
                } else if (called.getName().startsWith("execute")) {
                    StringBuilder plan = new StringBuilder();
                    try (ResultSet line = explain.executeQuery()) {
                        while (line.next()) {
                            plan.append(line.getString(1)).append('\n');
                        }
                    }
                    plans.add(plan.toString());
                } else if (called.getName().equals("close")) {
                    explain.close();
                }
                return called.invoke(statement, values);
            });
        });
    }

    private interface Call {
        Object of(Method method, Object[] args) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return call.of(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
