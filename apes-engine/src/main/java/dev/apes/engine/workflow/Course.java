package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a report says of a session's iterations, read from the store page by page: however long the session, only a bounded number of
 * iterations is held at a time.
 */
final class Course {
    /** The newest that are kept, beside the first. */
    static final int KEPT = 1_000;

    private static final int PAGE = 200;

    private IterationRecord first;
    private final Deque<IterationRecord> newest = new ArrayDeque<>();
    private final List<PromotionRecord> promotions = new ArrayList<>();
    private final Map<String, GateTestRecord> lastTests = new HashMap<>();
    private final Map<String, GateTestRecord> lastPromotions = new HashMap<>();
    private final Map<String, Integer> promoted = new HashMap<>();

    private Course() {}

    static Course of(SessionStore store, SessionId session) {
        Course course = new Course();
        int read = 0;
        for (List<IterationRecord> page = store.iterations(session, 0, PAGE);
                !page.isEmpty();
                page = store.iterations(session, read, PAGE)) {
            page.forEach(course::take);
            read += page.size();
        }
        return course;
    }

    private void take(IterationRecord iteration) {
        if (first == null) {
            first = iteration;
        }
        newest.addLast(iteration);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
        promotions.addAll(iteration.promotions());
        for (GateTestRecord test : iteration.gateTests()) {
            lastTests.put(test.ruleId(), test);
            if (test.outcome() == GateTestRecord.Outcome.PROMOTED) {
                lastPromotions.put(test.ruleId(), test);
                promoted.merge(test.ruleId(), 1, Integer::sum);
            }
        }
    }

    /** The first and the newest, in order. */
    List<IterationRecord> iterations() {
        List<IterationRecord> all = new ArrayList<>(newest);
        if (first != null && newest.getFirst() != first) {
            all.add(0, first);
        }
        return all;
    }

    List<PromotionRecord> promotions() {
        return promotions;
    }

    String verdict(String ruleId) {
        GateTestRecord last = lastPromotions.get(ruleId);
        if (last != null) {
            int times = promoted.get(ruleId);
            return String.format(
                    Locale.ROOT,
                    "changed: proven on validation prompts %s; last: %s",
                    times == 1 ? "once" : times + " times",
                    last.explanation());
        }
        if (lastTests.containsKey(ruleId)) {
            return "left alone: " + lastTests.get(ruleId).explanation();
        }
        return "left alone: no setting was found that looks better on training prompts";
    }
}
