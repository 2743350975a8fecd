package dev.apes.persistence.commit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.ModelRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.entity.ContinuousTrainingSession;
import dev.apes.persistence.entity.ErrorBudgetEntity;
import dev.apes.persistence.entity.GenerationBatchEntity;
import dev.apes.persistence.entity.IterationEntity;
import dev.apes.persistence.entity.IterationId;
import dev.apes.persistence.entity.ModelPerformanceEntity;
import dev.apes.persistence.entity.Orm;
import dev.apes.persistence.entity.RuleMetadataEntity;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.IterationJson;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PromotionJson;
import dev.apes.persistence.live.Announcement;
import dev.apes.persistence.table.CheckpointTable;
import dev.apes.persistence.table.CombinationTable;
import dev.apes.persistence.table.DataSetTable;
import dev.apes.persistence.table.DerivedRuleTable;
import dev.apes.persistence.table.GenerationTable;
import dev.apes.persistence.table.MeasurementTable;
import dev.apes.persistence.table.PromotionTable;
import dev.apes.persistence.table.SelectionTable;
import dev.apes.persistence.table.SessionTable;
import dev.apes.persistence.table.Texts;
import dev.apes.persistence.threads.StoreThreads;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Stores an iteration and takes promotions back, each in one transaction. Rows are locked in one order: session, error budget,
 * rules by id.
 */
public final class IterationWriter {
    private static final int SCORES = 100;
    private static final int CHECKPOINTS = 3;

    private final Orm orm;
    private final Clock clock;
    private final StoreThreads threads;

    /**
     * @param orm Hibernate
     * @param clock for the times written
     * @param threads where rows are made ready
     */
    public IterationWriter(Orm orm, Clock clock, StoreThreads threads) {
        this.orm = orm;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * Asks for rows that are not there and writes one that belongs to nobody: most of what storing a first iteration takes in a young
     * virtual machine.
     *
     * @param session in a transaction that is rolled back
     */
    public static void rehearse(Session session) {
        session.find(ContinuousTrainingSession.class, "", LockModeType.PESSIMISTIC_WRITE);
        session.find(ErrorBudgetEntity.class, "", LockModeType.PESSIMISTIC_WRITE);
        session.find(RuleMetadataEntity.class, "", LockModeType.PESSIMISTIC_WRITE);
        PatternWriter.write(session, "", List.of(), LocalDateTime.MIN);
        ModelPerformanceEntity row = new ModelPerformanceEntity(null, 0, "", "", 0);
        row.describe(0, 0, Json.text(Json.strings(Map.of())), Json.text(Json.numbers(Map.of("none", 0.5))));
        session.persist(row);
        session.flush();
    }

    /**
     * Stores all of it or nothing.
     *
     * @param commit an iteration
     * @param token under which this store runs the session, if it does
     */
    public void store(IterationCommit commit, Optional<UUID> token) {
        write(commit, token, false, false);
    }

    /**
     * Stores an iteration of which it is not known whether it has arrived.
     *
     * @param commit an iteration
     * @param token under which it was made
     * @param afterEnd whether it may be stored though the session has been ended by others since
     * @return whether it had not arrived
     */
    public boolean storeAgain(IterationCommit commit, UUID token, boolean afterEnd) {
        return write(commit, Optional.of(token), true, afterEnd);
    }

    private boolean write(IterationCommit commit, Optional<UUID> token, boolean again, boolean afterEnd) {
        SessionId id = commit.session();
        ReadyRows ready = ReadyRows.begin(commit, threads);
        return orm.transaction("store iteration " + commit.record().iteration() + " of session " + id, session -> {
            Instant now = clock.instant();
            ContinuousTrainingSession row = locked(session, id, token, afterEnd);
            if (again && arrived(session, row, commit)) {
                return false;
            }
            requireTurn(row, commit);
            spend(session, row.dataKey(), id, commit.budget(), now);
            session.doWork(connection -> derive(connection, commit));
            promote(session, commit.record(), now);
            List<UUID> patterns = PatternWriter.write(
                    session, id.value(), commit.patterns(), LocalDateTime.ofInstant(now, clock.getZone()));
            session.persist(iteration(row, commit, now));
            count(row, commit.record());
            commit.model()
                    .ifPresent(
                            model -> session.persist(model(id, commit.record().iteration(), model)));
            generation(session, id, commit.record(), now);
            session.flush();
            session.doWork(connection -> {
                int number = commit.record().iteration();
                MeasurementTable.addApplications(connection, ready.applications());
                MeasurementTable.addGenerated(connection, id.value(), number, commit.generated());
                CombinationTable.replace(connection, id.value(), commit.combinations());
                link(connection, commit, patterns);
                if (commit.selection().isPresent()) {
                    SelectionTable.add(connection, commit.selection().get());
                }
            });
            checkpoint(session, id, ready, now);
            return true;
        });
    }

    /** The last, for it takes longest to be ready. */
    private static void checkpoint(Session session, SessionId id, ReadyRows ready, Instant now) {
        ready.checkpoint(now).ifPresent(row -> {
            session.persist(row);
            session.flush();
            session.doWork(connection -> CheckpointTable.keepNewest(connection, id.value(), CHECKPOINTS));
        });
    }

    private static void derive(Connection connection, IterationCommit commit) throws SQLException {
        for (Derivation each : commit.derived()) {
            DerivedRuleTable.add(
                    connection, each.rule(), PatternWriter.inWords(each.rule().conditions()));
        }
    }

    private static void link(Connection connection, IterationCommit commit, List<UUID> patterns) throws SQLException {
        for (Derivation each : commit.derived()) {
            int pattern = each.pattern().map(commit.patterns()::indexOf).orElse(-1);
            if (pattern >= 0) {
                DerivedRuleTable.link(connection, each.rule().id(), patterns.get(pattern));
            }
        }
    }

    private static boolean arrived(Session session, ContinuousTrainingSession row, IterationCommit commit) {
        int number = commit.record().iteration();
        if (row.totalIterations() < number) {
            return false;
        }
        IterationEntity stored =
                Orm.find(session, IterationEntity.class, new IterationId(row.sessionId(), number), LockModeType.NONE);
        return stored != null && Json.text(IterationJson.write(commit.record())).equals(stored.record());
    }

    private static ContinuousTrainingSession locked(
            Session session, SessionId id, Optional<UUID> token, boolean afterEnd) {
        ContinuousTrainingSession row =
                Orm.find(session, ContinuousTrainingSession.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw SessionTable.unknown(id);
        }
        boolean alive = row.status().equals("running") || row.status().equals("stopping");
        if (!alive && !(afterEnd && !row.status().equals("completed"))) {
            throw new SessionStateException("Session " + id + " has already ended as " + row.status());
        }
        if (token.isEmpty()) {
            throw new SessionStateException(
                    "Session " + id + " is not run by this process; take it over first. Nothing was stored");
        }
        if (!token.get().equals(row.leaseToken())) {
            throw new SessionStateException(
                    "Session " + id + " was taken over by another process while the connection was lost;"
                            + " nothing was stored. End this process: the other one goes on from the last committed iteration");
        }
        return row;
    }

    private static void requireTurn(ContinuousTrainingSession row, IterationCommit commit) {
        int expected = row.totalIterations() + 1;
        if (commit.record().iteration() != expected) {
            throw new SessionStateException("Session " + commit.session() + " expects iteration " + expected
                    + " but was given " + commit.record().iteration() + "; nothing was stored");
        }
        for (PromotionRecord promotion : commit.record().promotions()) {
            PromotionId id = promotion.id();
            if (!id.session().equals(commit.session()) || id.iteration() != expected) {
                throw new SessionStateException("Promotion " + id + " does not belong to iteration " + expected
                        + " of session " + commit.session() + "; nothing was stored");
            }
        }
    }

    private static void spend(Session session, String dataKey, SessionId id, ErrorBudget budget, Instant now) {
        String family = session.doReturningWork(connection -> {
            String name = DataSetTable.budgetFamily(connection, dataKey);
            Sql.run(
                    connection,
                    "INSERT INTO training_error_budgets (budget_family) VALUES (?) ON CONFLICT (budget_family) DO NOTHING",
                    name);
            return name;
        });
        ErrorBudgetEntity row = Orm.find(session, ErrorBudgetEntity.class, family, LockModeType.PESSIMISTIC_WRITE);
        if (budget.tests() < row.tests() || budget.spent() < row.spent() - 1e-12) {
            throw new SessionStateException(
                    "Session " + id + " counts " + budget.tests() + " tests and " + budget.spent()
                            + " of the error budget of its prompts spent, but " + row.tests() + " and " + row.spent()
                            + " are: another session on the same prompts spent it meanwhile. Nothing was stored; resume the session");
        }
        row.spend(budget.tests(), budget.spent(), now);
    }

    private static void promote(Session session, IterationRecord record, Instant now) {
        RuleChange change = new RuleChange(session, now);
        record.promotions().stream()
                .sorted(Comparator.comparing(p -> p.id().ruleId()))
                .forEach(change::promote);
    }

    private static IterationEntity iteration(ContinuousTrainingSession row, IterationCommit commit, Instant now) {
        IterationRecord record = commit.record();
        ObjectNode whole = IterationJson.write(record);
        ObjectNode optimizations = Json.object();
        ArrayNode promotions = optimizations.putArray("promotions");
        record.promotions().forEach(p -> promotions.add(PromotionJson.write(p)));
        ArrayNode tests = optimizations.putArray("gateTests");
        record.gateTests().forEach(t -> tests.add(PromotionJson.write(t)));
        IterationEntity entity = new IterationEntity(new IterationId(row.sessionId(), record.iteration()), now);
        entity.describe(
                Json.text(IterationJson.write(record.summary().metrics())), Json.text(optimizations), Json.text(whole));
        double seconds = record.stepTimes().values().stream()
                        .reduce(Duration.ZERO, Duration::plus)
                        .toMillis()
                / 1000.0;
        entity.count(
                Texts.fit(record.strategy(), 100),
                record.generation().promptsAccepted(),
                seconds,
                record.summary().improvement(),
                record.summary().evaluatorCalls(),
                record.promotions().size());
        return entity;
    }

    private static void count(ContinuousTrainingSession row, IterationRecord record) {
        ArrayNode scores = Json.array();
        if (row.performanceHistory() != null) {
            Json.parse(row.performanceHistory()).forEach(scores::add);
        }
        scores.add(record.summary().improvement());
        while (scores.size() > SCORES) {
            scores.remove(0);
        }
        row.committed(
                record.iteration(),
                record.summary().evaluatorCalls(),
                Json.text(scores),
                record.best()
                        ? Json.text(
                                IterationJson.write(record.summary().metrics()).put("iteration", record.iteration()))
                        : null);
    }

    private static ModelPerformanceEntity model(SessionId id, int iteration, ModelRecord model) {
        ModelPerformanceEntity row = new ModelPerformanceEntity(
                id.value(), iteration, Texts.fit(model.version(), 50), Texts.fit(model.type(), 50), model.accuracy());
        row.describe(
                model.trainingSamples(),
                model.validationSamples(),
                Json.text(Json.strings(model.hyperparameters())),
                Json.text(Json.numbers(model.figures())));
        return row;
    }

    private static void generation(Session session, SessionId id, IterationRecord record, Instant now) {
        session.doWork(connection -> GenerationTable.settleLast(connection, id.value(), record));
        GenerationRecord generation = record.generation();
        if (generation.rowsRequested() == 0 && generation.promptsAccepted() == 0) {
            return;
        }
        Duration time = record.stepTimes().get(TrainingStep.GENERATE);
        GenerationBatchEntity batch = new GenerationBatchEntity(
                new IterationId(id.value(), record.iteration()),
                Texts.fit(generation.method(), 100),
                Texts.fit(record.strategy(), 100),
                time == null ? null : time.toMillis() / 1000.0,
                now);
        batch.count(
                generation.rowsRequested(),
                generation.promptsAccepted(),
                Json.text(Json.counts(generation.rejected())),
                Json.text(Json.counts(generation.difficulty())));
        session.persist(batch);
        session.doWork(connection -> GenerationTable.add(connection, id.value(), record));
    }

    /**
     * Puts the parameters before a promotion back in force.
     *
     * @param id a promotion whose result is in force
     */
    public void rollBack(PromotionId id) {
        orm.transaction("roll promotion " + id + " back", session -> {
            PromotionRecord promotion = session.doReturningWork(connection -> PromotionTable.find(connection, id))
                    .orElseThrow(() -> new SessionStateException("There is no promotion of rule " + id.ruleId()
                            + " in iteration " + id.iteration() + " of session " + id.session()));
            RuleChange change = new RuleChange(session, clock.instant());
            Optional<RuleMetadataEntity> row = change.lock(id.ruleId());
            if (promotion.before().asMap().isEmpty()
                    && row.filter(RuleMetadataEntity::enabled).isEmpty()) {
                throw new SessionStateException(
                        "Derived rule " + id.ruleId() + " is switched off already; there is nothing to roll back");
            }
            String inForce = row.map(RuleMetadataEntity::defaultParameters)
                    .orElseGet(() -> session.doReturningWork(connection -> PromotionTable.last(connection, id.ruleId()))
                            .orElse("{}"));
            if (!RuleChange.differing(Json.parse(inForce), promotion.after()).isEmpty()) {
                throw new SessionStateException("The parameters of promotion " + id
                        + " are no longer in force, which are " + inForce + "; roll the later promotion back first");
            }
            change.rollBack(promotion);
            if (id.ruleId().equals(StoredSelection.RULE_ID)) {
                session.doWork(connection -> takeBack(connection, id));
            }
            session.doWork(Announcement::rules);
            return null;
        });
    }

    /** Two sessions may have promoted models of iterations with the same number, so that the parameters alone do not tell them apart. */
    private static void takeBack(Connection connection, PromotionId id) throws SQLException {
        Optional<PromotionId> inForce = SelectionTable.inForce(connection);
        if (SelectionTable.find(connection, id).isPresent() && !inForce.equals(Optional.of(id))) {
            throw new SessionStateException("Promotion " + id + " is no longer in force, which is "
                    + inForce.orElseThrow() + "; roll the later promotion back first");
        }
        SelectionTable.remove(connection, id);
    }
}
