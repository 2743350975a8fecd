package dev.apes.persistence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What databases in the field hold: the earlier tables, and those that another program made half-way. */
public final class LegacySchema {
    /** Table to its statements: how it was created, and rows. */
    public static final Map<String, List<String>> TABLES = new LinkedHashMap<>();

    /** The same for the half-made tables. */
    public static final Map<String, List<String>> HALF_MADE = new LinkedHashMap<>();

    static {
        TABLES.put(
                "rule_performance",
                List.of(
                        "CREATE TABLE rule_performance (id serial PRIMARY KEY, rule_id varchar(50) NOT NULL,"
                                + " rule_name varchar(100) NOT NULL, prompt_id uuid DEFAULT gen_random_uuid(),"
                                + " prompt_type varchar(50), prompt_category varchar(50),"
                                + " improvement_score float CHECK (improvement_score BETWEEN 0 AND 1),"
                                + " confidence_level float CHECK (confidence_level BETWEEN 0 AND 1), execution_time_ms int,"
                                + " rule_parameters jsonb, prompt_characteristics jsonb, before_metrics jsonb, after_metrics jsonb,"
                                + " created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now())",
                        "CREATE INDEX idx_rule_performance_rule_id ON rule_performance (rule_id)",
                        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN NEW.updated_at = now(); RETURN NEW; END'",
                        "CREATE TRIGGER touch BEFORE UPDATE ON rule_performance FOR EACH ROW EXECUTE FUNCTION touch()",
                        "INSERT INTO rule_performance (rule_id, rule_name, improvement_score, created_at)"
                                + " SELECT 'old_rule', 'Old', 0.6, '2024-05-01' FROM generate_series(1, 50)"));
        TABLES.put(
                "rule_combinations",
                List.of(
                        "CREATE TABLE rule_combinations (id serial PRIMARY KEY, combination_id uuid DEFAULT gen_random_uuid(),"
                                + " rule_set jsonb NOT NULL, prompt_type varchar(50), combined_effectiveness float,"
                                + " individual_scores jsonb, sample_size int DEFAULT 1, statistical_confidence float,"
                                + " created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now())",
                        "INSERT INTO rule_combinations (rule_set) VALUES ('[\"a\", \"b\"]')"));
        TABLES.put(
                "user_feedback",
                List.of(
                        "CREATE TABLE user_feedback (id serial PRIMARY KEY, feedback_id uuid DEFAULT gen_random_uuid(),"
                                + " original_prompt text NOT NULL, improved_prompt text NOT NULL,"
                                + " user_rating int CHECK (user_rating BETWEEN 1 AND 5), applied_rules jsonb NOT NULL,"
                                + " user_context jsonb, improvement_areas jsonb, user_notes text, session_id varchar(100),"
                                + " created_at timestamp DEFAULT now())",
                        "INSERT INTO user_feedback (original_prompt, improved_prompt, user_rating, applied_rules)"
                                + " VALUES ('o', 'i', 5, '[\"clarity\"]'), ('o', 'i', 1, '{\"a\": 1}')"));
        TABLES.put(
                "improvement_sessions",
                List.of(
                        "CREATE TABLE improvement_sessions (id serial PRIMARY KEY, session_id varchar(100) UNIQUE NOT NULL,"
                                + " user_id varchar(50), original_prompt text NOT NULL, final_prompt text, rules_applied jsonb,"
                                + " iteration_count int DEFAULT 1, total_improvement_score float, session_metadata jsonb,"
                                + " started_at timestamp DEFAULT now(), completed_at timestamp, status varchar(20) DEFAULT 'active'"
                                + " CHECK (status IN ('active', 'completed', 'abandoned')))",
                        "INSERT INTO improvement_sessions (session_id, original_prompt, status)"
                                + " VALUES ('old-1', 'p', 'active'), ('old-2', 'p', 'abandoned')"));
        TABLES.put(
                "ml_model_performance",
                List.of(
                        "CREATE TABLE ml_model_performance (id serial PRIMARY KEY, model_version varchar(50) NOT NULL,"
                                + " model_type varchar(50) NOT NULL, accuracy_score float, precision_score float, recall_score float,"
                                + " f1_score float, training_data_size int, validation_data_size int, hyperparameters jsonb,"
                                + " feature_importance jsonb, model_artifacts_path text, mlflow_run_id varchar(100),"
                                + " created_at timestamp DEFAULT now())",
                        "INSERT INTO ml_model_performance (model_version, model_type) VALUES ('1', 'forest')"));
        TABLES.put(
                "discovered_patterns",
                List.of(
                        "CREATE TABLE discovered_patterns (id serial PRIMARY KEY, pattern_id uuid DEFAULT gen_random_uuid(),"
                                + " pattern_name varchar(100), pattern_description text, pattern_rule jsonb NOT NULL,"
                                + " discovery_method varchar(50), effectiveness_score float, support_count int,"
                                + " confidence_interval jsonb, validation_status varchar(20) DEFAULT 'pending'"
                                + " CHECK (validation_status IN ('pending', 'validated', 'rejected')),"
                                + " discovered_at timestamp DEFAULT now(), validated_at timestamp)",
                        "INSERT INTO discovered_patterns (pattern_rule) VALUES ('{\"if\": \"then\"}')"));
        TABLES.put(
                "rule_metadata",
                List.of(
                        "CREATE TABLE rule_metadata (id serial PRIMARY KEY, rule_id varchar(50) UNIQUE NOT NULL,"
                                + " rule_name varchar(100) NOT NULL, rule_category varchar(50), rule_description text,"
                                + " default_parameters jsonb, parameter_constraints jsonb, enabled boolean DEFAULT true,"
                                + " priority int DEFAULT 100, rule_version varchar(20) DEFAULT '1.0.0',"
                                + " created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now())",
                        "INSERT INTO rule_metadata (rule_id, rule_name) SELECT 'other_' || n, 'Other' FROM generate_series(1, 185) n"));
        TABLES.put(
                "ab_experiments",
                List.of(
                        "CREATE TABLE ab_experiments (id serial PRIMARY KEY, experiment_id uuid DEFAULT gen_random_uuid(),"
                                + " experiment_name varchar(100) NOT NULL, description text, control_rules jsonb NOT NULL,"
                                + " treatment_rules jsonb NOT NULL, target_metric varchar(50), sample_size_per_group int,"
                                + " current_sample_size int DEFAULT 0, significance_threshold float DEFAULT 0.05,"
                                + " status varchar(20) DEFAULT 'running'"
                                + " CHECK (status IN ('planning', 'running', 'completed', 'stopped')), results jsonb,"
                                + " started_at timestamp DEFAULT now(), completed_at timestamp)",
                        "INSERT INTO ab_experiments (experiment_name, control_rules, treatment_rules) VALUES ('e', '[]', '[]')"));

        HALF_MADE.put(
                "training_sessions",
                List.of(
                        "CREATE TABLE training_sessions (id serial PRIMARY KEY, session_id varchar(100) UNIQUE NOT NULL,"
                                + " continuous_mode boolean NOT NULL, status varchar(20))",
                        "INSERT INTO training_sessions (session_id, continuous_mode) VALUES ('theirs', true)"));
        HALF_MADE.put(
                "training_iterations",
                List.of(
                        "CREATE TABLE training_iterations (id serial PRIMARY KEY, session_id varchar(100) NOT NULL"
                                + " REFERENCES training_sessions (session_id), iteration integer NOT NULL,"
                                + " performance_metrics jsonb NOT NULL, duration_seconds float, note text NOT NULL,"
                                + " created_at timestamp DEFAULT now())",
                        "INSERT INTO training_iterations (session_id, iteration, performance_metrics, note)"
                                + " VALUES ('theirs', 1, '{}', 'n'), ('theirs', 1, '{}', 'n')"));
        HALF_MADE.put(
                "prompt_sessions",
                List.of(
                        "CREATE TABLE prompt_sessions (id uuid PRIMARY KEY, what text)",
                        "INSERT INTO prompt_sessions VALUES (gen_random_uuid(), 'x')"));
        HALF_MADE.put(
                "training_prompts",
                List.of(
                        "CREATE TABLE training_prompts (id uuid PRIMARY KEY, prompt_text text NOT NULL,"
                                + " enhancement_result jsonb NOT NULL, data_source varchar(50) NOT NULL,"
                                + " training_priority int NOT NULL DEFAULT 100, created_at timestamp DEFAULT now(),"
                                + " updated_at timestamp, deleted_at timestamp, is_active boolean DEFAULT true,"
                                + " session_id integer)",
                        "INSERT INTO training_prompts (id, prompt_text, enhancement_result, data_source)"
                                + " VALUES (gen_random_uuid(), 'theirs', '{}', 'synthetic')"));
        for (String table : List.of(
                "generation_sessions",
                "generation_batches",
                "generation_method_performance",
                "synthetic_data_samples",
                "generation_quality_assessments",
                "generation_analytics")) {
            HALF_MADE.put(
                    table,
                    List.of(
                            "CREATE TABLE " + table + " (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),"
                                    + " session_id varchar(40) NOT NULL, quality_score float NOT NULL, status varchar(10) NOT NULL,"
                                    + " created_at timestamp DEFAULT now())",
                            "INSERT INTO " + table
                                    + " (session_id, quality_score, status) VALUES ('g', 0.5, 'x'), ('g', 1, 'y')"));
        }
    }

    /**
     * Further rows, of the kinds that are found in the field: missing values, long texts, other scripts, nested JSON.
     *
     * @param rows of each of the earlier tables but the rules
     * @return statements, for a database that has {@link #TABLES}
     */
    public static List<String> manyRows(int rows) {
        String each = " FROM generate_series(1, " + rows + ") AS n";
        String text =
                "CASE WHEN n % 97 = 0 THEN repeat('é語 \"quoted\", \\ ' || n, 200) ELSE 'text ' || md5(n::text) END";
        String json =
                "jsonb_build_object('n', n, 'list', jsonb_build_array(n, n / 7.0, null), 'deep', jsonb_build_object('t', md5(n::text)))";
        String then = "timestamp '2023-01-01 00:00:00.123456' + n * interval '7 minutes'";
        return List.of(
                "INSERT INTO rule_performance (rule_id, rule_name, prompt_type, improvement_score, confidence_level, execution_time_ms,"
                        + " rule_parameters, prompt_characteristics, before_metrics, created_at, updated_at) SELECT 'other_' || n % 185,"
                        + " 'Other', CASE WHEN n % 3 > 0 THEN 'type' END, n % 1000 / 999.0, CASE WHEN n % 5 > 0 THEN n % 10 / 10.0 END, n, "
                        + json + ", " + json + ", " + json + ", " + then + ", " + then + each,
                "INSERT INTO rule_combinations (rule_set, combined_effectiveness, individual_scores, created_at) SELECT "
                        + json + ", n / 3.0, " + json + ", " + then + each,
                "INSERT INTO user_feedback (original_prompt, improved_prompt, user_rating, applied_rules, user_context, user_notes,"
                        + " session_id, created_at) SELECT " + text + ", " + text + ", 1 + n % 5, " + json + ", " + json
                        + ", " + text
                        + ", 'many-' || n, " + then + each,
                "INSERT INTO improvement_sessions (session_id, user_id, original_prompt, final_prompt, rules_applied, iteration_count,"
                        + " total_improvement_score, session_metadata, status) SELECT 'many-' || n, 'u' || n % 50, "
                        + text + ", "
                        + text + ", " + json + ", n, n / 9.0, " + json
                        + ", (ARRAY['active', 'completed', 'abandoned'])[1 + n % 3]" + each,
                "INSERT INTO ml_model_performance (model_version, model_type, accuracy_score, hyperparameters, feature_importance,"
                        + " created_at) SELECT n::text, 'forest', n / 7.0, " + json + ", " + json + ", " + then + each,
                "INSERT INTO discovered_patterns (pattern_name, pattern_description, pattern_rule, effectiveness_score, support_count,"
                        + " confidence_interval, validation_status, discovered_at) SELECT 'p' || n, " + text + ", "
                        + json
                        + ", n / 11.0, n, " + json + ", (ARRAY['pending', 'validated', 'rejected'])[1 + n % 3], " + then
                        + each,
                "UPDATE rule_metadata SET rule_category = 'theirs', default_parameters = jsonb_build_object('x', id, 'y', 'z'),"
                        + " parameter_constraints = '{\"x\": {\"min\": 0, \"max\": 500, \"description\": \"d\"}}', enabled = id % 4 > 0,"
                        + " rule_version = '2.' || id",
                "INSERT INTO ab_experiments (experiment_name, description, control_rules, treatment_rules, status, results, started_at)"
                        + " SELECT 'e' || n, " + text + ", " + json + ", " + json
                        + ", (ARRAY['planning', 'running', 'completed', 'stopped'])[1 + n % 4], " + json + ", " + then
                        + each);
    }

    private LegacySchema() {}
}
