-- Rules that training has made of another rule and a pattern.

SELECT pg_temp.apes_table('rule_metadata', $$
    base_rule_id varchar(50),
    derived_conditions json,
    derived_confines boolean,
    derived_from_pattern uuid
$$);
CREATE INDEX IF NOT EXISTS idx_rule_metadata_base ON rule_metadata (base_rule_id) WHERE base_rule_id IS NOT NULL;
COMMENT ON COLUMN rule_metadata.base_rule_id IS 'the rule that does the work of this one; empty for rules that are not derived';
COMMENT ON COLUMN rule_metadata.derived_conditions IS 'on features of a prompt as it was given; where all hold, this rule takes the place of its base';
COMMENT ON COLUMN rule_metadata.derived_confines IS 'whether the base rule is left out where the conditions do not hold';
COMMENT ON COLUMN rule_metadata.derived_from_pattern IS 'discovered_patterns.pattern_id of the pattern it was made of, which stays there';
