package dev.apes.engine.recovery;

import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Everything that decides how a session goes, apart from limits: two sessions of one identity compute the same. What is in force
 * now is compared with what a stored session had.
 *
 * @param evaluator who judges
 * @param seed from which every random stream is derived
 * @param dataKey fingerprint of the prompts
 * @param configuration settings and facts as text; those of {@link RequestConfiguration} and the keys of this class
 */
public record SessionIdentity(EvaluatorInfo evaluator, long seed, String dataKey, Map<String, String> configuration) {
    /** Version of what the loop computes; raised whenever the same request may give other figures than before. */
    public static final String LOOP_VERSION = "3";

    private static final String LOOP = "loop";
    private static final String RULE = "rule.";
    /** Digest of all fields of the prompts; {@link SessionRecord#dataKey()} only looks at their words. */
    private static final String DATA = "data.digest";

    private static final String PLUGIN = "plugin.";
    private static final String GAP_ANALYZER = "gapAnalyzer";

    /**
     * @param request the request
     * @param evaluator who judges
     * @param gapAnalyzer name of the gap analyzer
     * @param rules the rules in use as they are in force
     * @param dataKey fingerprint of the prompts
     * @param dataDigest digest of all fields of the prompts
     * @param prints what tells builds of the plugins in use apart, by kind and name; those of APES have none
     * @return the identity of a session of these
     */
    public static SessionIdentity of(
            TrainingRequest request,
            EvaluatorInfo evaluator,
            String gapAnalyzer,
            List<RuleDefinition> rules,
            String dataKey,
            String dataDigest,
            Map<String, String> prints) {
        Map<String, String> c = RequestConfiguration.toMap(request);
        c.put(LOOP, LOOP_VERSION);
        c.put(GAP_ANALYZER, gapAnalyzer);
        c.put(DATA, dataDigest);
        rules.forEach(rule -> c.put(RULE + rule.id(), describe(rule)));
        prints.forEach((plugin, print) -> c.put(PLUGIN + plugin, print));
        return new SessionIdentity(evaluator, request.seed(), dataKey, c);
    }

    /** Version, priority and the accepted values of each parameter. */
    private static String describe(RuleDefinition rule) {
        StringBuilder text = new StringBuilder("version ")
                .append(rule.version())
                .append(", priority ")
                .append(rule.priority());
        for (ParameterDefinition p : rule.parameters().parameters()) {
            text.append("; ")
                    .append(p.name())
                    .append(": ")
                    .append(p.constraint().describe());
        }
        return text.toString();
    }

    /**
     * @param session a stored session
     * @param request what would go on with it, for its initial parameters
     * @return what of it is not as it was, sentences in a fixed order; empty if it can go on
     */
    public List<String> differences(SessionRecord session, TrainingRequest request) {
        List<String> found = new ArrayList<>();
        compare(found, "the evaluator", name(session.evaluator()), name(evaluator));
        Map<String, String> was = session.evaluator().configuration();
        for (String option : union(was, evaluator.configuration())) {
            compare(
                    found,
                    "the evaluator's " + option,
                    was.getOrDefault(option, "not set"),
                    evaluator.configuration().getOrDefault(option, "not set"));
        }
        compare(found, "the seed", String.valueOf(session.seed()), String.valueOf(seed));
        boolean samePrompts = session.dataKey().equals(dataKey)
                && session.configuration().getOrDefault(DATA, "").equals(configuration.get(DATA));
        if (!samePrompts) {
            found.add(
                    session.dataKey().equals(dataKey)
                            ? "the prompts have the same words, but other ids, examples or further fields"
                            : "the prompts are others");
        }
        for (String key : union(session.configuration(), configuration)) {
            if (decides(key)) {
                compare(
                        found,
                        key,
                        session.configuration().getOrDefault(key, "not set"),
                        configuration.getOrDefault(key, "not set"));
            }
        }
        initialParameters(found, session, request);
        return found;
    }

    private static boolean decides(String key) {
        return !RequestConfiguration.isLimit(key)
                && !key.startsWith(RequestConfiguration.INITIAL)
                && !key.startsWith(RequestConfiguration.OPTION)
                && !key.equals("evaluator")
                && !key.startsWith("data.")
                && !key.startsWith(START);
    }

    /** Given values may name some parameters only; those of the record are complete. */
    private static void initialParameters(List<String> found, SessionRecord session, TrainingRequest request) {
        for (String key : session.configuration().keySet()) {
            if (key.startsWith(RequestConfiguration.INITIAL)
                    && !request.initialParameters().containsKey(key.substring(RequestConfiguration.INITIAL.length()))) {
                found.add(key + " was " + session.configuration().get(key) + " and is not set");
            }
        }
        request.initialParameters().forEach((rule, values) -> {
            ParameterValues start = session.initialParameters().get(rule);
            values.asMap().forEach((name, value) -> {
                Object was = start == null ? null : start.asMap().get(name);
                compare(found, "the initial " + name + " of " + rule, String.valueOf(was), String.valueOf(value));
            });
        });
    }

    private static TreeSet<String> union(Map<String, String> a, Map<String, String> b) {
        TreeSet<String> keys = new TreeSet<>(a.keySet());
        keys.addAll(b.keySet());
        return keys;
    }

    private static void compare(List<String> found, String what, String was, String is) {
        if (!was.equals(is)) {
            found.add(what + " was " + was + " and is " + is);
        }
    }

    private static String name(EvaluatorInfo evaluator) {
        return evaluator.name() + " " + evaluator.version();
    }

    /** Facts of the start that decide nothing by themselves; see {@link StartFacts}. */
    static final String START = "start.";

    /**
     * @param before the configuration of a session that was cut off
     * @param after what it goes on with, from {@link #stored}
     * @param iterations how many it has
     * @param differences what a person has accepted
     * @return the configuration to store, with all that was accepted so far
     */
    public static Map<String, String> accepting(
            Map<String, String> before, Map<String, String> after, int iterations, List<String> differences) {
        Map<String, String> all = new LinkedHashMap<>(after);
        before.forEach((key, value) -> {
            if (key.startsWith(SessionRecord.ACCEPTED)) {
                all.put(key, value);
            }
        });
        all.merge(
                SessionRecord.ACCEPTED + iterations, String.join("; ", differences), (old, more) -> old + "; " + more);
        return all;
    }

    /**
     * @param configuration of a stored session
     * @return how many iterations it had when changes were last accepted; 0 if they never were
     */
    public static int acceptedAt(Map<String, String> configuration) {
        SortedMap<Integer, String> accepted = SessionRecord.acceptedChanges(configuration);
        return accepted.isEmpty() ? 0 : accepted.lastKey();
    }

    /**
     * @param facts what was so at the start
     * @return the configuration to store with the session
     */
    public Map<String, String> stored(StartFacts facts) {
        Map<String, String> all = new LinkedHashMap<>(configuration);
        all.putAll(facts.toMap());
        return all;
    }
}
