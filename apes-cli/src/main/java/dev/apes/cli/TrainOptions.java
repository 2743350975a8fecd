package dev.apes.cli;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.settings.Ranges;
import dev.apes.cli.settings.SettingsFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code train} that go into the request, each checked under its own name. */
final class TrainOptions {
    private static final long TEN_YEARS = 10L * 366 * 24 * 3600;
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_THREADS = 1024;

    @ArgGroup(exclusive = true)
    private Mode mode = new Mode();

    /** How long to go on. */
    static final class Mode {
        @Option(names = "--continuous", description = "Go on until nothing more is to gain (the default).")
        private boolean continuous;

        @Option(names = "--single", description = "End after one full pass of the seven steps.")
        private boolean single;
    }

    @Option(
            names = {"-i", "--max-iterations"},
            paramLabel = "N",
            description = "End after N iterations, at least 1.")
    private Integer maxIterations;

    @Option(
            names = {"-t", "--threshold"},
            paramLabel = "X",
            description = "Smallest weighted improvement that counts, 0 to 1 (default: 0.02).")
    private Double threshold;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "End when the threshold was missed N times in a row (default: 3).")
    private Integer patience;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "End after this time; the exit code is then 4.")
    private Long timeout;

    @Option(
            names = "--db-wait",
            paramLabel = "SECONDS",
            description = "How long to wait for a database that goes away while training (default: 900).")
    private Long dbWait;

    @Option(names = "--max-evaluations", paramLabel = "N", description = "End after N evaluator calls.")
    private Long maxEvaluations;

    @Option(
            names = "--adaptive",
            description = "Choose the strategy by what is missing. This is the default; the option only names it.")
    private boolean adaptive;

    @Option(
            names = "--focus-areas",
            split = ",",
            paramLabel = "NAME",
            description = "Rules or categories of rules that weigh more, e.g. clarity,specificity.")
    private List<String> focusAreas;

    @Option(names = "--evaluator", paramLabel = "NAME", description = "Who judges (default: rubric).")
    private String evaluator;

    @Option(names = "-E", paramLabel = "KEY=VALUE", description = "A setting of the evaluator; may be repeated.")
    private Map<String, String> evaluatorOptions = new LinkedHashMap<>();

    @Option(
            names = "--dry-run",
            description = "Say what this training would cost with --evaluator llm; ask nothing, store nothing.")
    private boolean dryRun;

    @Option(
            names = "--generator",
            paramLabel = "NAME",
            description = "How prompts are generated (default: the strategy chooses).")
    private String generator;

    @Option(
            names = "--stopping",
            paramLabel = "NAME[:KEY=VALUE,...]",
            description =
                    "A stopping criterion in place of threshold and patience; limits still hold. Join several"
                            + " by & (all) and | (any), with parentheses where needed; 'recommended' names what suits long runs.")
    private String stopping;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows to generate per iteration, 0 for none (default: 200).")
    private Integer rows;

    @Option(names = "--seed", paramLabel = "N", description = "Source of every random choice (default: 42).")
    private Long seed;

    @Option(names = "--reproducible", description = "Refuse whatever would make the result depend on the clock.")
    private boolean reproducible;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that work (default: one per core); changes no result.")
    private Integer threads;

    /** Where values that were not given on the command line come from, by option. */
    private final Map<String, String> origins = new HashMap<>();

    /**
     * @param file settings for what the command line leaves open
     * @return a builder that holds all of these
     */
    TrainingRequest.Builder toRequest(SettingsFile file) {
        takeDefaults(file);
        if (dryRun) {
            evaluatorOptions.put(DryRun.OPTION, "true");
        }
        return applyTo(TrainingRequest.builder());
    }

    /**
     * @param stored the request of a session that is to go on
     * @param session its id
     * @return a builder with the limits that the command line sets in place of the session's
     * @throws InvalidInputException if the command line contradicts what the session was started with
     */
    TrainingRequest.Builder toContinuation(TrainingRequest stored, String session) {
        Contradictions found = new Contradictions(session);
        found.check("--seed", seed, stored.seed());
        found.check("--rows", rows, stored.search().generatedRows());
        found.check("--evaluator", evaluator, stored.evaluator());
        found.check("--generator", generator, stored.generator().orElse("none named"));
        found.check("--reproducible", reproducible ? true : null, stored.reproducible());
        found.check("--focus-areas", focusAreas == null ? null : focus(), stored.focusAreas());
        evaluatorOptions.forEach((name, value) ->
                found.check("-E " + name, value, stored.evaluatorOptions().getOrDefault(name, value)));
        if (stopping == null && stored.stopping().isPresent() && (threshold != null || patience != null)) {
            throw new InvalidInputException(
                    threshold != null ? "--threshold" : "--patience",
                    "belongs to the default criterion, in place of which session " + session + " has --stopping "
                            + stored.stopping().get());
        }
        Map<String, String> options = new LinkedHashMap<>(stored.evaluatorOptions());
        options.putAll(evaluatorOptions);
        evaluatorOptions = options;
        return applyTo(stored.toBuilder().single(stored.single() && !mode.continuous));
    }

    /** {@return whether only its cost is asked for, and by which option} */
    Optional<String> dryRun() {
        return dryRun
                ? Optional.of("--dry-run")
                : DryRun.wanted(evaluatorOptions) ? Optional.of("-E " + DryRun.OPTION + "=true") : Optional.empty();
    }

    /** {@return keys of those settings that the command line gave, rather than the file} */
    Set<String> onCommandLine() {
        Map<String, Object> given = new HashMap<>();
        given.put("threshold", threshold);
        given.put("patience", patience);
        given.put("max-iterations", maxIterations);
        given.put("timeout", timeout);
        given.put("max-evaluations", maxEvaluations);
        given.values().removeIf(Objects::isNull);
        given.keySet().removeIf(key -> origins.containsKey("--" + key));
        return given.keySet();
    }

    /** Options win over the file; so does an option that rules a setting of the file out. */
    private void takeDefaults(SettingsFile file) {
        maxIterations = or(
                "--max-iterations",
                maxIterations,
                file,
                key -> file.integer(key, 1, Integer.MAX_VALUE).map(Long::intValue));
        seed = or("--seed", seed, file, file::integer);
        rows = or("--rows", rows, file, key -> file.integer(key, 0, MOST_ROWS).map(Long::intValue));
        maxEvaluations = or("--max-evaluations", maxEvaluations, file, file::integer);
        dbWait = or("--db-wait", dbWait, file, file::integer);
        evaluatorOptions = evaluatorDefaults(file);
        evaluator = or("--evaluator", evaluator, file, file::text);
        reproducible |= timeout == null && file.flag("reproducible").orElse(false);
        if (!reproducible) {
            timeout = or("--timeout", timeout, file, file::integer);
        }
        if (rows == null || rows > 0) {
            generator = or("--generator", generator, file, file::text);
        }
        if (threshold == null && patience == null) {
            stopping = or("--stopping", stopping, file, file::text);
        }
        if (stopping == null) {
            threshold = or("--threshold", threshold, file, file::real);
            patience = or(
                    "--patience",
                    patience,
                    file,
                    key -> file.integer(key, 1, Integer.MAX_VALUE).map(Long::intValue));
        }
        focusAreas =
                or("--focus-areas", focusAreas, file, key -> file.text(key).map(text -> List.of(text.split(",", -1))));
        takeThreads(file);
    }

    /** The number of threads changes no result, so that it counts for a continuation, too. */
    void takeThreads(SettingsFile file) {
        threads = or(
                "--threads",
                threads,
                file,
                key -> file.integer(key, 1, MOST_THREADS).map(Long::intValue));
    }

    private Map<String, String> evaluatorDefaults(SettingsFile file) {
        if (evaluator != null) {
            return evaluatorOptions; // those of the file are for the evaluator that it names
        }
        Map<String, String> all = new LinkedHashMap<>(file.evaluatorOptions());
        all.putAll(evaluatorOptions);
        return all;
    }

    private <T> T or(String option, T given, SettingsFile file, Function<String, Optional<T>> read) {
        if (given != null) {
            return given;
        }
        String key = option.substring(2);
        Optional<T> value = read.apply(key);
        value.ifPresent(v -> origins.put(option, file.where(key)));
        return value.orElse(null);
    }

    private TrainingRequest.Builder applyTo(TrainingRequest.Builder request) {
        if (reproducible) {
            request.reproducible(true);
        }
        if (mode.single) {
            request.single(true);
        }
        if (maxIterations != null) {
            request.maxIterations((int) range("--max-iterations", maxIterations, 1, Integer.MAX_VALUE));
        }
        if (threshold != null) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new InvalidInputException(origin("--threshold"), "must be from 0 to 1 but is " + threshold);
            }
            request.threshold(threshold);
        }
        if (patience != null) {
            request.patience((int) range("--patience", patience, 1, Integer.MAX_VALUE));
        }
        if (timeout != null) {
            if (reproducible) {
                throw new InvalidInputException(
                        "--timeout", "contradicts --reproducible: whether it is hit depends on the machine");
            }
            request.timeLimit(Duration.ofSeconds(range("--timeout", timeout, 1, TEN_YEARS)));
        }
        if (dbWait != null) {
            request.storeWait(Duration.ofSeconds(range("--db-wait", dbWait, 0, TEN_YEARS)));
        }
        if (maxEvaluations != null) {
            request.maxEvaluations(range("--max-evaluations", maxEvaluations, 1, Long.MAX_VALUE));
        }
        if (seed != null) {
            request.seed(seed);
        }
        if (threads != null) {
            request.threads((int) range("--threads", threads, 1, MOST_THREADS));
        }
        parts(request);
        return request;
    }

    private void parts(TrainingRequest.Builder request) {
        if (focusAreas != null) {
            request.focusAreas(focus());
        }
        if (evaluator != null) {
            request.evaluator(notBlank("--evaluator", evaluator));
        }
        if (!evaluatorOptions.isEmpty()) {
            request.evaluatorOptions(evaluatorOptions);
        }
        if (stopping != null) {
            if (threshold != null || patience != null) {
                throw new InvalidInputException(
                        threshold != null ? "--threshold" : "--patience",
                        "belongs to the default criterion, which --stopping replaces; give it as a setting, e.g."
                                + " --stopping improvement_threshold:threshold=0.02,patience=3");
            }
            request.stopping(notBlank("--stopping", stopping));
        }
        if (rows != null) {
            request.generatedRows((int) range("--rows", rows, 0, MOST_ROWS));
        }
        if (generator != null) {
            if (rows != null && rows == 0) {
                throw new InvalidInputException("--generator", "contradicts --rows 0, which generates nothing");
            }
            request.generator(notBlank("--generator", generator));
        }
    }

    private TreeSet<String> focus() {
        if (focusAreas.isEmpty()) {
            throw new InvalidInputException(origin("--focus-areas"), "needs a name");
        }
        focusAreas.forEach(name -> notBlank("--focus-areas", name));
        return new TreeSet<>(focusAreas.stream().map(String::strip).toList());
    }

    private String origin(String option) {
        return origins.getOrDefault(option, option);
    }

    private long range(String option, long value, long min, long max) {
        return Ranges.check(origin(option), value, min, max);
    }

    private String notBlank(String option, String value) {
        if (value.isBlank()) {
            throw new InvalidInputException(origin(option), "needs a name");
        }
        return value;
    }

    /** Compares what the command line says with what a session was started with. */
    private record Contradictions(String session) {
        void check(String option, Object given, Object stored) {
            if (given != null && !given.equals(stored)) {
                throw new InvalidInputException(
                        option,
                        "is " + given + ", but session " + session + " was started with " + stored
                                + "; leave the option out, or start afresh with --new in place of --resume");
            }
        }
    }
}
