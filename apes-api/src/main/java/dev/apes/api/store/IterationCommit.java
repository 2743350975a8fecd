package dev.apes.api.store;

import dev.apes.api.SessionId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that one iteration changes, stored in one transaction or not at all.
 *
 * @param session the session
 * @param record the iteration; its number must be one more than the last committed
 * @param patterns the patterns known after it, replacing those of the session before
 * @param budget the data set's error budget after it
 * @param measured what it measured anew on validation and generated prompts, where rules applied
 * @param generated the prompts that it generated and kept
 * @param model the model it trained, if it did
 * @param combinations what rules do together, where it was measured anew; takes the place of the session's earlier ones; empty if it
 *     was not
 * @param derived the derived rules that were promoted for the first time, each with a promotion of its id in the record
 * @param checkpoint what resuming behind it needs; need not come with every iteration
 * @param selection the selection of rules that was promoted, with a promotion of its id in the record; empty if none was
 */
public record IterationCommit(
        SessionId session,
        IterationRecord record,
        List<PatternRecord> patterns,
        ErrorBudget budget,
        List<RuleApplication> measured,
        List<GeneratedPrompt> generated,
        Optional<ModelRecord> model,
        List<CombinationRecord> combinations,
        List<Derivation> derived,
        Optional<Checkpoint> checkpoint,
        Optional<StoredSelection> selection) {
    /** Validates and copies. */
    public IterationCommit {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(record, "record");
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(budget, "budget");
        measured = List.copyOf(measured);
        generated = List.copyOf(generated);
        Objects.requireNonNull(model, "model");
        combinations = List.copyOf(combinations);
        derived = List.copyOf(derived);
        for (Derivation each : derived) {
            String id = each.rule().id();
            if (record.promotions().stream().noneMatch(p -> p.id().ruleId().equals(id))) {
                throw new IllegalArgumentException("iteration " + record.iteration() + " came with derived rule " + id
                        + " but without its promotion");
            }
        }
        Objects.requireNonNull(checkpoint, "checkpoint");
        if (checkpoint.isPresent() && checkpoint.get().iteration() != record.iteration()) {
            throw new IllegalArgumentException("iteration " + record.iteration()
                    + " came with a checkpoint of iteration " + checkpoint.get().iteration());
        }
        selection.ifPresent(s -> {
            if (record.promotions().stream().noneMatch(p -> p.id().equals(s.id()))) {
                throw new IllegalArgumentException("iteration " + record.iteration() + " came with selection " + s.id()
                        + " but without its promotion");
            }
        });
    }

    /**
     * A commit without a selection of rules.
     *
     * @param session the session
     * @param record the iteration
     * @param patterns the patterns known after it
     * @param budget the data set's error budget after it
     * @param measured what it measured anew
     * @param generated the prompts that it generated and kept
     * @param model the model it trained, if it did
     * @param combinations what rules do together, where it was measured anew
     * @param derived the derived rules that were promoted for the first time
     * @param checkpoint what resuming behind it needs
     */
    public IterationCommit(
            SessionId session,
            IterationRecord record,
            List<PatternRecord> patterns,
            ErrorBudget budget,
            List<RuleApplication> measured,
            List<GeneratedPrompt> generated,
            Optional<ModelRecord> model,
            List<CombinationRecord> combinations,
            List<Derivation> derived,
            Optional<Checkpoint> checkpoint) {
        this(
                session,
                record,
                patterns,
                budget,
                measured,
                generated,
                model,
                combinations,
                derived,
                checkpoint,
                Optional.empty());
    }

    /**
     * A commit that says nothing of combinations and derived rules.
     *
     * @param session the session
     * @param record the iteration
     * @param patterns the patterns known after it
     * @param budget the data set's error budget after it
     * @param measured what it measured anew
     * @param generated the prompts that it generated and kept
     * @param model the model it trained, if it did
     * @param checkpoint what resuming behind it needs
     */
    public IterationCommit(
            SessionId session,
            IterationRecord record,
            List<PatternRecord> patterns,
            ErrorBudget budget,
            List<RuleApplication> measured,
            List<GeneratedPrompt> generated,
            Optional<ModelRecord> model,
            Optional<Checkpoint> checkpoint) {
        this(session, record, patterns, budget, measured, generated, model, List.of(), List.of(), checkpoint);
    }

    /**
     * @param session the session
     * @param record the iteration
     * @param patterns the patterns known after it
     * @param budget the data set's error budget after it
     * @return a commit of these alone
     */
    public static IterationCommit of(
            SessionId session, IterationRecord record, List<PatternRecord> patterns, ErrorBudget budget) {
        return new IterationCommit(
                session,
                record,
                patterns,
                budget,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
