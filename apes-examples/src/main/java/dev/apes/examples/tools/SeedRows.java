package dev.apes.examples.tools;

import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.StrategyRecord;
import dev.apes.persistence.jdbc.CopyRows;
import dev.apes.persistence.json.IterationJson;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PatternJson;
import dev.apes.persistence.json.SessionJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** The rows of {@link SeedDatabase}, table by table, a few hundred sessions at a time so that memory stays flat. */
final class SeedRows {
    private static final int CHUNK = 200;
    static final String[] RULES = {
        "clarity_enhancement",
        "specificity_enhancement",
        "chain_of_thought",
        "few_shot_examples",
        "role_based_prompting",
        "xml_structure_enhancement"
    };

    private final Connection connection;
    private final SeedSizes sizes;

    SeedRows(Connection connection, SeedSizes sizes) {
        this.connection = connection;
        this.sizes = sizes;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Without indexes rows go in several times faster. {@return how to make them again} */
    List<String> dropIndexes() throws SQLException {
        List<String> definitions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN"
                                + " ('rule_performance', 'training_iterations') AND indexdef NOT LIKE 'CREATE UNIQUE%'")) {
            while (row.next()) {
                names.add(row.getString(1));
                definitions.add(row.getString(2));
            }
        }
        for (String name : names) {
            run("DROP INDEX \"" + name + "\"");
        }
        definitions.add(0, "SET maintenance_work_mem = '256MB'");
        return definitions;
    }

    void write() throws SQLException {
        run(
                "INSERT INTO training_data_sets (data_key, budget_family, source, summary) SELECT 'seeded-data-' || n, 'seeded', 'seeded',"
                        + " jsonb_build_object('source', 'prompts-' || n || '.jsonl', 'given', 2000, 'duplicates', 0, 'setAside', 0, 'training',"
                        + " 1200, 'validation', 400, 'holdout', 400) FROM generate_series(0, 19) AS n");
        run(
                "INSERT INTO training_prompts (fingerprint, prompt_text, side, origin) SELECT 'seeded-prompt-' || n, 'Explain to a new colleague'"
                        + " || ' how we do the thing of number ' || n || ', and what to ask ' || repeat('and ask again ', n % 40) || 'before they begin.',"
                        + " (ARRAY['TRAINING', 'TRAINING', 'TRAINING', 'VALIDATION', 'HOLDOUT'])[1 + n % 5], 'given' FROM generate_series(0, 1999) AS n");
        run(
                "INSERT INTO training_data_set_members (data_key, position, fingerprint) SELECT d.data_key, n, 'seeded-prompt-' || n"
                        + " FROM training_data_sets d CROSS JOIN generate_series(0, 1999) AS n WHERE d.source = 'seeded'");
        for (int from = 0; from < sizes.sessions(); from += CHUNK) {
            List<SeededSession> sessions = new ArrayList<>();
            for (int n = from; n < Math.min(from + CHUNK, sizes.sessions()); n++) {
                sessions.add(SeededSession.make(n, sizes));
            }
            sessions(sessions);
            iterations(sessions);
            measurements(sessions);
            findings(sessions);
        }
    }

    private void sessions(List<SeededSession> sessions) throws SQLException {
        try (CopyRows copy = new CopyRows(
                connection,
                "improvement_sessions (session_id, session_type, status, data_key, training_config, target_performance,"
                        + " total_iterations, evaluator_calls, performance_history, best_performance, begun_at, ended_at, stopped_reason,"
                        + " end_report)")) {
            for (SeededSession s : sessions) {
                var end = s.record().end().orElseThrow();
                var history = Json.array();
                s.steps()
                        .subList(Math.max(0, s.steps().size() - 100), s.steps().size())
                        .forEach(step -> history.add(step.improvement()));
                copy.add(
                        s.record().id(),
                        "continuous_training",
                        s.record().status().name().toLowerCase(Locale.ROOT),
                        s.record().dataKey(),
                        Json.text(SessionJson.writeStart(s.record())),
                        "{}",
                        s.steps().size(),
                        end.evaluatorCalls(),
                        Json.text(history),
                        Json.text(IterationJson.write(
                                        s.steps().get(s.steps().size() - 1).metrics())
                                .put("iteration", s.steps().size())),
                        s.record().startedAt(),
                        end.at(),
                        end.reason(),
                        Json.text(SessionJson.write(end)));
            }
            copy.finish();
        }
    }

    private void iterations(List<SeededSession> sessions) throws SQLException {
        try (CopyRows copy = new CopyRows(
                connection,
                "training_iterations (session_id, iteration, workflow_id, performance_metrics, rule_optimizations,"
                        + " synthetic_data_generated, duration_seconds, improvement_score, evaluator_calls, promotions, strategy, record,"
                        + " created_at)")) {
            for (SeededSession s : sessions) {
                boolean whole = s.number() >= sizes.sessions() - sizes.whole();
                for (SeededSession.Step step : s.steps()) {
                    copy.add(
                            s.record().id(),
                            step.iteration(),
                            s.record().id() + "/" + step.iteration(),
                            Json.text(IterationJson.write(step.metrics())),
                            "{}",
                            step.generated(),
                            step.seconds(),
                            step.improvement(),
                            step.calls(),
                            step.promoted() ? 1 : 0,
                            step.strategy(),
                            whole ? Json.text(IterationJson.write(record(s, step))) : null,
                            step.at());
                }
            }
            copy.finish();
        }
    }

    private IterationRecord record(SeededSession s, SeededSession.Step step) {
        int rows = SeededSession.share(sizes.measurements(), s.number(), sizes.sessions());
        List<RulePerformance> rules = new ArrayList<>();
        for (int rule = 0; rule < RULES.length; rule++) {
            int applied = 0;
            for (int i = rule; i < rows; i += RULES.length) {
                applied += step(s, i, rows) == step ? 1 : 0;
            }
            rules.add(new RulePerformance(
                    RULES[rule],
                    400,
                    Math.min(400, applied),
                    0.01,
                    0.05,
                    0.52,
                    Map.of("software", 0.01, "general", 0.02)));
        }
        return new IterationRecord(
                new IterationSummary(
                        step.iteration(),
                        step.metrics(),
                        step.improvement(),
                        0,
                        step.calls(),
                        Duration.ofSeconds(Math.round(step.seconds() * step.iteration())),
                        false,
                        false,
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                step.improvement(),
                false,
                rules,
                new GapReport(List.of()),
                step.strategy(),
                StrategyRecord.NONE,
                GenerationRecord.NONE,
                1_000,
                300,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** In which of a session's steps a measurement was made. */
    private static SeededSession.Step step(SeededSession s, int row, int rows) {
        return s.steps().get((int) ((long) row * s.steps().size() / rows));
    }

    private void measurements(List<SeededSession> sessions) throws SQLException {
        try (CopyRows copy = new CopyRows(
                connection,
                "rule_performance (rule_id, rule_name, prompt_type, prompt_category, improvement_score, confidence_level,"
                        + " rule_parameters, prompt_characteristics, before_metrics, after_metrics, improvement_session_id, iteration,"
                        + " prompt_fingerprint, origin, created_at)")) {
            for (SeededSession s : sessions) {
                SplittableRandom random = new SplittableRandom(sizes.seed() * 31 + s.number());
                int rows = SeededSession.share(sizes.measurements(), s.number(), sizes.sessions());
                for (int i = 0; i < rows; i++) {
                    SeededSession.Step step = step(s, i, rows);
                    String rule = RULES[i % RULES.length];
                    double before = 0.3 + 0.4 * random.nextDouble();
                    double gain = Math.max(-before, Math.min(1 - before, 0.02 + 0.05 * random.nextGaussian()));
                    copy.add(
                            rule,
                            rule,
                            "explain",
                            "software",
                            (1 + (gain > 0 ? gain / (1 - before) : gain / before)) / 2,
                            1,
                            "{\"n\":" + i % 5 + "}",
                            "{\"words\":" + (10 + random.nextInt(50)) + "}",
                            "{\"score\":" + before + "}",
                            "{\"score\":" + (before + gain) + ",\"gain\":" + gain + "}",
                            s.record().id(),
                            step.iteration(),
                            "seeded-prompt-" + (3 + 5 * (i / RULES.length % 400)),
                            "VALIDATION",
                            step.at().toString().replace("Z", ""));
                }
            }
            copy.finish();
        }
    }

    private void findings(List<SeededSession> sessions) throws SQLException {
        try (CopyRows copy = new CopyRows(
                connection,
                "rule_parameter_history (rule_id, kind, session_id, iteration, before_parameters, after_parameters, version_before,"
                        + " version_after, effect, effect_low, effect_high, standardized_effect, p_value, alpha, prompts, created_at)")) {
            for (SeededSession s : sessions) {
                for (SeededSession.Step step : s.steps()) {
                    if (step.promoted()) {
                        copy.add(
                                RULES[step.iteration() % RULES.length],
                                "promotion",
                                s.record().id(),
                                step.iteration(),
                                "{\"n\":" + step.iteration() % 5 + "}",
                                "{\"n\":" + (step.iteration() + 1) % 5 + "}",
                                "1.0.0",
                                "1.0.1",
                                0.012,
                                0.006,
                                0.018,
                                0.3,
                                0.0005,
                                0.002,
                                300,
                                step.at());
                    }
                }
            }
            copy.finish();
        }
        try (CopyRows copy = new CopyRows(
                connection,
                "discovered_patterns (pattern_name, pattern_description, pattern_rule, effectiveness_score, validation_status,"
                        + " improvement_session_id, rule_id, rank, discovered_at)")) {
            for (SeededSession s : sessions) {
                for (int rank = 0; rank < 3; rank++) {
                    String rule = RULES[(s.number() + rank) % RULES.length];
                    copy.add(
                            rule,
                            "10.0 ≤ words",
                            Json.text(PatternJson.write(new PatternRecord(
                                    rule,
                                    new ParameterValues(Map.of()),
                                    List.of(new PatternRecord.Condition("words", 10 + rank, Double.POSITIVE_INFINITY)),
                                    0.25,
                                    0.03,
                                    1.6,
                                    1.2,
                                    2.1,
                                    true))),
                            1.6,
                            "validated",
                            s.record().id(),
                            rule,
                            rank,
                            s.record().startedAt().toString().replace("Z", ""));
                }
            }
            copy.finish();
        }
        String figures = "improvement_session_id, iteration, method, strategy, ";
        try (CopyRows copy = new CopyRows(
                connection,
                "generation_batches (" + figures
                        + "rows_requested, prompts_accepted, rejected, difficulty, duration_seconds,"
                        + " created_at)")) {
            for (SeededSession s : sessions) {
                for (SeededSession.Step step : s.steps()) {
                    if (step.generated() > 0) {
                        copy.add(
                                s.record().id(),
                                step.iteration(),
                                "copula",
                                step.strategy(),
                                200,
                                step.generated(),
                                "{\"duplicate\":80}",
                                "{\"hard\":120}",
                                2.5,
                                step.at());
                    }
                }
            }
            copy.finish();
        }
        try (CopyRows copy = new CopyRows(
                connection,
                "generation_method_performance (" + figures
                        + "acceptance_rate, feature_distance, promotions, improvement_score," + " created_at)")) {
            for (SeededSession s : sessions) {
                for (SeededSession.Step step : s.steps()) {
                    if (step.generated() > 0) {
                        copy.add(
                                s.record().id(),
                                step.iteration(),
                                "copula",
                                step.strategy(),
                                0.6,
                                0.4,
                                step.promoted() ? 1 : 0,
                                step.improvement(),
                                step.at());
                    }
                }
            }
            copy.finish();
        }
    }
}
