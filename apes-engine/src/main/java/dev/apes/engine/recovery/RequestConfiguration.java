package dev.apes.engine.recovery;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.rule.ParameterValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The settings of a request as text, the way they stand in {@link dev.apes.api.store.SessionRecord#configuration()}, and back. What
 * a record keeps elsewhere (seed, prompts, values of initial parameters) and the number of threads, which changes no result, are
 * not in it.
 *
 * <table>
 * <caption>Keys; those marked with a star are limits, which may differ between a session and its continuation</caption>
 * <tr><td>{@code single}*, {@code reproducible}, {@code autoInit}*</td><td>{@code true} or {@code false}</td></tr>
 * <tr><td>{@code threshold}*, {@code patience}*, {@code maxIterations}*, {@code maxEvaluations}*</td><td>numbers; the last two only
 *     where set</td></tr>
 * <tr><td>{@code timeLimit}*, {@code storeWait}*, {@code stepTimeout.<step>}*</td><td>ISO durations, where set</td></tr>
 * <tr><td>{@code stopping}*, {@code generator}</td><td>names, where set</td></tr>
 * <tr><td>{@code generatedRows}, {@code settingsPerRule}, {@code corpusSize}</td><td>numbers; the last only for the generated
 *     corpus</td></tr>
 * <tr><td>{@code without}</td><td>parts of the search that are switched off, separated by commas, where there are any</td></tr>
 * <tr><td>{@code evaluator}, {@code evaluatorOption.<name>}</td><td>text; the value of an option that looks like a secret is not
 *     stored and has to be given again</td></tr>
 * <tr><td>{@code target.<metric>}, {@code target.rule.<id>}</td><td>numbers</td></tr>
 * <tr><td>{@code focusAreas}</td><td>names, separated by commas</td></tr>
 * <tr><td>{@code initial.<rule>}</td><td>the parameters given in place of the stored ones, for people</td></tr>
 * </table>
 */
public final class RequestConfiguration {
    static final String INITIAL = "initial.";
    static final String OPTION = "evaluatorOption.";
    static final String UNSTORED = "(not stored)";
    private static final String STEP_TIMEOUT = "stepTimeout.";
    private static final String RULE_TARGET = "target.rule.";
    private static final Set<String> LIMITS = Set.of(
            "single",
            "autoInit",
            "threshold",
            "patience",
            "maxIterations",
            "maxEvaluations",
            "timeLimit",
            "storeWait",
            "stopping");
    private static final List<String> SECRETS =
            List.of("key", "token", "secret", "password", "passwd", "credential", "auth");

    private RequestConfiguration() {}

    /**
     * @param request a request
     * @return its settings, in a fixed order
     */
    public static Map<String, String> toMap(TrainingRequest request) {
        Map<String, String> c = new LinkedHashMap<>();
        TrainingRequest.Limits limits = request.limits();
        c.put("single", String.valueOf(request.single()));
        c.put("threshold", String.valueOf(limits.threshold()));
        c.put("patience", String.valueOf(limits.patience()));
        limits.maxIterations().ifPresent(n -> c.put("maxIterations", String.valueOf(n)));
        limits.maxEvaluations().ifPresent(n -> c.put("maxEvaluations", String.valueOf(n)));
        limits.time().ifPresent(t -> c.put("timeLimit", t.toString()));
        if (!request.storeWait().equals(TrainingRequest.DEFAULT_STORE_WAIT)) {
            c.put("storeWait", request.storeWait().toString());
        }
        request.stopping().ifPresent(s -> c.put("stopping", s));
        c.put("generatedRows", String.valueOf(request.search().generatedRows()));
        c.put("settingsPerRule", String.valueOf(request.search().settingsPerRule()));
        if (!request.search().without().isEmpty()) {
            c.put("without", request.search().without().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
        if (request.prompts().isEmpty()) {
            c.put("corpusSize", String.valueOf(request.search().corpusSize()));
        }
        request.generator().ifPresent(g -> c.put("generator", g));
        c.put("evaluator", request.evaluator());
        new TreeMap<>(request.evaluatorOptions()).forEach((k, v) -> c.put(OPTION + k, secret(k) ? UNSTORED : v));
        c.put("target.modelAccuracy", String.valueOf(request.targets().modelAccuracy()));
        c.put("target.ruleEffectiveness", String.valueOf(request.targets().ruleEffectiveness()));
        c.put("target.patternCoverage", String.valueOf(request.targets().patternCoverage()));
        new TreeMap<>(request.targets().perRule()).forEach((k, v) -> c.put(RULE_TARGET + k, String.valueOf(v)));
        c.put("focusAreas", String.join(",", request.focusAreas()));
        c.put("reproducible", String.valueOf(request.reproducible()));
        c.put("autoInit", String.valueOf(request.autoInit()));
        request.stepTimeouts().forEach((step, limit) -> c.put(STEP_TIMEOUT + name(step), limit.toString()));
        new TreeMap<>(request.initialParameters()).forEach((id, values) -> c.put(INITIAL + id, values.toString()));
        return c;
    }

    /**
     * The request of a stored session.
     *
     * @param configuration as {@link #toMap} made it; keys it does not know are ignored
     * @param seed of the session
     * @param initial parameters in force at its start, by rule id
     * @param prompts its prompts; empty for the generated corpus
     * @return the request, apart from the number of threads and options that look like secrets
     * @throws IllegalArgumentException if a value can't be read
     */
    public static TrainingRequest fromMap(
            Map<String, String> configuration, long seed, Map<String, ParameterValues> initial, List<Prompt> prompts) {
        Reader c = new Reader(configuration);
        TrainingRequest.Builder b = TrainingRequest.builder().prompts(prompts).seed(seed);
        c.take("single", v -> b.single(Boolean.parseBoolean(v)));
        c.take("threshold", v -> b.threshold(Double.parseDouble(v)));
        c.take("patience", v -> b.patience(Integer.parseInt(v)));
        c.take("maxIterations", v -> b.maxIterations(Integer.parseInt(v)));
        c.take("maxEvaluations", v -> b.maxEvaluations(Long.parseLong(v)));
        c.take("timeLimit", v -> b.timeLimit(Duration.parse(v)));
        c.take("storeWait", v -> b.storeWait(Duration.parse(v)));
        c.take("stopping", b::stopping);
        c.take("generatedRows", v -> b.generatedRows(Integer.parseInt(v)));
        c.take("settingsPerRule", v -> b.settingsPerRule(Integer.parseInt(v)));
        c.take("corpusSize", v -> b.corpusSize(Integer.parseInt(v)));
        c.take(
                "without",
                v -> b.without(Arrays.stream(v.split(","))
                        .map(TrainingRequest.Part::valueOf)
                        .toArray(TrainingRequest.Part[]::new)));
        c.take("generator", b::generator);
        c.take("evaluator", b::evaluator);
        Map<String, String> options = new LinkedHashMap<>();
        c.each(OPTION, (name, v) -> {
            if (!v.equals(UNSTORED)) {
                options.put(name, v);
            }
        });
        b.evaluatorOptions(options);
        b.targets(targets(c));
        c.take("focusAreas", v -> b.focusAreas(v.isEmpty() ? Set.of() : new TreeSet<>(List.of(v.split(",")))));
        c.take("reproducible", v -> b.reproducible(Boolean.parseBoolean(v)));
        c.take("autoInit", v -> b.autoInit(Boolean.parseBoolean(v)));
        c.each(
                STEP_TIMEOUT,
                (name, v) -> b.stepTimeout(TrainingStep.valueOf(name.toUpperCase(Locale.ROOT)), Duration.parse(v)));
        c.each(INITIAL, (rule, v) -> {
            if (initial.containsKey(rule)) {
                b.initialParameters(rule, initial.get(rule));
            }
        });
        return b.build();
    }

    /**
     * @param configuration of a stored session
     * @param ruleId a rule
     * @return whether the session was given initial parameters of this rule in place of the stored ones
     */
    public static boolean setsInitial(Map<String, String> configuration, String ruleId) {
        return configuration.containsKey(INITIAL + ruleId);
    }

    /**
     * @param configuration of a stored session
     * @return whether it trains on the generated corpus
     */
    public static boolean generatesCorpus(Map<String, String> configuration) {
        return configuration.containsKey("corpusSize");
    }

    /**
     * @param configuration of a stored session
     * @return its limit on evaluator calls
     */
    public static OptionalLong maxEvaluations(Map<String, String> configuration) {
        String limit = configuration.get("maxEvaluations");
        return limit == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(limit));
    }

    private static MetricTargets targets(Reader c) {
        MetricTargets d = MetricTargets.DEFAULT;
        double[] figures = {d.modelAccuracy(), d.ruleEffectiveness(), d.patternCoverage()};
        c.take("target.modelAccuracy", v -> figures[0] = Double.parseDouble(v));
        c.take("target.ruleEffectiveness", v -> figures[1] = Double.parseDouble(v));
        c.take("target.patternCoverage", v -> figures[2] = Double.parseDouble(v));
        Map<String, Double> perRule = new LinkedHashMap<>();
        c.each(RULE_TARGET, (rule, v) -> perRule.put(rule, Double.parseDouble(v)));
        return new MetricTargets(figures[0], figures[1], figures[2], perRule);
    }

    /** Whether a session may go on with another value of it. */
    static boolean isLimit(String key) {
        return LIMITS.contains(key) || key.startsWith(STEP_TIMEOUT);
    }

    private static boolean secret(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        // "max-tokens" is a number anybody may see, "token-limit" the name of one
        return !lower.contains("max")
                && !lower.equals("token-limit")
                && SECRETS.stream().anyMatch(lower::contains);
    }

    private static String name(TrainingStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    /** Reads values so that what can't be read is named. */
    private record Reader(Map<String, String> values) {
        private interface Named {
            void take(String name, String value);
        }

        private void take(String key, Consumer<String> use) {
            String value = values.get(key);
            if (value != null) {
                read(key, value, () -> use.accept(value));
            }
        }

        private void each(String prefix, Named use) {
            values.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    read(key, value, () -> use.take(key.substring(prefix.length()), value));
                }
            });
        }

        private static void read(String key, String value, Runnable use) {
            try {
                use.run();
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "the stored setting " + key + " = '" + value + "' can't be read: " + e.getMessage(), e);
            }
        }
    }
}
