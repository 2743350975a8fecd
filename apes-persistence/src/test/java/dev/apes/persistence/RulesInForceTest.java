package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person and training change the same rules. */
class RulesInForceTest {
    private static final SessionId ID = new SessionId("s");
    private static TestDatabase database;

    private PostgresSessionStore store;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(Fixtures.RULES);
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void open() {
        Databases.clear(database);
        store = PostgresSessionStore.open(Databases.config(database).build());
        store.prepare(Fixtures.RULES);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StoredRule rule() {
        return store.rules(Fixtures.RULES).get(0);
    }

    private static void edit(String parameters) {
        Databases.run(
                database, "UPDATE rule_metadata SET default_parameters = default_parameters || '" + parameters + "'");
    }

    @Test
    void isSeededAsItsDefinitionSays() {
        assertThat(Databases.value(database, "SELECT parameter_constraints FROM rule_metadata"))
                .contains("{\"max\": 5, \"min\": 1, \"description\": \"how many\"}")
                .contains("\"values\": [\"before\", \"after\", \"inside\"]");
        assertThat(Databases.value(database, "SELECT default_parameters->>'share' FROM rule_metadata"))
                .isEqualTo("1.0");
    }

    @Test
    void anEditBecomesTheIncumbentWhateverNumbersLookLike() {
        edit("{\"share\": 2, \"count\": 4.0, \"mine\": 7}");

        assertThat(rule().values())
                .isEqualTo(Fixtures.DEFAULTS.with("share", 2.0).with("count", 4));
        assertThat(rule().edited()).isTrue();
        assertThat(rule().notes()).singleElement().asString().contains("mine");
    }

    @Test
    void nonsenseIsToldAndNotGuessed() {
        edit("{\"count\": \"many\", \"share\": [1], \"strict\": 99}");
        StoredRule rule = rule();

        assertThat(rule.values().asMap()).containsEntry("count", "many").containsEntry("share", 1.0);
        assertThat(rule.notes()).singleElement().asString().contains("share");
        assertThatThrownBy(() -> rule.definition().parameters().validate(rule.values()))
                .hasMessageContaining("count")
                .hasMessageContaining("many");
    }

    @Test
    void theOwnerMayDisableReorderAndNarrow() {
        Databases.run(
                database,
                "UPDATE rule_metadata SET enabled = false, priority = 3, parameter_constraints ="
                        + " '{\"count\": {\"min\": 1, \"max\": 2}, \"share\": {\"min\": -5, \"max\": 1.5},"
                        + " \"place\": {\"values\": [\"after\", \"inside\"]}, \"strict\": {\"values\": [true]}}'");
        StoredRule rule = rule();

        assertThat(rule.enabled()).isFalse();
        assertThat(rule.definition().priority()).isEqualTo(3);
        assertThat(rule.definition().parameters().parameter("count").constraint())
                .isEqualTo(new ParameterConstraint.IntegerRange(1, 2));
        assertThat(rule.definition().parameters().parameter("count").defaultValue())
                .isEqualTo(2);
        assertThat(rule.definition().parameters().parameter("share").constraint())
                .isEqualTo(new ParameterConstraint.RealRange(0, 1.5));
        assertThat(rule.definition().parameters().parameter("place").defaultValue())
                .isEqualTo("after");
        assertThat(rule.notes()).hasSize(2).anyMatch(n -> n.contains("share")).anyMatch(n -> n.contains("strict"));
        assertThat(rule.values())
                .as("an incumbent outside the constraints is kept")
                .isEqualTo(Fixtures.DEFAULTS);
        store.prepare(Fixtures.RULES);
        assertThat(rule().enabled()).isFalse();
    }

    @Test
    void unusableConstraintsAreIgnored() {
        Databases.run(
                database,
                "UPDATE rule_metadata SET priority = NULL, parameter_constraints ="
                        + " '{\"count\": {\"min\": 9, \"max\": 12}, \"share\": {\"min\": \"low\"}, \"place\": 4,"
                        + " \"unknown\": {\"min\": 1}}'");

        assertThat(rule().definition()).isEqualTo(Fixtures.RULE);
        assertThat(rule().notes()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aPromotionChangesParametersAndVersionOnlyAndLeavesTheWayBack() {
        String others = "SELECT md5(string_agg(t::text, ';' ORDER BY id)) FROM (SELECT id, rule_name, rule_category,"
                + " rule_description, parameter_constraints, enabled, priority FROM rule_metadata) t";
        Databases.run(
                database,
                "INSERT INTO rule_metadata (rule_id, rule_name) SELECT 'other_' || n, 'Other' FROM generate_series(1, 185) n");
        String before = Databases.value(database, others);
        edit("{\"mine\": 7}");
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.commit(
                ID, 1, Fixtures.promotion(ID, 1, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER)));

        assertThat(Databases.value(database, others)).isEqualTo(before);
        assertThat(rule().values()).isEqualTo(Fixtures.BETTER);
        assertThat(rule().version()).isEqualTo("1.0.1");
        assertThat(rule().edited()).isFalse();
        assertThat(Databases.value(
                        database,
                        "SELECT default_parameters->>'mine' FROM rule_metadata WHERE rule_id = 'clarity_enhancement'"))
                .isEqualTo("7");
        store.rollback(new PromotionId(ID, Fixtures.RULE.id(), 1));
        assertThat(rule().values()).isEqualTo(Fixtures.DEFAULTS);
        assertThat(rule().version()).isEqualTo("1.0.2");
        assertThat(rule().edited()).isFalse();
    }

    @Test
    void aPromotionFromWhatIsNoLongerInForceIsRefusedWhole() {
        store.begin(Fixtures.session("s", "data"));
        edit("{\"count\": 2}");

        assertThatThrownBy(() -> store.commit(Fixtures.commit(
                        ID, 1, Fixtures.promotion(ID, 1, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER))))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining(Fixtures.RULE.id())
                .hasMessageContaining("count is 2 and not 3")
                .hasMessageContaining("Resume");
        assertThat(store.iterations(ID, 0, 5)).isEmpty();
        assertThat(store.promotions(Fixtures.RULE.id())).isEmpty();
        assertThat(rule().values()).isEqualTo(Fixtures.DEFAULTS.with("count", 2));
    }

    @Test
    void aDerivedRuleHasARowLinkedToItsPatternAndItsOwnerMaySwitchItOff() {
        store.begin(Fixtures.session("s", "data"));
        IterationCommit commit = Fixtures.deriving(ID, 1);
        store.commit(commit);
        store.commit(Fixtures.commit(ID, 2)); // in which its pattern is no longer known
        String id = Fixtures.DERIVED.id();
        assertThat(Databases.value(
                        database,
                        "SELECT p.rule_id || ' ' || (p.rank IS NULL) || ' ' || m.base_rule_id || ' ' || m.enabled"
                                + " FROM rule_metadata m JOIN discovered_patterns p ON p.pattern_id = m.derived_from_pattern"
                                + " WHERE m.rule_id = '" + id + "'"))
                .isEqualTo("rule_a true rule_a true".replace("rule_a", Fixtures.RULE.id()));
        assertThat(store.patterns(ID)).isEmpty();

        Databases.run(database, "UPDATE rule_metadata SET enabled = false WHERE rule_id = '" + id + "'");
        assertThat(store.derivedRules())
                .singleElement()
                .satisfies(d -> assertThat(d.enabled()).isFalse())
                .satisfies(d -> assertThat(d.rule()).isEqualTo(Fixtures.DERIVED))
                .satisfies(d -> assertThat(d.edited()).isFalse());
        Databases.run(
                database,
                "UPDATE rule_metadata SET enabled = NULL, default_parameters = default_parameters || '{\"count\": 1}'"
                        + " WHERE rule_id = '" + id + "'");
        assertThat(store.derivedRules())
                .singleElement()
                .satisfies(d -> assertThat(d.enabled()).isTrue())
                .satisfies(d -> assertThat(d.edited()).isTrue())
                .satisfies(d -> assertThat(d.rule().values().integer("count")).isEqualTo(1));
        assertThat(store.rules(Fixtures.RULES)).hasSize(Fixtures.RULES.size());
    }

    @Test
    void theSelectionOfRulesIsPromotedWithoutARow() {
        ParameterValues none = new ParameterValues(Map.of("model_of_iteration", 0));
        ParameterValues some = new ParameterValues(Map.of("model_of_iteration", 1));
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.commit(ID, 1, Fixtures.promotion(ID, 1, "rule_selection", none, some)));

        assertThat(store.promotions("rule_selection")).hasSize(1);
        store.rollback(new PromotionId(ID, "rule_selection", 1));
        assertThatThrownBy(() -> store.rollback(new PromotionId(ID, "rule_selection", 1)))
                .isInstanceOf(SessionStateException.class);
        assertThat(Databases.count(database, "rule_metadata")).isEqualTo(1);
        assertThatThrownBy(() ->
                        store.commit(Fixtures.commit(ID, 2, Fixtures.promotion(ID, 2, "nobody_knows", none, some))))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining("nobody_knows");
    }

    @Test
    void aSchemaThatIsNotThereYetHasTheDefaults() {
        try (PostgresSessionStore absent = PostgresSessionStore.open(
                Databases.config(database).schema("not there").build())) {
            assertThat(absent.rules(Fixtures.RULES))
                    .allSatisfy(rule -> assertThat(rule.values())
                            .isEqualTo(rule.definition().parameters().defaults()));
            assertThat(absent.derivedRules()).isEmpty();
        }
    }
}
