package dev.apes.engine.plugin;

import dev.apes.api.Checks;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.feedback.LearnsFromStore;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything pluggable, by kind and name. The one place that calls {@link ServiceLoader}. Explicit registrations come first and
 * hide what is discovered under the same name; two discovered providers of one name are refused. Immutable and thread-safe.
 */
public final class PluginRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<String, PromptRule> rules;
    private final Map<String, PromptEvaluator> evaluators;
    private final Map<String, SyntheticGenerator> generators;
    private final Map<String, GapAnalyzer> gapAnalyzers;
    private final Map<String, StoppingCriterion> stoppingCriteria;

    /**
     * Discovers plugins and adds the explicit ones.
     *
     * @param explicit what was registered by hand
     * @param loader where to look for the rest; null for none
     * @throws InvalidInputException if two plugins of a kind share a name, or a provider can't be loaded
     */
    public PluginRegistry(Explicit explicit, ClassLoader loader) {
        rules = collect(
                "rule", explicit.rules, PromptRule.class, r -> r.definition().id(), loader);
        evaluators = collect(
                "evaluator",
                explicit.evaluators,
                PromptEvaluator.class,
                e -> e.info().name(),
                loader);
        generators =
                collect("generator", explicit.generators, SyntheticGenerator.class, SyntheticGenerator::name, loader);
        gapAnalyzers = collect("gap analyzer", explicit.gapAnalyzers, GapAnalyzer.class, GapAnalyzer::name, loader);
        stoppingCriteria = collect(
                "stopping criterion",
                explicit.stoppingCriteria,
                StoppingCriterion.class,
                StoppingCriterion::name,
                loader);
    }

    private static <T> Map<String, T> collect(
            String kind, List<T> explicit, Class<T> type, Function<T, String> name, ClassLoader loader) {
        Map<String, T> found = new TreeMap<>();
        for (T plugin : explicit) {
            if (found.put(nameOf(kind, plugin, name), plugin) != null) {
                throw new InvalidInputException(
                        kind + " '" + name.apply(plugin) + "'",
                        "is registered twice; register one of them under another name");
            }
        }
        Map<String, T> discovered = loader == null ? Map.of() : discover(kind, type, name, loader);
        discovered.forEach((key, plugin) -> {
            if (found.putIfAbsent(key, plugin) != null) {
                LOG.info("The {} '{}' found by discovery is hidden by the one registered explicitly", kind, key);
            }
        });
        return found;
    }

    private static <T> Map<String, T> discover(
            String kind, Class<T> type, Function<T, String> name, ClassLoader loader) {
        Map<String, T> discovered = new TreeMap<>();
        try {
            for (T plugin : ServiceLoader.load(type, loader)) {
                String key = nameOf(kind, plugin, name);
                T other = discovered.put(key, plugin);
                if (other != null) {
                    throw new InvalidInputException(
                            kind + " '" + key + "'",
                            "is provided by both " + other.getClass().getName() + " and "
                                    + plugin.getClass().getName() + "; remove one of the two jars");
                }
                LOG.debug("Found {} '{}' ({})", kind, key, plugin.getClass().getName());
            }
        } catch (ServiceConfigurationError e) {
            throw new InvalidInputException(
                    kind + " plugin", "can't be loaded: " + e.getMessage() + "; fix or remove its jar", e);
        }
        return discovered;
    }

    private static <T> String nameOf(String kind, T plugin, Function<T, String> name) {
        try {
            return Checks.notBlank(name.apply(plugin), "name");
        } catch (RuntimeException e) {
            throw new InvalidInputException(
                    kind + " plugin " + plugin.getClass().getName(), "has no usable name: " + e.getMessage(), e);
        }
    }

    /** {@return the rules, by descending priority, then id} */
    public List<PromptRule> rules() {
        List<PromptRule> sorted = new ArrayList<>(rules.values());
        sorted.sort(Comparator.comparingInt((PromptRule r) -> -r.definition().priority())
                .thenComparing(r -> r.definition().id()));
        return sorted;
    }

    /**
     * @param name an evaluator's name
     * @return the evaluator
     * @throws InvalidInputException if there is none; the message lists those there are
     */
    public PromptEvaluator evaluator(String name) {
        return find("evaluator", evaluators, name);
    }

    /**
     * @param name an evaluator's name
     * @param options its settings
     * @param store what it learns from, if it is one that learns
     * @param asOf the configuration of the evaluator of an earlier session that is to be gone on with; empty for none
     * @return the evaluator, ready to judge
     * @throws InvalidInputException if there is none, an option is refused, or there is too little to learn from
     */
    public PromptEvaluator evaluator(
            String name, Map<String, String> options, SessionStore store, Map<String, String> asOf) {
        PromptEvaluator configured = evaluator(name).configure(options);
        return configured instanceof LearnsFromStore learner ? learner.learn(store, guardedRules(), asOf) : configured;
    }

    private List<PromptRule> guardedRules() {
        PluginGuard guard = new PluginGuard();
        return rules().stream().<PromptRule>map(r -> new GuardedRule(r, guard)).toList();
    }

    /**
     * @param name a generator's name
     * @return the generator
     * @throws InvalidInputException if there is none; the message lists those there are
     */
    public SyntheticGenerator generator(String name) {
        return find("generator", generators, name);
    }

    /**
     * @param name a gap analyzer's name
     * @return the analyzer
     * @throws InvalidInputException if there is none; the message lists those there are
     */
    public GapAnalyzer gapAnalyzer(String name) {
        return find("gap analyzer", gapAnalyzers, name);
    }

    /**
     * @param name a stopping criterion's name
     * @return the criterion
     * @throws InvalidInputException if there is none; the message lists those there are
     */
    public StoppingCriterion stoppingCriterion(String name) {
        return find("stopping criterion", stoppingCriteria, name);
    }

    /** {@return the names of what is installed, by kind, sorted} */
    public Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("rules", rules().stream().map(r -> r.definition().id()).toList());
        names.put("evaluators", List.copyOf(evaluators.keySet()));
        names.put("generators", List.copyOf(generators.keySet()));
        names.put("gapAnalyzers", List.copyOf(gapAnalyzers.keySet()));
        names.put("stoppingCriteria", List.copyOf(stoppingCriteria.keySet()));
        return names;
    }

    /**
     * @param request what is to be trained
     * @param gapAnalyzer name of the gap analyzer in use
     * @return what tells builds of the plugins apart that such a session uses, by kind and name; those of APES have none
     */
    public Map<String, String> prints(TrainingRequest request, String gapAnalyzer) {
        Map<String, String> prints = new TreeMap<>();
        rules.forEach((id, rule) -> PluginPrint.of(rule).ifPresent(print -> prints.put("rule " + id, print)));
        PluginPrint.of(evaluator(request.evaluator()))
                .ifPresent(print -> prints.put("evaluator " + request.evaluator(), print));
        PluginPrint.of(gapAnalyzer(gapAnalyzer)).ifPresent(print -> prints.put("gap analyzer " + gapAnalyzer, print));
        request.generator()
                .ifPresent(name ->
                        PluginPrint.of(generator(name)).ifPresent(print -> prints.put("generator " + name, print)));
        return prints;
    }

    /** {@return the plugins that do not come with APES, as {@code kind name}, by the jar or folder they come from; sorted} */
    public Map<String, List<String>> origins() {
        Map<String, List<String>> byOrigin = new TreeMap<>();
        rules.forEach((name, p) -> origin(byOrigin, "rule", name, p));
        evaluators.forEach((name, p) -> origin(byOrigin, "evaluator", name, p));
        generators.forEach((name, p) -> origin(byOrigin, "generator", name, p));
        gapAnalyzers.forEach((name, p) -> origin(byOrigin, "gap analyzer", name, p));
        stoppingCriteria.forEach((name, p) -> origin(byOrigin, "stopping criterion", name, p));
        return byOrigin;
    }

    private static void origin(Map<String, List<String>> byOrigin, String kind, String name, Object plugin) {
        Package home = plugin.getClass().getPackage();
        if (home.getName().equals("dev.apes") || home.getName().startsWith("dev.apes.")) {
            return;
        }
        CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
        String place = source == null || source.getLocation() == null
                ? "an unknown place"
                : source.getLocation().getPath();
        String version = home.getImplementationVersion();
        byOrigin.computeIfAbsent(place, p -> new ArrayList<>())
                .add(kind + " " + name + (version == null ? "" : " " + version));
    }

    /**
     * Finds a session store.
     *
     * @param name its name
     * @param loader where to look
     * @return a new store of that name, to be closed by the caller
     * @throws InvalidInputException if there is none, or two, of that name
     */
    public static SessionStore sessionStore(String name, ClassLoader loader) {
        return find("session store", discover("session store", SessionStore.class, SessionStore::name, loader), name);
    }

    /**
     * Finds a training engine.
     *
     * @param name its name
     * @param loader where to look
     * @return a new engine of that name, to be closed by the caller
     * @throws InvalidInputException if there is none, or two, of that name
     */
    public static TrainingEngine trainingEngine(String name, ClassLoader loader) {
        return find(
                "training engine",
                discover("training engine", TrainingEngine.class, TrainingEngine::name, loader),
                name);
    }

    private static <T> T find(String kind, Map<String, T> known, String name) {
        T plugin = known.get(name);
        if (plugin == null) {
            throw new InvalidInputException(
                    kind + " '" + name + "'", "is not installed; known: " + String.join(", ", known.keySet()));
        }
        return plugin;
    }

    /** What was registered by hand. Not thread-safe. */
    public static final class Explicit {
        /** Rules. */
        public final List<PromptRule> rules = new ArrayList<>();
        /** Evaluators. */
        public final List<PromptEvaluator> evaluators = new ArrayList<>();
        /** Generators. */
        public final List<SyntheticGenerator> generators = new ArrayList<>();
        /** Gap analyzers. */
        public final List<GapAnalyzer> gapAnalyzers = new ArrayList<>();
        /** Stopping criteria. */
        public final List<StoppingCriterion> stoppingCriteria = new ArrayList<>();
    }
}
