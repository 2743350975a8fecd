package dev.apes.engine.recovery;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapTrail;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StrategyRecord;
import dev.apes.engine.gap.GapTrails;
import dev.apes.engine.strategy.MethodHistory;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyHistory;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a session takes over from earlier ones: the gaps of the newest session on the same prompts, and what strategies have bought in
 * the newest session that was judged by the same evaluator, and how methods of generating have fared in the newest ones. It is written down with the session, so that going on with it does not
 * depend on what other sessions did meanwhile.
 *
 * @param trails how large each gap was
 * @param strategies what each strategy bought; counts half, since rules and prompts have changed
 * @param methods what each method of generating did to the gaps, in all of them
 */
public record Heritage(List<GapTrail> trails, StrategyHistory strategies, MethodHistory methods) {
    /** Nothing to take over. */
    public static final Heritage NONE = new Heritage(List.of(), StrategyHistory.empty(), MethodHistory.EMPTY);

    private static final String TRAILS = SessionIdentity.START + "gaps";
    private static final String METHODS = SessionIdentity.START + "methods";
    private static final String STRATEGIES = SessionIdentity.START + "strategies";
    /** Sessions that are looked at; older ones were about other rules. */
    private static final int SESSIONS = 20;
    /** Iterations of each that methods are judged by. */
    private static final int ITERATIONS = 30;

    /** Copies. */
    public Heritage {
        trails = List.copyOf(trails);
    }

    /**
     * @param store where sessions are kept
     * @param dataKey fingerprint of the prompts
     * @param evaluator name of the evaluator
     * @return what a new session takes over
     */
    public static Heritage of(SessionStore store, String dataKey, String evaluator) {
        List<SessionRecord> sessions = store.sessions(SESSIONS).stream()
                .filter(s -> s.iterations() > 0 && s.evaluator().name().equals(evaluator))
                .toList();
        List<GapTrail> trails = new ArrayList<>();
        Optional<SessionRecord> same =
                sessions.stream().filter(s -> s.dataKey().equals(dataKey)).findFirst();
        if (same.isPresent()) {
            trails.addAll(trails(newest(store, same.get(), GapTrail.LONGEST)));
        }
        StrategyHistory strategies = sessions.stream()
                .flatMap(s -> newest(store, s, 1).stream())
                .map(IterationRecord::choice)
                .filter(c -> c.rewards() > 0)
                .findFirst()
                .map(Heritage::history)
                .orElse(StrategyHistory.empty());
        return new Heritage(trails, strategies, methods(store, evaluator));
    }

    private static MethodHistory methods(SessionStore store, String evaluator) {
        return MethodHistory.of(store.methodOutcomes(evaluator, SESSIONS, ITERATIONS));
    }

    /**
     * @param store where sessions are kept
     * @param session one that goes on with something else than it began with
     * @return what it takes over from itself
     */
    public static Heritage ofSession(SessionStore store, SessionRecord session) {
        List<GapTrail> trails = trails(newest(store, session, GapTrail.LONGEST));
        return new Heritage(
                trails,
                newest(store, session, 1).stream()
                        .map(IterationRecord::choice)
                        .filter(c -> c.rewards() > 0)
                        .findFirst()
                        .map(Heritage::history)
                        .orElse(StrategyHistory.empty()),
                methods(store, session.evaluator().name()));
    }

    private static List<GapTrail> trails(List<IterationRecord> iterations) {
        List<GapTrail> trails = new ArrayList<>();
        for (IterationRecord iteration : iterations) {
            List<GapTrail> after = GapTrails.after(trails, iteration.gaps());
            trails.clear();
            trails.addAll(after);
        }
        return trails;
    }

    private static List<IterationRecord> newest(SessionStore store, SessionRecord session, int count) {
        return store.iterations(session.id(), Math.max(0, session.iterations() - count), count);
    }

    private static StrategyHistory history(StrategyRecord record) {
        List<StrategyHistory.Arm> arms = new ArrayList<>();
        for (Strategy strategy : Strategy.values()) {
            record.arms().stream()
                    .filter(a -> a.strategy().equals(strategy.label()))
                    .findFirst()
                    .ifPresent(a ->
                            arms.add(new StrategyHistory.Arm(strategy, a.weight() / 2, a.mean(), a.squares() / 2)));
        }
        return arms.isEmpty() ? StrategyHistory.empty() : new StrategyHistory(arms, record.rewards());
    }

    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        if (!trails.isEmpty()) {
            map.put(
                    TRAILS,
                    trails.stream()
                            .map(t -> t.kind() + " " + URLEncoder.encode(t.subject(), StandardCharsets.UTF_8) + " "
                                    + t.magnitudes().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" ")))
                            .collect(Collectors.joining("; ")));
        }
        if (strategies.rewards() > 0) {
            map.put(
                    STRATEGIES,
                    strategies.rewards() + "; "
                            + strategies.arms().stream()
                                    .map(a -> a.strategy() + " " + a.weight() + " " + a.mean() + " " + a.squares())
                                    .collect(Collectors.joining("; ")));
        }
        if (!methods.arms().isEmpty()) {
            map.put(
                    METHODS,
                    methods.arms().stream()
                            .map(a -> URLEncoder.encode(a.method(), StandardCharsets.UTF_8) + " " + a.weight() + " "
                                    + a.mean() + " " + a.squares())
                            .collect(Collectors.joining("; ")));
        }
        return map;
    }

    /**
     * @param configuration of a stored session
     * @return what that session took over
     * @throws IllegalArgumentException if it can't be read
     */
    static Heritage read(Map<String, String> configuration) {
        List<GapTrail> trails = new ArrayList<>();
        for (String[] words : words(configuration.get(TRAILS))) {
            trails.add(new GapTrail(
                    Gap.Kind.valueOf(words[0]),
                    URLDecoder.decode(words[1], StandardCharsets.UTF_8),
                    Arrays.stream(words).skip(2).map(Double::valueOf).toList()));
        }
        List<String[]> parts = words(configuration.get(STRATEGIES));
        StrategyHistory strategies = parts.isEmpty()
                ? StrategyHistory.empty()
                : new StrategyHistory(
                        parts.stream()
                                .skip(1)
                                .map(w -> new StrategyHistory.Arm(
                                        Strategy.valueOf(w[0]),
                                        Double.parseDouble(w[1]),
                                        Double.parseDouble(w[2]),
                                        Double.parseDouble(w[3])))
                                .toList(),
                        Integer.parseInt(parts.get(0)[0]));
        List<MethodHistory.Arm> methods = words(configuration.get(METHODS)).stream()
                .map(w -> new MethodHistory.Arm(
                        URLDecoder.decode(w[0], StandardCharsets.UTF_8),
                        Double.parseDouble(w[1]),
                        Double.parseDouble(w[2]),
                        Double.parseDouble(w[3])))
                .toList();
        return new Heritage(trails, strategies, new MethodHistory(methods));
    }

    private static List<String[]> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("; ")).map(part -> part.split(" ")).toList();
    }
}
