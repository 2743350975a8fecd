package dev.apes.api.contract;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plainest store that fulfils the contract: one lock around maps. The contract's own test runs against it. */
final class HeapSessionStore implements SessionStore {
    private static final class Entry {
        private SessionRecord record;
        private final List<IterationRecord> iterations = new ArrayList<>();
        private List<PatternRecord> patterns = List.of();
        private StopMode stop;
    }

    private final Map<SessionId, Entry> sessions = new LinkedHashMap<>();
    private final Map<String, ParameterValues> incumbents = new LinkedHashMap<>();
    private final Map<String, Deque<PromotionRecord>> inForce = new LinkedHashMap<>();
    private final List<PromotionRecord> promotions = new ArrayList<>();
    private final Map<String, ErrorBudget> budgets = new LinkedHashMap<>();
    private final Map<String, Evaluation> ledger = new LinkedHashMap<>();

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public synchronized Map<String, ParameterValues> incumbents(List<RuleDefinition> rules) {
        Map<String, ParameterValues> found = new LinkedHashMap<>();
        for (RuleDefinition rule : rules) {
            found.put(
                    rule.id(),
                    incumbents.computeIfAbsent(
                            rule.id(), id -> rule.parameters().defaults()));
        }
        return found;
    }

    @Override
    public synchronized ErrorBudget errorBudget(String dataKey) {
        return budgets.getOrDefault(dataKey, ErrorBudget.FRESH);
    }

    @Override
    public synchronized void begin(SessionRecord session) {
        if (sessions.containsKey(session.id())) {
            throw new SessionStateException("there is already a session " + session.id() + "; choose another id");
        }
        Entry entry = new Entry();
        entry.record = session;
        sessions.put(session.id(), entry);
    }

    @Override
    public synchronized void commit(IterationCommit commit) {
        Entry entry = open(commit.session());
        int expected = entry.iterations.size() + 1;
        if (commit.record().iteration() != expected) {
            throw new SessionStateException("session " + commit.session() + " expects iteration " + expected
                    + " but got " + commit.record().iteration());
        }
        entry.iterations.add(commit.record());
        entry.patterns = commit.patterns();
        entry.record = changed(entry.record, entry.record.status(), expected, Optional.empty(), Optional.empty());
        budgets.put(entry.record.dataKey(), commit.budget());
        for (PromotionRecord promotion : commit.record().promotions()) {
            String rule = promotion.id().ruleId();
            promotions.add(promotion);
            incumbents.put(rule, promotion.after());
            inForce.computeIfAbsent(rule, r -> new ArrayDeque<>()).push(promotion);
        }
    }

    @Override
    public synchronized void finish(SessionId id, SessionStatus status, StopReason reason, Instant at) {
        Entry entry = open(id);
        if (status == SessionStatus.RUNNING || status == SessionStatus.STOPPING) {
            throw new IllegalArgumentException(status + " does not end a session");
        }
        entry.record =
                changed(entry.record, status, entry.iterations.size(), Optional.of(at), Optional.of(reason.code()));
    }

    @Override
    public synchronized Optional<SessionRecord> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id)).map(e -> e.record);
    }

    @Override
    public synchronized List<SessionRecord> sessions(int limit) {
        Checks.atLeast(limit, 1, "limit");
        return sessions.values().stream()
                .map(e -> e.record)
                .sorted(Comparator.comparing(SessionRecord::startedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<IterationRecord> iterations(SessionId id, int after, int limit) {
        Checks.atLeast(limit, 1, "limit");
        return known(id).iterations.stream().skip(after).limit(limit).toList();
    }

    @Override
    public synchronized List<PatternRecord> patterns(SessionId id) {
        return known(id).patterns;
    }

    @Override
    public synchronized List<PromotionRecord> promotions(String ruleId) {
        return promotions.stream().filter(p -> p.id().ruleId().equals(ruleId)).toList();
    }

    @Override
    public synchronized void rollback(PromotionId id) {
        Deque<PromotionRecord> stack = inForce.getOrDefault(id.ruleId(), new ArrayDeque<>());
        if (stack.isEmpty() || !stack.peek().id().equals(id)) {
            throw new SessionStateException(
                    "the result of " + id + " is not in force; roll back what came later first");
        }
        incumbents.put(id.ruleId(), stack.pop().before());
    }

    @Override
    public synchronized void requestStop(SessionId id, StopMode mode) {
        Entry entry = open(id);
        if (entry.stop != StopMode.FORCE) {
            entry.stop = mode;
        }
        entry.record = changed(
                entry.record, SessionStatus.STOPPING, entry.iterations.size(), Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized Optional<StopMode> stopRequest(SessionId id) {
        return Optional.ofNullable(known(id).stop);
    }

    @Override
    public synchronized Map<String, Evaluation> recall(Collection<String> keys) {
        Map<String, Evaluation> found = new LinkedHashMap<>();
        for (String key : keys) {
            if (ledger.containsKey(key)) {
                found.put(key, ledger.get(key));
            }
        }
        return found;
    }

    @Override
    public synchronized void remember(Map<String, Evaluation> answers) {
        answers.forEach(ledger::putIfAbsent);
    }

    @Override
    public void close() {
        // nothing is held but memory
    }

    private Entry known(SessionId id) {
        Entry entry = sessions.get(id);
        if (entry == null) {
            throw new SessionStateException("there is no session " + id + "; 'sessions' lists those there are");
        }
        return entry;
    }

    private Entry open(SessionId id) {
        Entry entry = known(id);
        if (entry.record.endedAt().isPresent()) {
            throw new SessionStateException(
                    "session " + id + " has ended (" + entry.record.status() + "); start another one");
        }
        return entry;
    }

    private static SessionRecord changed(
            SessionRecord r, SessionStatus status, int iterations, Optional<Instant> ended, Optional<String> reason) {
        return new SessionRecord(
                r.id(),
                status,
                r.dataKey(),
                r.evaluator(),
                r.seed(),
                r.configuration(),
                r.initialParameters(),
                iterations,
                r.startedAt(),
                ended,
                reason);
    }
}
