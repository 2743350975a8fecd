package dev.apes.engine.store;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.MethodOutcome;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** A store that lives and dies with its process. One lock makes each method atomic; every check comes before the first change. */
public final class InMemorySessionStore implements SessionStore {
    private static final int SELECTIONS = 20;

    private final Map<SessionId, Entry> sessions = new LinkedHashMap<>();
    private final Map<String, ParameterValues> incumbents = new LinkedHashMap<>();
    private final Map<String, StoredDerivedRule> derived = new LinkedHashMap<>();
    /** Those not rolled back, oldest first. */
    private final Map<PromotionId, StoredSelection> selections = new LinkedHashMap<>();

    private final Map<String, List<PromotionRecord>> promotions = new LinkedHashMap<>();
    private final BudgetFamilies budgets = new BudgetFamilies();
    private final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final Map<String, DataSide> sides = new LinkedHashMap<>();
    private final Map<String, Evaluation> ledger = new LinkedHashMap<>();

    private final FeedbackLog feedback;

    /** Makes an empty store. */
    public InMemorySessionStore() {
        this(FeedbackLog.EMPTY);
    }

    /** @param feedback what people made of enhanced prompts, for evaluators that learn from it */
    public InMemorySessionStore(FeedbackLog feedback) {
        this.feedback = Objects.requireNonNull(feedback, "feedback");
    }

    private static final class Entry {
        private SessionRecord record;
        private final List<IterationRecord> iterations = new ArrayList<>();
        private List<PatternRecord> patterns = List.of();
        private List<CombinationRecord> combinations = List.of();
        private StopMode stopRequest;
        private Checkpoint checkpoint;

        private Entry(SessionRecord record) {
            this.record = record;
        }

        private boolean alive() {
            return record.status() == SessionStatus.RUNNING || record.status() == SessionStatus.STOPPING;
        }

        private void update(SessionStatus status, Optional<SessionEnd> end) {
            record = record.with(status, iterations.size(), end);
        }
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public StoreInspection inspect(List<RuleDefinition> rules) {
        return new StoreInspection(
                "memory of this process",
                List.of("sessions are kept until the process ends"),
                List.of(),
                Optional.empty());
    }

    @Override
    public List<String> prepare(List<RuleDefinition> rules) {
        return List.of();
    }

    @Override
    public synchronized List<StoredRule> rules(List<RuleDefinition> rules) {
        return rules.stream()
                .map(rule -> new StoredRule(
                        rule,
                        incumbents.getOrDefault(rule.id(), rule.parameters().defaults()),
                        true,
                        rule.version(),
                        false,
                        List.of()))
                .toList();
    }

    @Override
    public synchronized List<StoredDerivedRule> derivedRules() {
        return List.copyOf(derived.values());
    }

    @Override
    public boolean keepsDerivedRules() {
        return true;
    }

    @Override
    public synchronized Optional<PromotionId> selectionInForce() {
        return selections.keySet().stream().reduce((earlier, later) -> later);
    }

    @Override
    public synchronized Optional<StoredSelection> selection(PromotionId id) {
        return Optional.ofNullable(selections.get(id));
    }

    @Override
    public synchronized Map<String, DataSide> sides(Collection<String> fingerprints) {
        Map<String, DataSide> known = new LinkedHashMap<>();
        for (String fingerprint : fingerprints) {
            DataSide side = sides.get(fingerprint);
            if (side != null) {
                known.put(fingerprint, side);
            }
        }
        return known;
    }

    @Override
    public synchronized void register(DataSet data) {
        if (dataSets.putIfAbsent(data.key(), data) == null) {
            budgets.register(data);
            data.members().forEach(m -> sides.putIfAbsent(m.fingerprint(), m.side()));
        }
    }

    @Override
    public synchronized Optional<DataSet> dataSet(String dataKey) {
        return Optional.ofNullable(dataSets.get(dataKey));
    }

    @Override
    public synchronized ErrorBudget errorBudget(String dataKey) {
        return budgets.budget(dataKey);
    }

    @Override
    public synchronized void begin(SessionRecord session) {
        if (sessions.containsKey(session.id())) {
            throw new SessionStateException("Session " + session.id() + " exists already; start with a new id");
        }
        if (session.status() != SessionStatus.RUNNING || session.iterations() != 0) {
            throw new SessionStateException(
                    "Session " + session.id() + " must begin as RUNNING without iterations but is " + session.status()
                            + " with " + session.iterations());
        }
        sessions.put(session.id(), new Entry(session));
    }

    @Override
    public synchronized void commit(IterationCommit commit) {
        Entry entry = entry(commit.session());
        requireAlive(entry);
        int expected = entry.iterations.size() + 1;
        if (commit.record().iteration() != expected) {
            throw new SessionStateException("Session " + commit.session() + " expects iteration " + expected
                    + " but was given " + commit.record().iteration() + "; nothing was stored");
        }
        for (PromotionRecord promotion : commit.record().promotions()) {
            if (!promotion.id().session().equals(commit.session())
                    || promotion.id().iteration() != expected) {
                throw new SessionStateException("Promotion " + promotion.id() + " does not belong to iteration "
                        + expected + " of session " + commit.session() + "; nothing was stored");
            }
        }
        entry.iterations.add(commit.record());
        entry.patterns = commit.patterns();
        entry.combinations = commit.combinations().isEmpty() ? entry.combinations : commit.combinations();
        entry.checkpoint = commit.checkpoint().orElse(entry.checkpoint);
        entry.update(entry.record.status(), Optional.empty());
        budgets.spend(entry.record.dataKey(), commit.budget());
        commit.selection().ifPresent(s -> {
            selections.put(s.id(), s);
            if (selections.size() > SELECTIONS) {
                selections.remove(selections.keySet().iterator().next());
            }
        });
        commit.derived()
                .forEach(d -> derived.put(d.rule().id(), new StoredDerivedRule(d.rule(), true, "1.0.0", false)));
        for (PromotionRecord promotion : commit.record().promotions()) {
            promotions
                    .computeIfAbsent(promotion.id().ruleId(), id -> new ArrayList<>())
                    .add(promotion);
            incumbents.put(promotion.id().ruleId(), promotion.after());
            StoredDerivedRule known = derived.get(promotion.id().ruleId());
            if (known != null) {
                derived.put(
                        promotion.id().ruleId(),
                        new StoredDerivedRule(known.rule().with(promotion.after()), true, known.version(), false));
            }
        }
    }

    @Override
    public synchronized SessionRecord takeOver(SessionId id) {
        Entry entry = entry(id);
        if (!entry.record.condition().cutOff()) {
            throw new SessionStateException("Session " + id + " can't be resumed: it is "
                    + entry.record.status().name().toLowerCase(Locale.ROOT));
        }
        entry.stopRequest = null;
        entry.update(SessionStatus.RUNNING, Optional.empty());
        return entry.record;
    }

    @Override
    public synchronized SessionRecord takeOver(SessionRecord restated) {
        takeOver(restated.id());
        Entry entry = entry(restated.id());
        entry.record = restated.with(SessionStatus.RUNNING, entry.record.iterations(), Optional.empty());
        return entry.record;
    }

    @Override
    public synchronized Optional<Checkpoint> checkpoint(SessionId id) {
        return Optional.ofNullable(entry(id).checkpoint);
    }

    @Override
    public synchronized void finish(
            SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint) {
        if (status == SessionStatus.RUNNING || status == SessionStatus.STOPPING) {
            throw new SessionStateException(
                    "Session " + id + " can't end as " + status + "; use COMPLETED, INTERRUPTED or FAILED");
        }
        Entry entry = entry(id);
        requireAlive(entry);
        checkpoint.ifPresent(c -> {
            if (c.iteration() > entry.iterations.size()) {
                throw new SessionStateException("Session " + id + " has no iteration " + c.iteration()
                        + " that a checkpoint could belong to; commit it first");
            }
            entry.checkpoint = c;
        });
        entry.update(status, Optional.of(end));
    }

    @Override
    public synchronized Optional<SessionRecord> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id)).map(e -> e.record);
    }

    @Override
    public synchronized List<SessionRecord> sessions(int limit) {
        Checks.atLeast(limit, 1, "limit");
        List<SessionRecord> all = new ArrayList<>();
        sessions.values().forEach(e -> all.add(0, e.record));
        all.sort(java.util.Comparator.comparing(SessionRecord::startedAt).reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    @Override
    public synchronized List<IterationRecord> iterations(SessionId id, int after, int limit) {
        Checks.atLeast(after, 0, "after");
        Checks.atLeast(limit, 1, "limit");
        List<IterationRecord> all = entry(id).iterations;
        int from = Math.min(after, all.size());
        return List.copyOf(all.subList(from, (int) Math.min(all.size(), (long) from + limit)));
    }

    @Override
    public synchronized List<MethodOutcome> methodOutcomes(String evaluator, int most, int each) {
        Checks.atLeast(most, 1, "sessions");
        Checks.atLeast(each, 1, "each");
        List<MethodOutcome> outcomes = new ArrayList<>();
        sessions(Integer.MAX_VALUE).stream()
                .filter(session -> session.evaluator().name().equals(evaluator))
                .limit(most)
                .forEach(session -> outcomes.addAll(outcomes(entry(session.id()), each)));
        return List.copyOf(outcomes);
    }

    private static List<MethodOutcome> outcomes(Entry entry, int most) {
        List<MethodOutcome> outcomes = new ArrayList<>();
        for (int i = entry.iterations.size() - 1; i >= 0 && outcomes.size() < most; i--) {
            IterationRecord record = entry.iterations.get(i);
            if (record.generation().rowsRequested() > 0) {
                OptionalDouble after = i + 1 == entry.iterations.size()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(MethodOutcome.remaining(
                                MethodOutcome.openGaps(record.gaps()),
                                entry.iterations.get(i + 1).gaps()));
                outcomes.add(MethodOutcome.of(entry.record.id(), record, after));
            }
        }
        return outcomes;
    }

    @Override
    public synchronized List<CombinationRecord> combinations(SessionId id) {
        return entry(id).combinations;
    }

    @Override
    public synchronized List<PatternRecord> patterns(SessionId id) {
        return entry(id).patterns;
    }

    @Override
    public synchronized List<PromotionRecord> promotions(String ruleId) {
        return List.copyOf(promotions.getOrDefault(ruleId, List.of()));
    }

    @Override
    public synchronized void rollback(PromotionId id) {
        PromotionRecord promotion = promotions.getOrDefault(id.ruleId(), List.of()).stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SessionStateException("There is no promotion of rule " + id.ruleId()
                        + " in iteration " + id.iteration() + " of session " + id.session()));
        boolean another = selections.containsKey(id) && !selectionInForce().equals(Optional.of(id));
        if (another || !promotion.after().equals(incumbents.get(id.ruleId()))) {
            throw new SessionStateException("The parameters of promotion " + id
                    + " are no longer in force; roll the later promotion back first");
        }
        incumbents.put(id.ruleId(), promotion.before());
        selections.remove(id);
        StoredDerivedRule known = derived.get(id.ruleId());
        if (known != null) {
            boolean before = !promotion.before().asMap().isEmpty();
            DerivedRule rule = before ? known.rule().with(promotion.before()) : known.rule();
            derived.put(id.ruleId(), new StoredDerivedRule(rule, before, known.version(), false));
        }
    }

    @Override
    public synchronized void requestStop(SessionId id, StopMode mode) {
        Entry entry = entry(id);
        requireAlive(entry);
        entry.stopRequest = entry.stopRequest == StopMode.FORCE ? StopMode.FORCE : mode;
        entry.update(SessionStatus.STOPPING, Optional.empty());
    }

    @Override
    public synchronized Optional<StopMode> stopRequest(SessionId id) {
        return Optional.ofNullable(entry(id).stopRequest);
    }

    @Override
    public synchronized Map<String, Evaluation> recall(Collection<String> keys) {
        Map<String, Evaluation> known = new LinkedHashMap<>();
        for (String key : keys) {
            Evaluation answer = ledger.get(key);
            if (answer != null) {
                known.put(key, answer);
            }
        }
        return known;
    }

    @Override
    public synchronized void remember(Map<String, Evaluation> answers) {
        answers.forEach(ledger::putIfAbsent);
    }

    @Override
    public FeedbackLog feedback(FeedbackLog.Mark until, int limit) {
        return feedback.until(until, limit);
    }

    @Override
    public void close() {
        // nothing outside this object is held
    }

    private Entry entry(SessionId id) {
        Entry entry = sessions.get(id);
        if (entry == null) {
            throw new SessionStateException("There is no session " + id);
        }
        return entry;
    }

    private static void requireAlive(Entry entry) {
        if (!entry.alive()) {
            throw new SessionStateException(
                    "Session " + entry.record.id() + " has already ended as " + entry.record.status());
        }
    }
}
