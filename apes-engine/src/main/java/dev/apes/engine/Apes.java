package dev.apes.engine;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.plugin.SelectionInForce;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.SelectionCodec;
import dev.apes.engine.store.InMemorySessionStore;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.workflow.TrainingSession;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The way in. A first training takes three lines:
 *
 * <pre>{@code
 * try (TrainingEngine engine = Apes.create()) {
 *     TrainingReport report = engine.start(TrainingRequest.builder().promptTexts(texts).build()).await();
 * }
 * }</pre>
 */
public final class Apes {
    private Apes() {}

    /** {@return an engine over everything found on the class path, with an in-memory store} */
    public static TrainingEngine create() {
        return builder().build();
    }

    /**
     * The composition that a session proved: its rules, the parameters in force at its end, and what it proved should be left out.
     *
     * @param handle a session of an engine made here that has ended with a report
     * @return an enhancer that does not depend on the engine any more
     * @throws IllegalStateException if the session has not ended, or failed
     */
    public static PromptEnhancer enhancer(TrainingHandle handle) {
        if (handle instanceof TrainingSession session) {
            return session.enhancer()
                    .orElseThrow(() -> new IllegalStateException(
                            "session " + handle.id() + " has no result yet, or failed; call await() first"));
        }
        throw new IllegalArgumentException("handle " + handle.id() + " does not come from an engine made by Apes");
    }

    /**
     * The effectiveness model of a session as an ONNX model, its provenance (seed, data, evaluator, rules, JVM) among its metadata. It
     * gives the expected gain of a rule with given parameters on a prompt with given features; the metadata name the columns.
     *
     * @param handle a session of an engine made here that has ended with a report
     * @return the bytes of the file; empty if the session trained no model
     * @throws IllegalStateException if the session has not ended, or failed
     */
    public static Optional<byte[]> onnxModel(TrainingHandle handle) {
        if (handle instanceof TrainingSession session) {
            TrainingReport report = session.report()
                    .orElseThrow(() -> new IllegalStateException(
                            "session " + handle.id() + " has no result yet, or failed; call await() first"));
            return session.model().map(model -> model.toOnnx(report.provenance()));
        }
        throw new IllegalArgumentException("handle " + handle.id() + " does not come from an engine made by Apes");
    }

    /**
     * The rules found on the class path and those derived from them, under the parameters that a store has in force: what a service
     * calls at run time. Rules that are switched off there are left out. Takes a snapshot: make a new one to see later promotions, which costs three queries.
     *
     * @param store where the rules' parameters are kept
     * @return an enhancer that does not depend on the store any more
     * @throws dev.apes.api.error.InvalidInputException if a stored parameter lies outside its constraint
     */
    public static PromptEnhancer enhancer(SessionStore store) {
        PluginRegistry plugins = new PluginRegistry(new PluginRegistry.Explicit(), Builder.defaultLoader());
        RulesInForce inForce = RulesInForce.of(plugins.rules(), store);
        return PromptEnhancer.of(inForce.rules(), inForce.values())
                .withDerived(inForce.derived())
                .withForecast(SelectionInForce.of(inForce, store));
    }

    /**
     * The rules found on the class path as a store has them in force, those switched off included.
     *
     * @param store where the rules' parameters are kept
     * @return by descending priority as installed; none derived, which {@link SessionStore#derivedRules()} gives
     */
    public static List<StoredRule> rules(SessionStore store) {
        return rules(store, Builder.defaultLoader());
    }

    /**
     * Like the other, with a class loader of the caller's.
     *
     * @param store where the rules' parameters are kept
     * @param loader where rules are looked for
     * @return the rules as they are in force
     */
    public static List<StoredRule> rules(SessionStore store, ClassLoader loader) {
        return store.rules(new PluginRegistry(new PluginRegistry.Explicit(), loader)
                .rules().stream().map(PromptRule::definition).toList());
    }

    /**
     * Checks what is to be put in force from elsewhere, as far as only the engine can tell: whether this version measures the features that
     * derived rules ask for, and whether a selection's model knows these rules. What can't be used would be left out silently by an
     * enhancer.
     *
     * @param name what it is called in errors, e.g. its file
     * @param rules the rules here, see {@link #rules(SessionStore)}
     * @param derived rules to be put in force
     * @param selection to be put in force
     * @throws InvalidInputException naming the part that can't be used
     */
    public static void requireUsable(
            String name, List<StoredRule> rules, List<DerivedRule> derived, Optional<StoredSelection> selection) {
        for (DerivedRule rule : derived) {
            for (PatternRecord.Condition condition : rule.conditions()) {
                if (!PromptFeatures.encodedNames().contains(condition.feature())) {
                    throw new InvalidInputException(
                            name,
                            "derived rule '" + rule.id() + "' asks for the feature '" + condition.feature()
                                    + "', which this version does not measure; take it out to import the others");
                }
            }
        }
        if (selection.isPresent()) {
            try {
                SelectionCodec.read(
                        selection.get().format(),
                        selection.get().model(),
                        rules.stream().map(StoredRule::definition).toList());
            } catch (DamagedStateException e) {
                throw new InvalidInputException(
                        name,
                        "its \"ruleSelection\" can't be used here: " + e.getMessage()
                                + "; take that part out to import the others",
                        e);
            }
        }
    }

    /** {@return an empty store in memory: what the engine uses unless it is given another} */
    public static SessionStore memory() {
        return new InMemorySessionStore();
    }

    /** {@return a builder for an engine with parts of your own} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of an engine. What is registered here comes before what is discovered. Not thread-safe. */
    public static final class Builder {
        private final PluginRegistry.Explicit explicit = new PluginRegistry.Explicit();
        private ClassLoader loader = defaultLoader();
        private SessionStore store;
        private Clock clock = Clock.systemUTC();
        private String gapAnalyzer = "targets";
        private Executor executor;

        private Builder() {}

        static ClassLoader defaultLoader() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return context != null ? context : Apes.class.getClassLoader();
        }

        /**
         * @param rule a rule to use, in place of a discovered one of the same id
         * @return this
         */
        public Builder rule(PromptRule rule) {
            explicit.rules.add(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * @param evaluator an evaluator to offer
         * @return this
         */
        public Builder evaluator(PromptEvaluator evaluator) {
            explicit.evaluators.add(Objects.requireNonNull(evaluator, "evaluator"));
            return this;
        }

        /**
         * @param generator a generator to offer
         * @return this
         */
        public Builder generator(SyntheticGenerator generator) {
            explicit.generators.add(Objects.requireNonNull(generator, "generator"));
            return this;
        }

        /**
         * @param analyzer the gap analyzer to use
         * @return this
         */
        public Builder gapAnalyzer(GapAnalyzer analyzer) {
            explicit.gapAnalyzers.add(Objects.requireNonNull(analyzer, "analyzer"));
            gapAnalyzer = analyzer.name();
            return this;
        }

        /**
         * @param criterion a stopping criterion to offer
         * @return this
         */
        public Builder stoppingCriterion(StoppingCriterion criterion) {
            explicit.stoppingCriteria.add(Objects.requireNonNull(criterion, "criterion"));
            return this;
        }

        /**
         * @param value where sessions are kept; closed with the engine
         * @return this
         */
        public Builder store(SessionStore value) {
            store = Objects.requireNonNull(value, "store");
            return this;
        }

        /**
         * @param value where plugins are looked for; null for nowhere, so that only registered ones count
         * @return this
         */
        public Builder pluginClassLoader(ClassLoader value) {
            loader = value;
            return this;
        }

        /**
         * @param value the clock by which time limits and durations are measured
         * @return this
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Lets trainings run on threads of the host in place of daemon threads of their own. Each training keeps three busy as long as it
         * runs (the session, its step, and the watch for requests to stop), and borrows up to {@link
         * dev.apes.api.TrainingRequest#threads()} − 1 more while there is work for them; where there are none, the step does the work
         * itself. With fewer than three a training waits, and its first step may run into its time limit. Closing the engine ends its
         * tasks and leaves the executor alone. A store may have threads of its own.
         *
         * @param value lends the threads; must not run tasks on the thread that hands them over
         * @return this
         */
        public Builder executor(Executor value) {
            executor = Objects.requireNonNull(value, "executor");
            return this;
        }

        /**
         * @return the engine
         * @throws dev.apes.api.error.InvalidInputException if two plugins share a name or one can't be loaded
         */
        public TrainingEngine build() {
            return new ApesEngine(
                    new PluginRegistry(explicit, loader),
                    gapAnalyzer,
                    store == null ? memory() : store,
                    clock,
                    Optional.ofNullable(executor));
        }
    }
}
