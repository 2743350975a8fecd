-- The tables, views and trigger of the earlier APES. On an empty database they are created; where some are there already, the others
-- join them. Their times are `timestamp` without zone, as they always were; what we add uses `timestamptz`.
-- The earlier database had the extensions uuid-ossp and btree_gin; gen_random_uuid() is built in since PostgreSQL 13 and no index
-- here mixes scalars with JSON, so neither is needed and no right to create extensions is.

SELECT pg_temp.apes_table('rule_performance', $$
    id serial PRIMARY KEY,
    rule_id varchar(50) NOT NULL,
    rule_name varchar(100) NOT NULL,
    prompt_id uuid DEFAULT gen_random_uuid(),
    prompt_type varchar(50),
    prompt_category varchar(50),
    improvement_score double precision CHECK (improvement_score >= 0 AND improvement_score <= 1),
    confidence_level double precision CHECK (confidence_level >= 0 AND confidence_level <= 1),
    execution_time_ms integer,
    rule_parameters jsonb,
    prompt_characteristics jsonb,
    before_metrics jsonb,
    after_metrics jsonb,
    created_at timestamp DEFAULT now(),
    updated_at timestamp DEFAULT now()
$$);
CREATE INDEX IF NOT EXISTS idx_rule_performance_rule_id ON rule_performance (rule_id);
CREATE INDEX IF NOT EXISTS idx_rule_performance_prompt_type ON rule_performance (prompt_type);
CREATE INDEX IF NOT EXISTS idx_rule_performance_created_at ON rule_performance (created_at);
CREATE INDEX IF NOT EXISTS idx_rule_performance_improvement_score ON rule_performance (improvement_score);
CREATE INDEX IF NOT EXISTS idx_rule_performance_characteristics ON rule_performance USING gin (prompt_characteristics);

SELECT pg_temp.apes_table('rule_combinations', $$
    id serial PRIMARY KEY,
    combination_id uuid DEFAULT gen_random_uuid(),
    rule_set jsonb NOT NULL,
    prompt_type varchar(50),
    combined_effectiveness double precision,
    individual_scores jsonb,
    sample_size integer DEFAULT 1,
    statistical_confidence double precision,
    created_at timestamp DEFAULT now(),
    updated_at timestamp DEFAULT now()
$$);

SELECT pg_temp.apes_table('user_feedback', $$
    id serial PRIMARY KEY,
    feedback_id uuid DEFAULT gen_random_uuid(),
    original_prompt text NOT NULL,
    improved_prompt text NOT NULL,
    user_rating integer CHECK (user_rating >= 1 AND user_rating <= 5),
    applied_rules jsonb NOT NULL,
    user_context jsonb,
    improvement_areas jsonb,
    user_notes text,
    session_id varchar(100),
    created_at timestamp DEFAULT now()
$$);

SELECT pg_temp.apes_table('improvement_sessions', $$
    id serial PRIMARY KEY,
    session_id varchar(100) UNIQUE NOT NULL,
    user_id varchar(50),
    original_prompt text,
    final_prompt text,
    rules_applied jsonb,
    iteration_count integer DEFAULT 1,
    total_improvement_score double precision,
    session_metadata jsonb,
    started_at timestamp DEFAULT now(),
    completed_at timestamp,
    status varchar(20) DEFAULT 'active'
$$);

SELECT pg_temp.apes_table('ml_model_performance', $$
    id serial PRIMARY KEY,
    model_version varchar(50) NOT NULL,
    model_type varchar(50) NOT NULL,
    accuracy_score double precision,
    precision_score double precision,
    recall_score double precision,
    f1_score double precision,
    training_data_size integer,
    validation_data_size integer,
    hyperparameters jsonb,
    feature_importance jsonb,
    model_artifacts_path text,
    mlflow_run_id varchar(100),
    created_at timestamp DEFAULT now()
$$);

SELECT pg_temp.apes_table('discovered_patterns', $$
    id serial PRIMARY KEY,
    pattern_id uuid DEFAULT gen_random_uuid(),
    pattern_name varchar(100),
    pattern_description text,
    pattern_rule jsonb NOT NULL,
    discovery_method varchar(50),
    effectiveness_score double precision,
    support_count integer,
    confidence_interval jsonb,
    validation_status varchar(20) DEFAULT 'pending' CHECK (validation_status IN ('pending', 'validated', 'rejected')),
    discovered_at timestamp DEFAULT now(),
    validated_at timestamp
$$);

SELECT pg_temp.apes_table('rule_metadata', $$
    id serial PRIMARY KEY,
    rule_id varchar(50) UNIQUE NOT NULL,
    rule_name varchar(100) NOT NULL,
    rule_category varchar(50),
    rule_description text,
    default_parameters jsonb,
    parameter_constraints jsonb,
    enabled boolean DEFAULT true,
    priority integer DEFAULT 100,
    rule_version varchar(20) DEFAULT '1.0.0',
    created_at timestamp DEFAULT now(),
    updated_at timestamp DEFAULT now()
$$);

SELECT pg_temp.apes_table('ab_experiments', $$
    id serial PRIMARY KEY,
    experiment_id uuid DEFAULT gen_random_uuid(),
    experiment_name varchar(100) NOT NULL,
    description text,
    control_rules jsonb NOT NULL,
    treatment_rules jsonb NOT NULL,
    target_metric varchar(50),
    sample_size_per_group integer,
    current_sample_size integer DEFAULT 0,
    significance_threshold double precision DEFAULT 0.05,
    status varchar(20) DEFAULT 'running' CHECK (status IN ('planning', 'running', 'completed', 'stopped')),
    results jsonb,
    started_at timestamp DEFAULT now(),
    completed_at timestamp
$$);

-- Read by people and dashboards, not by us: where the name is taken, whatever has it stays.
DO $$
BEGIN
    IF pg_temp.apes_relation('rule_effectiveness_summary') IS NULL THEN
        CREATE VIEW rule_effectiveness_summary AS
        SELECT rule_id, rule_name, count(*) AS usage_count, avg(improvement_score) AS avg_improvement,
            stddev(improvement_score) AS score_stddev, min(improvement_score) AS min_improvement,
            max(improvement_score) AS max_improvement, avg(confidence_level) AS avg_confidence,
            avg(execution_time_ms) AS avg_execution_time, count(DISTINCT prompt_type) AS prompt_types_count
        FROM rule_performance
        WHERE created_at >= now() - interval '30 days'
        GROUP BY rule_id, rule_name;
    END IF;
    IF pg_temp.apes_relation('user_satisfaction_summary') IS NULL THEN
        CREATE VIEW user_satisfaction_summary AS
        WITH recent AS (
            SELECT date_trunc('day', created_at) AS feedback_date, user_rating,
                CASE jsonb_typeof(applied_rules) WHEN 'array' THEN applied_rules ELSE '[]' END AS rules
            FROM user_feedback
            WHERE created_at >= now() - interval '90 days'),
        used AS (
            SELECT feedback_date, array_agg(DISTINCT rule) AS rules_used
            FROM recent CROSS JOIN LATERAL jsonb_array_elements_text(rules) AS rule
            GROUP BY feedback_date)
        SELECT feedback_date, count(*) AS total_feedback, avg(user_rating) AS avg_rating,
            count(*) FILTER (WHERE user_rating >= 4) AS positive_feedback,
            count(*) FILTER (WHERE user_rating <= 2) AS negative_feedback, used.rules_used
        FROM recent LEFT JOIN used USING (feedback_date)
        GROUP BY feedback_date, used.rules_used;
    END IF;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    IF to_regprocedure(format('%I.update_updated_at_column()', current_schema())) IS NULL THEN
        CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN NEW.updated_at = now(); RETURN NEW; END';
    END IF;
    FOREACH name IN ARRAY ARRAY['rule_performance', 'rule_combinations', 'rule_metadata'] LOOP
        -- bits 1, 2 and 16 of tgtype: for each row, before, update
        IF NOT EXISTS (SELECT 1 FROM pg_trigger
                WHERE tgrelid = pg_temp.apes_relation(name) AND NOT tgisinternal AND tgtype & 19 = 19) THEN
            EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()',
                'update_' || name || '_updated_at', current_schema(), name);
        END IF;
    END LOOP;
END $$;

-- Two limits of improvement_sessions are lifted for rows of training: only prompt improvements need an original prompt, and there are
-- more states. Rows of the earlier program keep both limits.
SELECT pg_temp.apes_table('improvement_sessions', $$
    session_type varchar(30) NOT NULL DEFAULT 'prompt_improvement'
$$);
DO $$
DECLARE
    old record;
BEGIN
    ALTER TABLE improvement_sessions ALTER COLUMN original_prompt DROP NOT NULL;
    FOR old IN
        SELECT k.conname FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
        WHERE k.conrelid = pg_temp.apes_relation('improvement_sessions') AND k.contype = 'c' AND a.attname = 'status'
    LOOP
        EXECUTE format('ALTER TABLE improvement_sessions DROP CONSTRAINT %I', old.conname);
    END LOOP;
    ALTER TABLE improvement_sessions ADD CONSTRAINT improvement_sessions_status_check CHECK (
        CASE session_type
            WHEN 'prompt_improvement' THEN status IN ('active', 'completed', 'abandoned')
            ELSE status IN ('running', 'stopping', 'completed', 'interrupted', 'failed') END) NOT VALID;
    ALTER TABLE improvement_sessions ADD CONSTRAINT improvement_sessions_original_prompt_check CHECK (
        session_type <> 'prompt_improvement' OR original_prompt IS NOT NULL) NOT VALID;
END $$;
-- Validated where the rows there are pass, which all do that the earlier constraints let in.
DO $$
BEGIN
    ALTER TABLE improvement_sessions VALIDATE CONSTRAINT improvement_sessions_status_check;
    ALTER TABLE improvement_sessions VALIDATE CONSTRAINT improvement_sessions_original_prompt_check;
EXCEPTION WHEN check_violation THEN
    RAISE NOTICE 'rows of improvement_sessions that break its rules were left as they are';
END $$;
