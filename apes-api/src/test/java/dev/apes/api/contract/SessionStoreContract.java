package dev.apes.api.contract;

import static dev.apes.api.contract.StoreFixtures.ALPHA;
import static dev.apes.api.contract.StoreFixtures.BETA;
import static dev.apes.api.contract.StoreFixtures.RULES;
import static dev.apes.api.contract.StoreFixtures.START;
import static dev.apes.api.contract.StoreFixtures.commit;
import static dev.apes.api.contract.StoreFixtures.dataSet;
import static dev.apes.api.contract.StoreFixtures.end;
import static dev.apes.api.contract.StoreFixtures.generating;
import static dev.apes.api.contract.StoreFixtures.iteration;
import static dev.apes.api.contract.StoreFixtures.pattern;
import static dev.apes.api.contract.StoreFixtures.promotion;
import static dev.apes.api.contract.StoreFixtures.session;
import static dev.apes.api.contract.StoreFixtures.values;
import static dev.apes.api.contract.StoreFixtures.withCheckpoint;
import static dev.apes.api.contract.StoreFixtures.withEverything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.MethodOutcome;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionStore} must do: sessions and their states, one atomic commit per iteration, incumbents and their
 * rollback, error budgets, stop requests, and the ledger of paid answers.
 *
 * <pre>{@code
 * class MyStoreTest extends SessionStoreContract {
 *     @Override
 *     protected SessionStore createStore() {
 *         return new MyStore(freshDatabase());
 *     }
 * }
 * }</pre>
 */
public abstract class SessionStoreContract {
    private static final ErrorBudget SOME = new ErrorBudget(2, 0.0125);

    private SessionStore store;

    /** Called by JUnit. */
    protected SessionStoreContract() {}

    /**
     * @return a store that holds no sessions, rules, budgets or answers; the contract closes it
     * @throws Exception if it cannot be made
     */
    protected abstract SessionStore createStore() throws Exception;

    /**
     * Overridden by stores that others than the trainer write to.
     *
     * @param log what people said
     * @return an open store that holds it and nothing else; empty for stores that never hold any
     * @throws Exception if it cannot be made
     */
    protected Optional<SessionStore> createStoreWith(FeedbackLog log) throws Exception {
        return Optional.empty();
    }

    /** {@return whether it tells how generating fared; a store that does not is left out of these tests} */
    protected boolean keepsMethodOutcomes() {
        return true;
    }

    @BeforeEach
    final void open() throws Exception {
        store = createStore();
        store.prepare(RULES);
    }

    @AfterEach
    final void closeTwice() {
        store.close();
        store.close();
    }

    @Test
    void hasAName() {
        assertThat(store.name()).isNotBlank().isEqualTo(store.name());
    }

    // --- rules -------------------------------------------------------------------------------------------------

    @Test
    void seedsUnknownRulesWithTheirDefaultsInTheOrderAskedFor() {
        Map<String, ParameterValues> forward = store.incumbents(RULES);
        Map<String, ParameterValues> backward = store.incumbents(List.of(BETA, ALPHA));

        assertThat(forward.keySet()).containsExactly(ALPHA.id(), BETA.id());
        assertThat(backward.keySet()).containsExactly(BETA.id(), ALPHA.id());
        assertThat(forward.get(ALPHA.id())).isEqualTo(ALPHA.parameters().defaults());
        assertThat(forward.get(ALPHA.id()).asMap().keySet()).containsExactly("count", "share", "strict", "place");
        assertThat(store.incumbents(List.of())).isEmpty();
    }

    @Test
    void aPromotionBecomesTheIncumbentAndKeepsTheTypesOfItsValues() {
        SessionId id = begin("s1");
        ParameterValues whole = values(2, 2.0);
        store.commit(commit(id, 1, SOME, promotion(id, ALPHA.id(), 1, defaults(), whole)));

        assertThat(incumbent(ALPHA.id())).isEqualTo(whole);
        assertThat(incumbent(ALPHA.id()).asMap().get("share")).isInstanceOf(Double.class);
        assertThat(incumbent(ALPHA.id()).asMap().get("count")).isInstanceOf(Integer.class);
        assertThat(incumbent(BETA.id())).isEqualTo(defaults());
    }

    // --- what rules do together --------------------------------------------------------------------------------

    @Test
    void keepsTheCombinationsLastMeasured() {
        SessionId id = begin("s1");
        List<CombinationRecord> found = List.of(
                new CombinationRecord(
                        List.of(BETA.id(), ALPHA.id()),
                        Optional.empty(),
                        0.125,
                        Map.of(BETA.id(), 0.25, ALPHA.id(), -0.0625),
                        Optional.of(new CombinationRecord.Interaction(-0.0625, -0.125, 1e-17, 0.03)),
                        24,
                        1),
                new CombinationRecord(
                        List.of(ALPHA.id()),
                        Optional.of("code"),
                        0.5,
                        Map.of(ALPHA.id(), 0.5),
                        Optional.empty(),
                        40,
                        1));
        assertThat(store.combinations(id)).isEmpty();
        store.commit(withCombinations(id, 1, found));
        assertThat(store.combinations(id)).isEqualTo(found);
        store.commit(withCombinations(id, 2, List.of()));
        assertThat(store.combinations(id)).isEqualTo(found);
        store.commit(withCombinations(id, 3, found.subList(1, 2)));
        assertThat(store.combinations(id)).isEqualTo(found.subList(1, 2));
        assertThat(store.combinations(begin("s2"))).isEmpty();
        refuses(() -> store.combinations(new SessionId("ghost")));
    }

    private static IterationCommit withCombinations(SessionId id, int number, List<CombinationRecord> combinations) {
        IterationCommit plain = commit(id, number, ErrorBudget.FRESH);
        return new IterationCommit(
                id,
                plain.record(),
                plain.patterns(),
                plain.budget(),
                List.of(),
                List.of(),
                Optional.empty(),
                combinations,
                List.of(),
                Optional.empty());
    }

    // --- derived rules -----------------------------------------------------------------------------------------

    private static final DerivedRule CONFINED = DerivedRule.of(
            ALPHA.id(),
            values(3, 0.25),
            List.of(
                    new PatternRecord.Condition("words", Double.NEGATIVE_INFINITY, 30.5),
                    new PatternRecord.Condition("task=CODE", 1, Double.POSITIVE_INFINITY)),
            true);

    private static final DerivedRule SPECIAL =
            DerivedRule.of(ALPHA.id(), values(5, 0.5), List.of(new PatternRecord.Condition("words", 1e-17, 7)), false);

    @Test
    void aDerivedRuleIsInForceOnceItIsPromotedAndComesBackAsItWas() {
        assertThat(store.keepsDerivedRules()).isTrue();
        assertThat(store.derivedRules()).isEmpty();
        SessionId id = begin("s1");
        store.commit(deriving(id, 1, CONFINED));
        store.commit(deriving(id, 2, SPECIAL));

        assertThat(store.derivedRules()).extracting(StoredDerivedRule::rule).containsExactly(CONFINED, SPECIAL);
        assertThat(store.derivedRules()).allMatch(StoredDerivedRule::enabled).noneMatch(StoredDerivedRule::edited);
        assertThat(incumbent(ALPHA.id())).as("the base rule keeps its own").isEqualTo(defaults());
        assertThat(store.promotions(CONFINED.id())).hasSize(1);
        assertThat(store.rules(RULES)).hasSize(2);
    }

    @Test
    void aDerivedRuleIsPromotedAgainAndRolledBackStepByStepUntilItIsOff() {
        SessionId id = begin("s1");
        PromotionRecord again = promotion(id, CONFINED.id(), 2, CONFINED.values(), values(2, 0.5));
        store.commit(deriving(id, 1, CONFINED));
        store.commit(commit(id, 2, SOME, again));
        assertThat(derived()).isEqualTo(CONFINED.with(values(2, 0.5)));

        PromotionId first = new PromotionId(id, CONFINED.id(), 1);
        refuses(() -> store.rollback(first));
        store.rollback(again.id());
        assertThat(derived()).isEqualTo(CONFINED);
        assertThat(store.derivedRules()).allMatch(StoredDerivedRule::enabled);
        store.rollback(first);
        assertThat(store.derivedRules()).hasSize(1).noneMatch(StoredDerivedRule::enabled);
        assertThat(derived()).isEqualTo(CONFINED);
        refuses(() -> store.rollback(first));
    }

    @Test
    void aDerivedRuleOutlivesThePatternItCameFrom() {
        SessionId id = begin("s1");
        store.commit(deriving(id, 1, CONFINED));
        store.commit(commit(id, 2, SOME));

        assertThat(store.patterns(id)).containsExactly(pattern(ALPHA.id(), 2), pattern(BETA.id(), 0));
        assertThat(derived()).isEqualTo(CONFINED);
        // and the pattern may come back
        store.commit(IterationCommit.of(id, iteration(3, List.of()), List.of(patternOf(CONFINED)), SOME));
        assertThat(store.patterns(id)).containsExactly(patternOf(CONFINED));
    }

    private DerivedRule derived() {
        return store.derivedRules().get(0).rule();
    }

    private static PatternRecord patternOf(DerivedRule rule) {
        return new PatternRecord(rule.baseRule(), rule.values(), rule.conditions(), 0.25, 0.05, 1.75, 1.25, 2.5, true);
    }

    private static IterationCommit deriving(SessionId id, int number, DerivedRule rule) {
        PromotionRecord promotion = promotion(id, rule.id(), number, new ParameterValues(Map.of()), rule.values());
        return new IterationCommit(
                id,
                iteration(number, List.of(promotion)),
                List.of(pattern(BETA.id(), 0), patternOf(rule)),
                SOME,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(new Derivation(rule, Optional.of(patternOf(rule)))),
                Optional.empty());
    }

    // --- feedback of users -------------------------------------------------------------------------------------

    @Test
    void readsWhatPeopleSaidUpToAMarkNewestFirstWhenThereIsTooMuch() throws Exception {
        FeedbackLog log = new FeedbackLog(
                List.of(
                        new FeedbackLog.Rating(1, "Say it", "Say it in two lines", 4, List.of("beta", "alpha")),
                        new FeedbackLog.Rating(2, "Say «it» ☂", "Say «it» ☂", 1, List.of()),
                        new FeedbackLog.Rating(3, "Why?", "Why, step by step?", 5, List.of("alpha"))),
                List.of(new FeedbackLog.Outcome(1, "alpha", "code", 0.25), new FeedbackLog.Outcome(2, "beta", "", 1)));
        Optional<SessionStore> made = createStoreWith(log);
        try (SessionStore with = made.orElse(store)) {
            FeedbackLog expected = made.isPresent() ? log : FeedbackLog.EMPTY;
            assertThat(with.feedback(FeedbackLog.Mark.NOW, 10)).isEqualTo(expected);
            assertThat(with.feedback(FeedbackLog.Mark.NOW, 1)).isEqualTo(expected.until(FeedbackLog.Mark.NOW, 1));
            assertThat(with.feedback(new FeedbackLog.Mark(2, 1), 1))
                    .isEqualTo(expected.until(new FeedbackLog.Mark(2, 1), 1));
            assertThat(with.feedback(new FeedbackLog.Mark(0, 0), 10)).isEqualTo(FeedbackLog.EMPTY);
            assertThatThrownBy(() -> with.feedback(FeedbackLog.Mark.NOW, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    // --- sessions ----------------------------------------------------------------------------------------------

    @Test
    void keepsEveryFieldOfASession() {
        SessionRecord given = session("s-1", "data-1", 0);
        store.begin(given);

        assertThat(found(given.id())).isEqualTo(given);
    }

    @Test
    void refusesASecondSessionOfTheSameIdAndKeepsTheFirst() {
        SessionRecord first = session("s-1", "data-1", 0);
        store.begin(first);

        assertThatThrownBy(() -> store.begin(session("s-1", "other", 5)))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining("s-1");
        assertThat(found(first.id())).isEqualTo(first);
    }

    @Test
    void listsTheNewestSessionsFirst() {
        store.begin(session("middle", "d", 10));
        store.begin(session("newest", "d", 20));
        store.begin(session("oldest", "d", 0));

        assertThat(store.sessions(10)).extracting(s -> s.id().value()).containsExactly("newest", "middle", "oldest");
        assertThat(store.sessions(2)).extracting(s -> s.id().value()).containsExactly("newest", "middle");
        assertThatThrownBy(() -> store.sessions(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void finishingStoresStateTimeAndReason() {
        SessionId id = begin("s1");
        store.finish(id, SessionStatus.COMPLETED, end("targets_reached", 60));

        SessionRecord ended = store.find(id).orElseThrow();
        assertThat(ended.status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(ended.endedAt()).contains(START.plusSeconds(60));
        assertThat(ended.stopReason()).contains("targets_reached");
        assertThat(ended.end()).contains(end("targets_reached", 60));
        assertThat(ended.condition()).isEqualTo(SessionCondition.COMPLETED);
    }

    @Test
    void aFinishedSessionTakesNothingMore() {
        SessionId id = begin("s1");
        store.finish(id, SessionStatus.FAILED, end("max_iterations", 60));
        SessionRecord ended = found(id);

        refuses(() -> store.commit(commit(id, 1, SOME)));
        refuses(() -> store.finish(id, SessionStatus.COMPLETED, end("single_pass", 99)));
        refuses(() -> store.requestStop(id, StopMode.GRACEFUL));
        assertThat(found(id)).isEqualTo(ended);
    }

    @Test
    void onlyAnEndedStateEndsASession() {
        SessionId id = begin("s1");

        for (SessionStatus status : List.of(SessionStatus.RUNNING, SessionStatus.STOPPING)) {
            assertThatThrownBy(() -> store.finish(id, status, end("single_pass", 0)))
                    .isInstanceOfAny(IllegalArgumentException.class, SessionStateException.class);
        }
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void saysWhichSessionItDoesNotKnow() {
        SessionId ghost = new SessionId("ghost");

        assertThat(store.find(ghost)).isEmpty();
        refuses(() -> store.commit(commit(ghost, 1, SOME)));
        refuses(() -> store.finish(ghost, SessionStatus.COMPLETED, end("single_pass", 0)));
        refuses(() -> store.iterations(ghost, 0, 1));
        refuses(() -> store.patterns(ghost));
        refuses(() -> store.requestStop(ghost, StopMode.FORCE));
        refuses(() -> store.stopRequest(ghost));
        assertThatThrownBy(() -> store.stopRequest(ghost)).hasMessageContaining("ghost");
    }

    // --- iterations --------------------------------------------------------------------------------------------

    @Test
    void keepsEveryFieldOfAnIteration() {
        SessionId id = begin("s1");
        PromotionRecord promotion = promotion(id, ALPHA.id(), 1, defaults(), values(2, 0.5));
        store.commit(commit(id, 1, SOME, promotion));

        assertThat(store.iterations(id, 0, 10)).containsExactly(iteration(1, List.of(promotion)));
        assertThat(store.promotions(ALPHA.id())).containsExactly(promotion);
        assertThat(store.patterns(id)).containsExactly(pattern(ALPHA.id(), 1), pattern(BETA.id(), 0));
        assertThat(store.find(id).orElseThrow().iterations()).isEqualTo(1);
    }

    @Test
    void pagesThroughIterationsOldestFirst() {
        SessionId id = begin("s1");
        for (int i = 1; i <= 5; i++) {
            store.commit(commit(id, i, SOME));
        }

        assertThat(numbers(store.iterations(id, 0, 2))).containsExactly(1, 2);
        assertThat(numbers(store.iterations(id, 2, 10))).containsExactly(3, 4, 5);
        assertThat(store.iterations(id, 5, 10)).isEmpty();
        assertThatThrownBy(() -> store.iterations(id, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patternsAreThoseOfTheLastIteration() {
        SessionId id = begin("s1");
        assertThat(store.patterns(id)).isEmpty();
        store.commit(commit(id, 1, SOME));
        store.commit(commit(id, 2, SOME));

        assertThat(store.patterns(id)).containsExactly(pattern(ALPHA.id(), 2), pattern(BETA.id(), 0));
    }

    // --- generating --------------------------------------------------------------------------------------------

    @Test
    void tellsWhatBecameOfTheGapsThatGeneratingAimedAt() {
        assumeTrue(keepsMethodOutcomes());
        SessionId one = begin("s1");
        store.commit(generating(one, 1, "copula", 100, gaps("zulu", 0.5, "alpha", 0.25, "spent", -0.125)));
        assertThat(store.methodOutcomes("contract", 5, 5))
                .containsExactly(outcome(one, 1, "copula", 100, 0.75, OptionalDouble.empty()));

        // "zulu" has shrunk, "alpha" reached its target, "spent" was not open, "new" was not there
        store.commit(generating(one, 2, "smote", 80, gaps("zulu", 0.25, "spent", -0.25, "new", 0.5)));
        store.commit(generating(one, 3, "none", 0, gaps("zulu", -0.5, "new", 0.125)));
        store.commit(generating(one, 4, "copula", 60, Map.of()));

        assertThat(store.methodOutcomes("contract", 5, 5))
                .containsExactly(
                        outcome(one, 4, "copula", 60, 0, OptionalDouble.empty()),
                        outcome(one, 2, "smote", 80, 0.75, OptionalDouble.of(0.625)),
                        outcome(one, 1, "copula", 100, 0.75, OptionalDouble.of(0.25)));
        assertThat(store.methodOutcomes("contract", 5, 5).get(2).closed().orElseThrow())
                .isEqualTo(0.5 / 0.75);
    }

    @Test
    void givesTheNewestOutcomesOfTheNewestSessionsOfOneEvaluator() {
        assumeTrue(keepsMethodOutcomes());
        SessionId older = begin("s1");
        SessionId newer = new SessionId("s2");
        store.begin(session("s2", "data-s2", 60));
        for (int i = 1; i <= 3; i++) {
            store.commit(generating(older, i, "copula", 10 * i, gaps("a", 0.5)));
            store.commit(generating(newer, i, "smote", 20 * i, gaps("a", 0.25)));
        }

        assertThat(store.methodOutcomes("contract", 2, 2))
                .extracting(o -> o.session() + " " + o.iteration() + " " + o.rowsRequested())
                .containsExactly("s2 3 60", "s2 2 40", "s1 3 30", "s1 2 20");
        assertThat(store.methodOutcomes("contract", 1, 9))
                .extracting(MethodOutcome::session)
                .containsOnly(newer);
        assertThat(store.methodOutcomes("another", 2, 2)).isEmpty();
        assertThatThrownBy(() -> store.methodOutcomes("contract", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.methodOutcomes("contract", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MethodOutcome outcome(
            SessionId session, int iteration, String method, int rows, double before, OptionalDouble after) {
        return new MethodOutcome(
                session, iteration, method, "rule_focused", rows, rows / 2, 0.1 * iteration, before, after);
    }

    private static Map<String, Double> gaps(Object... subjectsAndSeverities) {
        Map<String, Double> gaps = new LinkedHashMap<>();
        for (int i = 0; i < subjectsAndSeverities.length; i += 2) {
            gaps.put((String) subjectsAndSeverities[i], (Double) subjectsAndSeverities[i + 1]);
        }
        return gaps;
    }

    @Test
    void aCommitOutOfTurnChangesNothing() {
        SessionId id = begin("s1");
        store.commit(commit(id, 1, SOME));
        SessionRecord before = found(id);

        for (int wrong : new int[] {1, 3, 7}) {
            ErrorBudget more = new ErrorBudget(9, 0.04);
            refuses(() -> store.commit(
                    commit(id, wrong, more, promotion(id, ALPHA.id(), wrong, defaults(), values(5, 1.5)))));
        }

        assertThat(found(id)).isEqualTo(before);
        assertThat(numbers(store.iterations(id, 0, 10))).containsExactly(1);
        assertThat(store.patterns(id)).contains(pattern(ALPHA.id(), 1));
        assertThat(store.promotions(ALPHA.id())).isEmpty();
        assertThat(incumbent(ALPHA.id())).isEqualTo(defaults());
        assertThat(store.errorBudget("data-s1")).isEqualTo(SOME);
    }

    @Test
    void sessionsDoNotMix() {
        SessionId one = begin("s1");
        SessionId two = begin("s2");
        store.commit(commit(one, 1, SOME));

        assertThat(store.iterations(two, 0, 10)).isEmpty();
        assertThat(store.patterns(two)).isEmpty();
        assertThat(store.find(two).orElseThrow().iterations()).isZero();
    }

    @Test
    void ofManyWhoCommitTheSameIterationOneSucceeds() throws Exception {
        SessionId id = begin("s1");
        List<Throwable> refused = Parallel.collect(
                8, worker -> catchThrowable(() -> store.commit(commit(id, 1, new ErrorBudget(worker, 0.01)))));

        assertThat(refused).filteredOn(e -> e == null).hasSize(1);
        assertThat(refused).filteredOn(e -> e != null).allMatch(SessionStateException.class::isInstance);
        assertThat(store.iterations(id, 0, 10)).hasSize(1);
    }

    @Test
    void whatItReturnsIsASnapshot() {
        SessionId id = begin("s1");
        Map<String, ParameterValues> incumbents = store.incumbents(RULES);
        List<IterationRecord> none = store.iterations(id, 0, 10);
        List<SessionRecord> sessions = store.sessions(10);
        SessionRecord found = store.find(id).orElseThrow();

        store.commit(commit(id, 1, SOME, promotion(id, ALPHA.id(), 1, defaults(), values(2, 0.5))));
        begin("s2");

        assertThat(incumbents.get(ALPHA.id())).isEqualTo(defaults());
        assertThat(none).isEmpty();
        assertThat(sessions).hasSize(1);
        assertThat(found.iterations()).isZero();
    }

    // --- error budget ------------------------------------------------------------------------------------------

    @Test
    void theErrorBudgetBelongsToTheDataAndNotToTheSession() {
        assertThat(store.errorBudget("data-s1")).isEqualTo(ErrorBudget.FRESH);
        SessionId first = begin("s1");
        store.commit(commit(first, 1, SOME));
        store.finish(first, SessionStatus.COMPLETED, end("single_pass", 5));
        store.begin(session("again", "data-s1", 9));

        assertThat(store.errorBudget("data-s1")).isEqualTo(SOME);
        assertThat(store.errorBudget("data-s2")).isEqualTo(ErrorBudget.FRESH);
    }

    // --- rollback ----------------------------------------------------------------------------------------------

    @Test
    void rollbackPutsTheParametersBeforeBackInForce() {
        SessionId id = begin("s1");
        PromotionRecord first = promotion(id, ALPHA.id(), 1, defaults(), values(2, 0.5));
        PromotionRecord second = promotion(id, ALPHA.id(), 2, first.after(), values(4, 1.5));
        store.commit(commit(id, 1, SOME, first));
        store.commit(commit(id, 2, SOME, second));
        assertThat(store.promotions(ALPHA.id())).containsExactly(first, second);

        store.rollback(second.id());
        assertThat(incumbent(ALPHA.id())).isEqualTo(first.after());
        store.rollback(first.id());
        assertThat(incumbent(ALPHA.id())).isEqualTo(defaults());
        assertThat(store.errorBudget("data-s1")).as("spent stays spent").isEqualTo(SOME);
    }

    @Test
    void rollbackRefusesWhatIsNotInForce() {
        SessionId id = begin("s1");
        PromotionRecord first = promotion(id, ALPHA.id(), 1, defaults(), values(2, 0.5));
        PromotionRecord second = promotion(id, ALPHA.id(), 2, first.after(), values(4, 1.5));
        store.commit(commit(id, 1, SOME, first));
        store.commit(commit(id, 2, SOME, second));

        refuses(() -> store.rollback(first.id()));
        refuses(() -> store.rollback(new PromotionId(id, ALPHA.id(), 9)));
        refuses(() -> store.rollback(new PromotionId(id, "no_such_rule", 1)));
        assertThat(incumbent(ALPHA.id())).isEqualTo(second.after());

        store.rollback(second.id());
        refuses(() -> store.rollback(second.id()));
        assertThat(incumbent(ALPHA.id())).isEqualTo(first.after());
    }

    // --- selections of rules -----------------------------------------------------------------------------------

    private static IterationCommit selecting(SessionId id, int number, byte... model) {
        ParameterValues before = new ParameterValues(Map.of("model_of_iteration", number - 1));
        ParameterValues after = new ParameterValues(Map.of("model_of_iteration", number));
        PromotionRecord promotion = promotion(id, StoredSelection.RULE_ID, number, before, after);
        return new IterationCommit(
                id,
                iteration(number, List.of(promotion)),
                List.of(),
                SOME,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new StoredSelection(promotion.id(), 7, model)));
    }

    @Test
    void theSelectionPromotedLastIsInForceUntilItIsRolledBack() {
        assertThat(store.selectionInForce()).isEmpty();
        SessionId id = begin("s1");
        PromotionId first = new PromotionId(id, StoredSelection.RULE_ID, 1);
        PromotionId second = new PromotionId(id, StoredSelection.RULE_ID, 2);
        assertThat(store.selection(first)).isEmpty();

        store.commit(selecting(id, 1, (byte) 1, (byte) 0, (byte) -1));
        assertThat(store.selectionInForce()).contains(first);
        store.commit(selecting(id, 2, (byte) 2));
        assertThat(store.selectionInForce()).contains(second);
        assertThat(store.selection(first).orElseThrow().model()).containsExactly(1, 0, -1);
        assertThat(store.selection(second).orElseThrow().format()).isEqualTo(7);

        refuses(() -> store.rollback(first));
        store.rollback(second);
        assertThat(store.selectionInForce()).contains(first);
        assertThat(store.selection(second)).isEmpty();
        store.rollback(first);
        assertThat(store.selectionInForce()).isEmpty();
    }

    // --- stop requests -----------------------------------------------------------------------------------------

    @Test
    void aStopRequestShowsAndOnlyGrowsStronger() {
        SessionId id = begin("s1");
        assertThat(store.stopRequest(id)).isEmpty();

        store.requestStop(id, StopMode.GRACEFUL);
        assertThat(store.stopRequest(id)).contains(StopMode.GRACEFUL);
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(SessionStatus.STOPPING);
        store.requestStop(id, StopMode.FORCE);
        store.requestStop(id, StopMode.GRACEFUL);
        assertThat(store.stopRequest(id)).contains(StopMode.FORCE);
    }

    @Test
    void aSessionOnItsWayToASafePointStillCommitsAndEnds() {
        SessionId id = begin("s1");
        store.requestStop(id, StopMode.GRACEFUL);
        store.commit(commit(id, 1, SOME));
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(SessionStatus.STOPPING);

        store.finish(id, SessionStatus.INTERRUPTED, end("user_request", 0));
        assertThat(store.find(id).orElseThrow().stopReason()).contains("user_request");
    }

    // --- ledger ------------------------------------------------------------------------------------------------

    @Test
    void aPaidAnswerIsRememberedAndItsFirstVersionKept() {
        store.remember(Map.of("k1", new Evaluation(0.25, Map.of("clarity", -1.5)), "k2", Evaluation.of(1)));
        store.remember(Map.of("k1", Evaluation.of(0.9), "k3", Evaluation.of(0)));
        store.remember(Map.of());

        assertThat(store.recall(List.of("k1", "k3", "unknown", "k1")))
                .isEqualTo(Map.of("k1", new Evaluation(0.25, Map.of("clarity", -1.5)), "k3", Evaluation.of(0)));
        assertThat(store.recall(List.of())).isEmpty();
    }

    @Test
    void whenManyRememberOneKeyAllRecallTheSame() throws Exception {
        List<Map<String, Evaluation>> seen = Parallel.collect(8, worker -> {
            store.remember(Map.of("k", Evaluation.of(worker / 10.0), "own-" + worker, Evaluation.of(0.5)));
            return store.recall(List.of("k"));
        });

        assertThat(seen).containsOnly(store.recall(List.of("k")));
        List<String> own = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            own.add("own-" + w);
        }
        assertThat(store.recall(own)).hasSize(8);
    }

    // --- inspection and preparation ----------------------------------------------------------------------------

    @Test
    void whatIsPreparedIsNoLongerMissing() {
        store.prepare(RULES);

        StoreInspection inspection = store.inspect(RULES);
        assertThat(inspection.blocked()).isEmpty();
        assertThat(inspection.missing()).isEmpty();
        assertThat(store.prepare(RULES)).as("done a second time").isEmpty();
    }

    @Test
    void rulesAreInForceAsTheyWereSeeded() {
        store.prepare(RULES);

        assertThat(store.rules(RULES)).extracting(StoredRule::definition).containsExactlyElementsOf(RULES);
        assertThat(store.rules(RULES)).allSatisfy(rule -> {
            assertThat(rule.enabled()).isTrue();
            assertThat(rule.edited()).isFalse();
            assertThat(rule.notes()).isEmpty();
        });
    }

    // --- data sets ---------------------------------------------------------------------------------------------

    @Test
    void aDataSetIsKeptWholeAndInOrder() {
        DataSet given = dataSet("data-1", 0, 10);
        store.register(given);
        store.register(dataSet("data-1", 5, 10));

        assertThat(store.dataSet("data-1")).contains(given);
        assertThat(store.dataSet("data-2")).isEmpty();
    }

    @Test
    void aPromptKeepsTheSideItWasFirstPutOn() {
        DataSet first = dataSet("data-1", 0, 10);
        store.register(first);
        List<String> asked = new ArrayList<>(List.of("unknown"));
        first.members().forEach(m -> asked.add(m.fingerprint()));

        Map<String, DataSide> sides = store.sides(asked);
        assertThat(sides).hasSize(10).doesNotContainKey("unknown");
        first.members().forEach(m -> assertThat(sides.get(m.fingerprint())).isEqualTo(m.side()));
        assertThat(store.sides(List.of())).isEmpty();
    }

    @Test
    void addingAFewPromptsEarnsNoFreshErrorBudget() {
        store.register(dataSet("data-old", 0, 20));
        store.begin(session("old", "data-old", 0));
        store.commit(commit(new SessionId("old"), 1, SOME));

        store.register(dataSet("data-more", 0, 25));
        store.register(dataSet("data-other", 100, 20));
        assertThat(store.errorBudget("data-more")).isEqualTo(SOME);
        assertThat(store.errorBudget("data-other")).isEqualTo(ErrorBudget.FRESH);

        store.begin(session("more", "data-more", 5));
        ErrorBudget later = new ErrorBudget(3, 0.02);
        store.commit(commit(new SessionId("more"), 1, later));
        assertThat(store.errorBudget("data-old")).isEqualTo(later);
    }

    // --- resuming ----------------------------------------------------------------------------------------------

    @Test
    void aCutOffSessionCanBeTakenOverAndGoesOnWhereItWas() {
        SessionId id = begin("s1");
        store.commit(commit(id, 1, SOME));
        store.requestStop(id, StopMode.GRACEFUL);
        store.finish(id, SessionStatus.INTERRUPTED, end("user_request", 9));
        assertThat(store.find(id).orElseThrow().condition()).isEqualTo(SessionCondition.INTERRUPTED);

        SessionRecord taken = store.takeOver(id);
        assertThat(taken.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(taken.iterations()).isEqualTo(1);
        assertThat(taken.end()).isEmpty();
        assertThat(taken.condition()).isEqualTo(SessionCondition.RUNNING);
        assertThat(store.stopRequest(id)).as("the request that cut it off").isEmpty();
        store.commit(commit(id, 2, SOME));
        assertThat(numbers(store.iterations(id, 0, 10))).containsExactly(1, 2);
    }

    @Test
    void whatIsDoneOrRunningOrUnknownCanNotBeTakenOver() {
        SessionId running = begin("s1");
        refuses(() -> store.takeOver(running));
        store.finish(running, SessionStatus.COMPLETED, end("single_pass", 9));
        refuses(() -> store.takeOver(running));
        refuses(() -> store.takeOver(new SessionId("ghost")));
    }

    @Test
    void theNewestCheckpointComesBackByteForByte() {
        SessionId id = begin("s1");
        assertThat(store.checkpoint(id)).isEmpty();
        byte[] state = new byte[70_000];
        new java.util.Random(1).nextBytes(state);
        store.commit(withCheckpoint(id, 1, new byte[] {1}));
        store.commit(withCheckpoint(id, 2, state));
        store.commit(commit(id, 3, SOME));

        Checkpoint found = store.checkpoint(id).orElseThrow();
        assertThat(found.iteration()).isEqualTo(2);
        assertThat(found.format()).isEqualTo(3);
        assertThat(found.state()).isEqualTo(state);
        refuses(() -> store.checkpoint(new SessionId("ghost")));
    }

    @Test
    void theEndBringsACheckpointThatTheLastCommitDidNot() {
        SessionId id = begin("s1");
        store.commit(withCheckpoint(id, 1, new byte[] {1}));
        store.commit(commit(id, 2, SOME));
        Checkpoint early = new Checkpoint(3, 3, new byte[] {3});
        refuses(() -> store.finish(id, SessionStatus.INTERRUPTED, end("user_request", 9), Optional.of(early)));
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(SessionStatus.RUNNING);
        Checkpoint last = new Checkpoint(2, 3, new byte[] {2, 2});
        store.finish(id, SessionStatus.INTERRUPTED, end("user_request", 9), Optional.of(last));

        assertThat(store.find(id).orElseThrow().status()).isEqualTo(SessionStatus.INTERRUPTED);
        assertThat(store.checkpoint(id).orElseThrow().iteration()).isEqualTo(2);
        store.takeOver(id);
        Checkpoint again = new Checkpoint(2, 4, new byte[] {4});
        store.finish(id, SessionStatus.FAILED, end("failure", 9), Optional.of(again));
        assertThat(store.checkpoint(id).orElseThrow().state()).isEqualTo(new byte[] {4});
    }

    @Test
    void aCommitTakesMeasurementsGeneratedPromptsAndAModel() {
        SessionId id = begin("s1");
        store.commit(withEverything(id, 1));

        assertThat(store.iterations(id, 0, 10)).hasSize(1);
    }

    private SessionRecord found(SessionId id) {
        SessionRecord record = store.find(id).orElseThrow();
        return new SessionRecord(
                record.id(),
                record.status(),
                record.dataKey(),
                record.evaluator(),
                record.seed(),
                record.configuration(),
                record.initialParameters(),
                record.iterations(),
                record.startedAt(),
                record.end(),
                java.util.Optional.empty());
    }

    private SessionId begin(String id) {
        SessionRecord record = session(id, "data-" + id, 0);
        store.begin(record);
        return record.id();
    }

    private static ParameterValues defaults() {
        return ALPHA.parameters().defaults();
    }

    private ParameterValues incumbent(String rule) {
        return store.incumbents(RULES).get(rule);
    }

    private static List<Integer> numbers(List<IterationRecord> records) {
        return records.stream().map(IterationRecord::iteration).toList();
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SessionStateException.class);
    }
}
