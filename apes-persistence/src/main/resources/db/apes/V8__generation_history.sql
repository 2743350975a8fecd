-- What became of the gaps that generating aimed at, for methods to be chosen by it and for reports.

SELECT pg_temp.apes_table('generation_method_performance', $$
    rows_requested integer,
    prompts_accepted integer,
    open_gaps json,
    gap_before double precision,
    gap_after double precision
$$);
COMMENT ON COLUMN generation_method_performance.open_gaps IS 'severity by kind and subject of the gaps that were open, worst first';
COMMENT ON COLUMN generation_method_performance.gap_before IS 'sum of open_gaps';
COMMENT ON COLUMN generation_method_performance.gap_after IS 'severity of the same gaps an iteration later; empty while there is none';

SELECT pg_temp.apes_table('generation_quality_assessments', $$
    prompts_accepted integer,
    feature_distances json,
    wanted_difficulty json,
    difficulty json,
    mix_p_value double precision
$$);
COMMENT ON COLUMN generation_quality_assessments.feature_distances IS 'mean standardised distance between wanted and measured, by feature';
COMMENT ON COLUMN generation_quality_assessments.mix_p_value IS 'of "the prompts kept come from the wanted mix of difficulties"';

SELECT pg_temp.apes_table('generation_analytics', $$
    seconds double precision,
    gap_measured integer,
    gap_closed double precision,
    acceptance_trend double precision,
    distance_trend double precision,
    gap_closed_trend double precision,
    first_iteration integer,
    last_iteration integer
$$);
COMMENT ON COLUMN generation_analytics.gap_closed IS 'mean share of the open gaps that was closed an iteration later, over gap_measured iterations';
COMMENT ON COLUMN generation_analytics.acceptance_trend IS 'change per iteration, least squares; as the other trends';

CREATE INDEX IF NOT EXISTS idx_generation_method_performance_age ON generation_method_performance (created_at)
    WHERE improvement_session_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_generation_quality_assessments_age ON generation_quality_assessments (created_at)
    WHERE improvement_session_id IS NOT NULL;
