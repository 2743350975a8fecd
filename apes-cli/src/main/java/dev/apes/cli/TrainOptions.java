package dev.apes.cli;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code train} that go into the request, each checked under its own name. */
final class TrainOptions {
    private static final long TEN_YEARS = 10L * 366 * 24 * 3600;

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

    /** {@return a builder that holds these settings} */
    TrainingRequest.Builder toRequest() {
        TrainingRequest.Builder request = TrainingRequest.builder().reproducible(reproducible);
        request.single(mode.single);
        if (maxIterations != null) {
            request.maxIterations((int) range("--max-iterations", maxIterations, 1, Integer.MAX_VALUE));
        }
        if (threshold != null) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new InvalidInputException("--threshold", "must be from 0 to 1 but is " + threshold);
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
        if (maxEvaluations != null) {
            request.maxEvaluations(range("--max-evaluations", maxEvaluations, 1, Long.MAX_VALUE));
        }
        if (seed != null) {
            request.seed(seed);
        }
        if (threads != null) {
            request.threads((int) range("--threads", threads, 1, 1024));
        }
        parts(request);
        return request;
    }

    private void parts(TrainingRequest.Builder request) {
        if (focusAreas != null) {
            if (focusAreas.isEmpty()) {
                throw new InvalidInputException("--focus-areas", "needs a name");
            }
            focusAreas.forEach(name -> notBlank("--focus-areas", name));
            request.focusAreas(
                    new TreeSet<>(focusAreas.stream().map(String::strip).toList()));
        }
        if (evaluator != null) {
            request.evaluator(notBlank("--evaluator", evaluator));
        }
        request.evaluatorOptions(evaluatorOptions);
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
            request.generatedRows((int) range("--rows", rows, 0, 100_000));
        }
        if (generator != null) {
            if (rows != null && rows == 0) {
                throw new InvalidInputException("--generator", "contradicts --rows 0, which generates nothing");
            }
            request.generator(notBlank("--generator", generator));
        }
    }

    private static long range(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidInputException(
                    option,
                    "must be " + (max >= Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max)
                            + " but is " + value);
        }
        return value;
    }

    private static String notBlank(String option, String value) {
        if (value.isBlank()) {
            throw new InvalidInputException(option, "needs a name");
        }
        return value;
    }
}
