-- How a rule did lately rests on its newest 5,000 measurements. They lie between those of all other rules, so that reading them from the
-- table touches a page for every few rows; with the two figures in the index, none.
CREATE INDEX IF NOT EXISTS idx_rule_performance_recent ON rule_performance (rule_id, created_at DESC)
    INCLUDE (improvement_score, confidence_level);
DROP INDEX IF EXISTS idx_rule_performance_rule_created;
