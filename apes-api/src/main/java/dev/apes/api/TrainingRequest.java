package dev.apes.api;

import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.rule.ParameterValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to train, on what, judged by whom, and when to stop. Immutable; made by {@link #builder()}.
 *
 * @param prompts what to train on; empty for the generated starting corpus
 * @param single whether to end after one full pass
 * @param limits when to stop at the latest
 * @param search how hard to look
 * @param evaluator name of the evaluator
 * @param evaluatorOptions its settings
 * @param generator name of the generator, or empty to let the strategy choose
 * @param stopping name of a stopping criterion in place of the default improvement and plateau rules, or empty; {@code
 *     name:key=value,key=value} gives it settings
 * @param seed from which every random stream is derived
 * @param reproducible whether anything that reads the clock is refused
 * @param targets what the metrics should reach
 * @param focusAreas rule categories or names that weigh more; sorted
 * @param initialParameters incumbents to start from in place of the stored ones, by rule id; may name some rules only
 * @param stepTimeouts time limits of single steps in place of the defaults
 * @param threads how many threads may work, at least 1; changes no result
 * @param batch how many requests an evaluator gets at once, at least 1; changes no result
 * @param autoInit whether what the store lacks is created; otherwise a session that needs it is refused
 * @param acceptChanges whether a session is gone on with although its prompts, rules, plugins or their versions are not as they were;
 *     otherwise that is refused. It is written down in the session
 * @param storeWait how long a session waits for a store that is away before it ends as interrupted, at least 0
 */
public record TrainingRequest(
        List<Prompt> prompts,
        boolean single,
        Limits limits,
        Search search,
        String evaluator,
        Map<String, String> evaluatorOptions,
        Optional<String> generator,
        Optional<String> stopping,
        long seed,
        boolean reproducible,
        MetricTargets targets,
        Set<String> focusAreas,
        Map<String, ParameterValues> initialParameters,
        Map<TrainingStep, Duration> stepTimeouts,
        int threads,
        int batch,
        boolean autoInit,
        boolean acceptChanges,
        Duration storeWait) {
    /** Small enough to keep two threads busy on a hundred prompts, large enough to make a batch worth its overhead. */
    public static final int DEFAULT_BATCH = 32;

    /** How long a session waits for its store unless told otherwise. */
    public static final Duration DEFAULT_STORE_WAIT = Duration.ofMinutes(15);

    /** Validates and copies. */
    public TrainingRequest {
        prompts = List.copyOf(prompts);
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(search, "search");
        Checks.notBlank(evaluator, "evaluator");
        evaluatorOptions = Checks.orderedCopy(evaluatorOptions);
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(stopping, "stopping");
        Objects.requireNonNull(targets, "targets");
        focusAreas = java.util.Collections.unmodifiableSet(new TreeSet<>(focusAreas));
        initialParameters = Checks.orderedCopy(initialParameters);
        stepTimeouts = Checks.orderedCopy(stepTimeouts);
        Checks.atLeast(threads, 1, "threads");
        Checks.atLeast(batch, 1, "batch");
        Checks.atLeast(storeWait.toMillis(), 0, "storeWait in milliseconds");
        if (reproducible && (limits.time().isPresent() || !stepTimeouts.isEmpty())) {
            throw new IllegalArgumentException(
                    "a reproducible session can't have time limits: whether one is hit depends on the machine; leave out either");
        }
    }

    /**
     * When to stop at the latest.
     *
     * @param maxIterations limit on iterations, at least 1
     * @param threshold smallest weighted improvement that counts, at least 0
     * @param patience how many iterations in a row may stay below it, at least 1
     * @param time limit on the session's running time
     * @param maxEvaluations limit on evaluator calls, at least 1; an answer that a paid evaluator has given before counts, too, though
     *     it is not bought again, for what a session does must not depend on what is stored
     */
    public record Limits(
            OptionalInt maxIterations,
            double threshold,
            int patience,
            Optional<Duration> time,
            OptionalLong maxEvaluations) {
        /** Validates. */
        public Limits {
            maxIterations.ifPresent(n -> Checks.atLeast(n, 1, "maxIterations"));
            Checks.inRange(threshold, 0, 1, "threshold");
            Checks.atLeast(patience, 1, "patience");
            time.ifPresent(t -> Checks.atLeast(t.toMillis(), 1, "time limit in milliseconds"));
            maxEvaluations.ifPresent(n -> Checks.atLeast(n, 1, "maxEvaluations"));
        }
    }

    /**
     * How hard to look.
     *
     * @param generatedRows rows to generate per iteration, 0 for none
     * @param settingsPerRule parameter settings tried per rule and iteration, at least 1
     * @param corpusSize prompts of the generated starting corpus, at least 100
     * @param without parts of the search that are switched off
     */
    public record Search(int generatedRows, int settingsPerRule, int corpusSize, Set<Part> without) {
        /** Validates and copies. */
        public Search {
            without = without.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(without));
            Checks.inRange(generatedRows, 0, 100_000, "generatedRows");
            Checks.inRange(settingsPerRule, 1, 10_000, "settingsPerRule");
            Checks.inRange(corpusSize, 100, 1_000_000, "corpusSize");
        }
    }

    /** Parts of the search that a session can do without; each is there because measurements speak for it. */
    public enum Part {
        /** Searching the rules with open gaps only, and generating what these lack; without it every rule and row counts alike. */
        TARGETING,
        /** Models of the gain that propose settings; without them settings are drawn at random. */
        SURROGATE,
        /** Learning which strategy pays; without it the cold-start table chooses. */
        BANDIT,
        /** Making rules of patterns; without it no derived rule is added to those in force. */
        DERIVED_RULES
    }

    /** {@return a builder holding the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder holding these settings} */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.prompts = prompts;
        b.single = single;
        b.maxIterations = limits.maxIterations();
        b.threshold = limits.threshold();
        b.patience = limits.patience();
        b.time = limits.time();
        b.maxEvaluations = limits.maxEvaluations();
        b.generatedRows = search.generatedRows();
        b.settingsPerRule = search.settingsPerRule();
        b.corpusSize = search.corpusSize();
        b.without = search.without();
        b.evaluator = evaluator;
        b.evaluatorOptions = evaluatorOptions;
        b.generator = generator;
        b.stopping = stopping;
        b.seed = seed;
        b.reproducible = reproducible;
        b.targets = targets;
        b.focusAreas = focusAreas;
        b.initialParameters.putAll(initialParameters);
        b.stepTimeouts.putAll(stepTimeouts);
        b.threads = threads;
        b.batch = batch;
        b.autoInit = autoInit;
        b.acceptChanges = acceptChanges;
        b.storeWait = storeWait;
        return b;
    }

    /** Collects settings; not thread-safe. Each method returns the builder itself. */
    public static final class Builder {
        private List<Prompt> prompts = List.of();
        private boolean single;
        private OptionalInt maxIterations = OptionalInt.empty();
        private double threshold = 0.02;
        private int patience = 3;
        private Optional<Duration> time = Optional.empty();
        private OptionalLong maxEvaluations = OptionalLong.empty();
        private int generatedRows = 200;
        private int settingsPerRule = 50;
        private int corpusSize = 2_000;
        private Set<Part> without = Set.of();
        private String evaluator = "rubric";
        private Map<String, String> evaluatorOptions = Map.of();
        private Optional<String> generator = Optional.empty();
        private Optional<String> stopping = Optional.empty();
        private long seed = 42;
        private boolean reproducible;
        private MetricTargets targets = MetricTargets.DEFAULT;
        private Set<String> focusAreas = Set.of();
        private final Map<String, ParameterValues> initialParameters = new LinkedHashMap<>();
        private final Map<TrainingStep, Duration> stepTimeouts = new EnumMap<>(TrainingStep.class);
        private int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        private int batch = DEFAULT_BATCH;
        private boolean autoInit = true;
        private boolean acceptChanges;
        private Duration storeWait = DEFAULT_STORE_WAIT;

        private Builder() {}

        /**
         * @param value what to train on
         * @return this
         */
        public Builder prompts(List<Prompt> value) {
            prompts = value;
            return this;
        }

        /**
         * @param texts what to train on; each gets its position, from 1, as id
         * @return this
         */
        public Builder promptTexts(List<String> texts) {
            List<Prompt> list = new ArrayList<>();
            for (String text : texts) {
                list.add(Prompt.of("prompt-" + (list.size() + 1), text));
            }
            return prompts(list);
        }

        /**
         * @param value whether to end after one pass
         * @return this
         */
        public Builder single(boolean value) {
            single = value;
            return this;
        }

        /**
         * @param value all limits at once
         * @return this
         */
        public Builder limits(Limits value) {
            maxIterations = value.maxIterations();
            threshold = value.threshold();
            patience = value.patience();
            time = value.time();
            maxEvaluations = value.maxEvaluations();
            return this;
        }

        /**
         * @param value limit on iterations
         * @return this
         */
        public Builder maxIterations(int value) {
            maxIterations = OptionalInt.of(value);
            return this;
        }

        /**
         * @param value smallest improvement that counts
         * @return this
         */
        public Builder threshold(double value) {
            threshold = value;
            return this;
        }

        /**
         * @param value how many iterations in a row may stay below the threshold
         * @return this
         */
        public Builder patience(int value) {
            patience = value;
            return this;
        }

        /**
         * @param value limit on the session's running time
         * @return this
         */
        public Builder timeLimit(Duration value) {
            time = Optional.of(value);
            return this;
        }

        /**
         * @param value limit on evaluator calls
         * @return this
         */
        public Builder maxEvaluations(long value) {
            maxEvaluations = OptionalLong.of(value);
            return this;
        }

        /**
         * @param value rows to generate per iteration, 0 for none
         * @return this
         */
        public Builder generatedRows(int value) {
            generatedRows = value;
            return this;
        }

        /**
         * @param value parameter settings tried per rule and iteration
         * @return this
         */
        public Builder settingsPerRule(int value) {
            settingsPerRule = value;
            return this;
        }

        /**
         * @param value prompts of the generated starting corpus
         * @return this
         */
        public Builder corpusSize(int value) {
            corpusSize = value;
            return this;
        }

        /**
         * @param parts parts of the search to do without
         * @return this
         */
        public Builder without(Part... parts) {
            without = Set.of(parts);
            return this;
        }

        /**
         * @param name name of the evaluator
         * @return this
         */
        public Builder evaluator(String name) {
            evaluator = name;
            return this;
        }

        /**
         * @param options settings of the evaluator
         * @return this
         */
        public Builder evaluatorOptions(Map<String, String> options) {
            evaluatorOptions = options;
            return this;
        }

        /**
         * @param name name of the generator
         * @return this
         */
        public Builder generator(String name) {
            generator = Optional.of(name);
            return this;
        }

        /**
         * @param name name of a stopping criterion, with settings behind a colon
         * @return this
         */
        public Builder stopping(String name) {
            stopping = Optional.of(name);
            return this;
        }

        /**
         * @param value from which every random stream is derived
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * @param value whether anything that reads the clock is refused
         * @return this
         */
        public Builder reproducible(boolean value) {
            reproducible = value;
            return this;
        }

        /**
         * @param value what the metrics should reach
         * @return this
         */
        public Builder targets(MetricTargets value) {
            targets = value;
            return this;
        }

        /**
         * @param value rule categories or names that weigh more
         * @return this
         */
        public Builder focusAreas(Set<String> value) {
            focusAreas = value;
            return this;
        }

        /**
         * @param ruleId a rule
         * @param values the parameters to start from
         * @return this
         */
        public Builder initialParameters(String ruleId, ParameterValues values) {
            initialParameters.put(ruleId, values);
            return this;
        }

        /**
         * @param step a step
         * @param limit its time limit
         * @return this
         */
        public Builder stepTimeout(TrainingStep step, Duration limit) {
            stepTimeouts.put(step, limit);
            return this;
        }

        /**
         * @param value how many threads may work
         * @return this
         */
        public Builder threads(int value) {
            threads = value;
            return this;
        }

        /**
         * @param value how many requests an evaluator gets at once
         * @return this
         */
        public Builder batch(int value) {
            batch = value;
            return this;
        }

        /**
         * @param value whether what the store lacks is created
         * @return this
         */
        public Builder autoInit(boolean value) {
            autoInit = value;
            return this;
        }

        /**
         * @param value whether a session is gone on with although something is not as it was
         * @return this
         */
        public Builder acceptChanges(boolean value) {
            acceptChanges = value;
            return this;
        }

        /**
         * @param value how long a session waits for a store that is away
         * @return this
         */
        public Builder storeWait(Duration value) {
            storeWait = value;
            return this;
        }

        /**
         * @return the request
         * @throws IllegalArgumentException naming the first setting that is out of range
         */
        public TrainingRequest build() {
            return new TrainingRequest(
                    prompts,
                    single,
                    new Limits(maxIterations, threshold, patience, time, maxEvaluations),
                    new Search(generatedRows, settingsPerRule, corpusSize, without),
                    evaluator,
                    evaluatorOptions,
                    generator,
                    stopping,
                    seed,
                    reproducible,
                    targets,
                    focusAreas,
                    initialParameters,
                    stepTimeouts,
                    threads,
                    batch,
                    autoInit,
                    acceptChanges,
                    storeWait);
        }
    }
}
