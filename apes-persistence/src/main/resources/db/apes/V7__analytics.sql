-- What dashboards and reports ask for often is kept ready, so that no page adds up a million iterations.

-- One row for each session of training. Triggers keep it, so that it is right whoever writes: a commit, a replayed journal, a restored
-- archive, COPY.
SELECT pg_temp.apes_table('training_session_figures', $$
    session_id varchar(100) PRIMARY KEY,
    begun_at timestamptz,
    ended_at timestamptz,
    iterations integer NOT NULL DEFAULT 0,
    first_iteration integer,
    last_iteration integer,
    first_score double precision,
    last_score double precision,
    best_score double precision,
    running_seconds double precision NOT NULL DEFAULT 0,
    evaluator_calls bigint NOT NULL DEFAULT 0,
    promotions integer NOT NULL DEFAULT 0,
    prompts_generated bigint NOT NULL DEFAULT 0,
    first_at timestamptz,
    last_at timestamptz,
    holdout_prompts integer,
    holdout_raw double precision,
    holdout_start double precision,
    holdout_end double precision,
    holdout_low double precision,
    holdout_high double precision
$$);
SELECT pg_temp.apes_reference('training_session_figures', 'session_id', 'fk_training_session_figures_session');
CREATE INDEX IF NOT EXISTS idx_training_session_figures_begun ON training_session_figures (begun_at);
COMMENT ON TABLE training_session_figures IS 'what the iterations of a session add up to; kept by triggers, can be computed again from them';
COMMENT ON COLUMN training_session_figures.last_score IS 'performance score in [0, 1]: (0.4 modelAccuracy + 0.3 ruleEffectiveness + 0.2 patternCoverage) / 0.9 of the last iteration that had a model';
COMMENT ON COLUMN training_session_figures.holdout_low IS 'lower end of the 95 % interval of holdout_end - holdout_start, paired by prompt';

CREATE OR REPLACE FUNCTION apes_performance_score(metrics jsonb) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (metrics ->> 'modelAccuracy')::double precision > 0 THEN (0.4 * (metrics ->> 'modelAccuracy')::double precision + 0.3 * (metrics ->> 'ruleEffectiveness')::double precision
        + 0.2 * (metrics ->> 'patternCoverage')::double precision) / 0.9 END
$$;

-- The column of training_iterations that holds our session ids has one of two names (see V2), so the functions are made to measure.
-- Their search path is the one the tables were made with: other programs that write may have another.
DO $do$
DECLARE
    own text := CASE WHEN EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = pg_temp.apes_relation('training_iterations')
        AND attname = 'improvement_session_id' AND NOT attisdropped) THEN 'improvement_session_id' ELSE 'session_id' END;
    summing text := $sql$
        INSERT INTO training_session_figures AS f (session_id, begun_at, iterations, first_iteration, last_iteration, first_score,
            last_score, best_score, running_seconds, evaluator_calls, promotions, prompts_generated, first_at, last_at)
        SELECT s.session_id, s.begun_at, count(*), min(i.iteration), max(i.iteration),
            (array_agg(i.score ORDER BY i.iteration) FILTER (WHERE i.score IS NOT NULL))[1],
            (array_agg(i.score ORDER BY i.iteration DESC) FILTER (WHERE i.score IS NOT NULL))[1],
            max(i.score), coalesce(sum(i.duration_seconds), 0), coalesce(max(i.evaluator_calls), 0),
            coalesce(sum(i.promotions), 0), coalesce(sum(i.synthetic_data_generated), 0), min(i.created_at), max(i.created_at)
        FROM (SELECT %I AS session, iteration, apes_performance_score(performance_metrics::jsonb) AS score, duration_seconds,
                evaluator_calls, promotions, synthetic_data_generated, created_at FROM %s WHERE %I IS NOT NULL AND iteration IS NOT NULL) AS i
        JOIN improvement_sessions s ON s.session_id = i.session AND s.session_type = 'continuous_training'
        GROUP BY s.session_id, s.begun_at
        ON CONFLICT (session_id) DO UPDATE SET begun_at = excluded.begun_at, iterations = f.iterations + excluded.iterations,
            first_iteration = least(f.first_iteration, excluded.first_iteration),
            last_iteration = greatest(f.last_iteration, excluded.last_iteration),
            first_score = CASE WHEN f.first_score IS NULL OR excluded.first_iteration < f.first_iteration
                THEN coalesce(excluded.first_score, f.first_score) ELSE f.first_score END,
            last_score = CASE WHEN f.last_score IS NULL OR excluded.last_iteration > f.last_iteration
                THEN coalesce(excluded.last_score, f.last_score) ELSE f.last_score END,
            best_score = greatest(f.best_score, excluded.best_score),
            running_seconds = f.running_seconds + excluded.running_seconds,
            evaluator_calls = greatest(f.evaluator_calls, excluded.evaluator_calls),
            promotions = f.promotions + excluded.promotions,
            prompts_generated = f.prompts_generated + excluded.prompts_generated,
            first_at = least(f.first_at, excluded.first_at), last_at = greatest(f.last_at, excluded.last_at)
    $sql$;
BEGIN
    EXECUTE format($fun$
        CREATE OR REPLACE FUNCTION apes_iterations_added() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
        BEGIN
            %s;
            PERFORM pg_notify('apes_iterations', json_build_object('session', a.session, 'iteration', a.last,
                    'schema', TG_TABLE_SCHEMA)::text)
                FROM (SELECT %I AS session, max(iteration) AS last FROM added WHERE %I IS NOT NULL GROUP BY 1 LIMIT 100) AS a;
            RETURN NULL;
        END $body$
    $fun$, format(summing, own, 'added', own), own, own);
    EXECUTE format(summing, own, 'training_iterations', own);
END $do$;
DROP TRIGGER IF EXISTS apes_iterations_added ON training_iterations;
CREATE TRIGGER apes_iterations_added AFTER INSERT ON training_iterations REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION apes_iterations_added();

CREATE OR REPLACE FUNCTION apes_session_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    holdout json := NEW.end_report -> 'holdout';
BEGIN
    INSERT INTO training_session_figures AS f (session_id, begun_at, ended_at, evaluator_calls, holdout_prompts, holdout_raw,
        holdout_start, holdout_end, holdout_low, holdout_high)
    VALUES (NEW.session_id, NEW.begun_at, NEW.ended_at, coalesce(NEW.evaluator_calls, 0), (holdout ->> 'prompts')::integer,
        (holdout ->> 'raw')::double precision, (holdout ->> 'atStart')::double precision, (holdout ->> 'atEnd')::double precision,
        (holdout ->> 'low')::double precision, (holdout ->> 'high')::double precision)
    ON CONFLICT (session_id) DO UPDATE SET begun_at = excluded.begun_at, ended_at = excluded.ended_at,
        evaluator_calls = greatest(f.evaluator_calls, excluded.evaluator_calls), holdout_prompts = excluded.holdout_prompts,
        holdout_raw = excluded.holdout_raw, holdout_start = excluded.holdout_start, holdout_end = excluded.holdout_end,
        holdout_low = excluded.holdout_low, holdout_high = excluded.holdout_high;
    PERFORM pg_notify('apes_sessions', json_build_object('session', NEW.session_id, 'status', NEW.status,
        'schema', TG_TABLE_SCHEMA)::text);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS apes_session_begun ON improvement_sessions;
CREATE TRIGGER apes_session_begun AFTER INSERT ON improvement_sessions
    FOR EACH ROW WHEN (NEW.session_type = 'continuous_training') EXECUTE FUNCTION apes_session_changed();
DROP TRIGGER IF EXISTS apes_session_changed ON improvement_sessions;
CREATE TRIGGER apes_session_changed AFTER UPDATE ON improvement_sessions FOR EACH ROW
    WHEN (NEW.session_type = 'continuous_training' AND (OLD.status, OLD.ended_at) IS DISTINCT FROM (NEW.status, NEW.ended_at))
    EXECUTE FUNCTION apes_session_changed();
INSERT INTO training_session_figures AS f (session_id, begun_at, ended_at, evaluator_calls, holdout_prompts, holdout_raw,
    holdout_start, holdout_end, holdout_low, holdout_high)
SELECT session_id, begun_at, ended_at, coalesce(evaluator_calls, 0), (end_report -> 'holdout' ->> 'prompts')::integer,
    (end_report -> 'holdout' ->> 'raw')::double precision, (end_report -> 'holdout' ->> 'atStart')::double precision,
    (end_report -> 'holdout' ->> 'atEnd')::double precision, (end_report -> 'holdout' ->> 'low')::double precision,
    (end_report -> 'holdout' ->> 'high')::double precision
FROM improvement_sessions WHERE session_type = 'continuous_training'
ON CONFLICT (session_id) DO UPDATE SET ended_at = excluded.ended_at,
    evaluator_calls = greatest(f.evaluator_calls, excluded.evaluator_calls), holdout_prompts = excluded.holdout_prompts,
    holdout_raw = excluded.holdout_raw, holdout_start = excluded.holdout_start, holdout_end = excluded.holdout_end,
    holdout_low = excluded.holdout_low, holdout_high = excluded.holdout_high;

-- What needs somebody's attention.
SELECT pg_temp.apes_table('training_alerts', $$
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    kind varchar(30) NOT NULL,
    session_id varchar(100) NOT NULL DEFAULT '',
    severity varchar(20) NOT NULL,
    message text NOT NULL,
    figures jsonb NOT NULL DEFAULT '{}',
    raised_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    cleared_at timestamptz
$$);
SELECT pg_temp.apes_relax('training_alerts', ARRAY['kind', 'session_id', 'severity', 'message']);
CREATE UNIQUE INDEX IF NOT EXISTS uq_training_alerts_open ON training_alerts (session_id, kind) WHERE cleared_at IS NULL;
CREATE INDEX IF NOT EXISTS idx_training_alerts_session ON training_alerts (session_id, id);
COMMENT ON COLUMN training_alerts.kind IS 'regression, stall, lost_heartbeat or full_disk';
COMMENT ON COLUMN training_alerts.session_id IS 'empty where it concerns the machine';
COMMENT ON COLUMN training_alerts.cleared_at IS 'when what it says was no longer so; an alert that goes on is one row';

-- Lists, newest first, page by page. The second holds what is searched, so that a search reads the index alone.
DROP INDEX IF EXISTS idx_improvement_sessions_training;
CREATE INDEX IF NOT EXISTS idx_improvement_sessions_newest ON improvement_sessions (begun_at DESC, id DESC)
    INCLUDE (session_id, status, stopped_reason, data_key) WHERE session_type = 'continuous_training';
CREATE INDEX IF NOT EXISTS idx_improvement_sessions_alive ON improvement_sessions (status)
    WHERE session_type = 'continuous_training' AND status IN ('running', 'stopping');
CREATE INDEX IF NOT EXISTS idx_discovered_patterns_rule ON discovered_patterns (rule_id, id) WHERE improvement_session_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_generation_batches_newest ON generation_batches (created_at DESC) WHERE improvement_session_id IS NOT NULL;
-- Measurements of one session. Only rows of training are in it, so that it is small where an earlier program wrote the rest.
CREATE INDEX IF NOT EXISTS idx_rule_performance_session ON rule_performance (improvement_session_id, iteration)
    WHERE improvement_session_id IS NOT NULL;
