package dev.apes.engine.stopping;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes stopping criteria: the built-in ones by name, combinations, and the default set.
 *
 * <pre>{@code
 * StoppingCriterion c = StoppingCriteria.parse("slope_equivalence:min_gain=0.001|max_iterations:limit=50");
 * StopDecision d = c.evaluate(history);
 * }</pre>
 */
public final class StoppingCriteria {
    private StoppingCriteria() {}

    /** {@return the built-in criteria with their default settings, by name} */
    public static Map<String, StoppingCriterion> builtIn() {
        Map<String, StoppingCriterion> byName = new LinkedHashMap<>();
        for (StoppingCriterion criterion : List.of(
                new ImprovementThreshold(),
                new CorrelationPlateau(),
                new TargetsReached(),
                new GapsExhausted(),
                new MaxIterations(),
                new TimeLimit(),
                new EvaluationBudget(),
                new SlopeEquivalence(),
                new MannKendall(),
                new Patience(),
                new GeneralizationLoss(),
                new ProgressQuotient(),
                new RisingStrips(),
                new CorrelationDriven())) {
            byName.put(criterion.name(), criterion);
        }
        return byName;
    }

    /**
     * The default: targets, exhausted gaps, improvement threshold, correlation plateau, or a limit, whichever comes first; where
     * several hold at once the first of this list is the reason.
     *
     * @param limits threshold, patience and limits
     * @return the criterion
     */
    public static StoppingCriterion defaults(TrainingRequest.Limits limits) {
        return withLimits(
                anyOf(
                        new ImprovementThreshold(limits.threshold(), limits.patience()),
                        new CorrelationPlateau(0.1, limits.threshold(), 10)),
                limits);
    }

    /**
     * A criterion chosen by the user in place of the improvement and plateau rules; targets, gaps and limits still hold.
     *
     * @param chosen the criterion
     * @param limits limits on iterations, time and evaluator calls; threshold and patience are not used
     * @return the criterion
     */
    public static StoppingCriterion withLimits(StoppingCriterion chosen, TrainingRequest.Limits limits) {
        List<StoppingCriterion> all = new ArrayList<>(List.of(new TargetsReached(), new GapsExhausted(), chosen));
        limits.maxIterations().ifPresent(n -> all.add(new MaxIterations(n)));
        limits.time().ifPresent(t -> all.add(new TimeLimit(t)));
        limits.maxEvaluations().ifPresent(n -> all.add(new EvaluationBudget(n)));
        return new AnyOf(all);
    }

    /**
     * @param criteria at least one
     * @return stops as soon as one does, with the reason of the first in order
     */
    public static StoppingCriterion anyOf(StoppingCriterion... criteria) {
        return new AnyOf(Arrays.asList(criteria));
    }

    /**
     * @param criteria at least one
     * @return stops when all do after the same iteration
     */
    public static StoppingCriterion allOf(StoppingCriterion... criteria) {
        return new AllOf(Arrays.asList(criteria));
    }

    /**
     * A built-in criterion from text.
     *
     * @param text {@code name} or {@code name:option=value,option=value}; several joined by {@code &} (all must stop) and {@code |} (any
     *     may stop), of which {@code &} binds closer
     * @return the criterion
     * @throws InvalidInputException naming what is unknown or malformed
     */
    public static StoppingCriterion parse(String text) {
        Map<String, StoppingCriterion> known = builtIn();
        return parse(text, name -> {
            StoppingCriterion criterion = known.get(name);
            if (criterion == null) {
                throw new InvalidInputException(
                        "stopping criterion '" + name + "'", "is unknown; known: " + String.join(", ", known.keySet()));
            }
            return criterion;
        });
    }

    /**
     * Like {@link #parse(String)} with criteria looked up elsewhere, e.g. among plugins.
     *
     * @param text as there
     * @param byName gives the unconfigured criterion of a name or throws
     * @return the criterion
     */
    public static StoppingCriterion parse(String text, Function<String, StoppingCriterion> byName) {
        List<StoppingCriterion> any = new ArrayList<>();
        for (String alternative : text.split("\\|", -1)) {
            List<StoppingCriterion> all = new ArrayList<>();
            for (String single : alternative.split("&", -1)) {
                all.add(parseOne(single.strip(), text, byName));
            }
            any.add(all.size() == 1 ? all.get(0) : new AllOf(all));
        }
        return any.size() == 1 ? any.get(0) : new AnyOf(any);
    }

    /**
     * The text from which {@link #parse(String)} makes an equal criterion.
     *
     * @param criterion a built-in one or a combination of such made by {@code parse}
     * @return name and all settings
     */
    public static String format(StoppingCriterion criterion) {
        if (criterion instanceof AnyOf any) {
            return any.criteria().stream().map(StoppingCriteria::format).collect(Collectors.joining("|"));
        }
        if (criterion instanceof AllOf all) {
            return all.criteria().stream().map(StoppingCriteria::format).collect(Collectors.joining("&"));
        }
        if (!(criterion instanceof Record record) || !builtIn().containsKey(criterion.name())) {
            throw new IllegalArgumentException(
                    "only built-in criteria can be written as text, not " + criterion.name());
        }
        String settings = RecordOptions.of(record).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
        return settings.isEmpty() ? criterion.name() : criterion.name() + ":" + settings;
    }

    /**
     * @param criterion any criterion
     * @return whether it is a built-in one that reads scores, or a combination with such; improvements alone do not suffice for it
     */
    public static boolean readsScores(StoppingCriterion criterion) {
        if (criterion instanceof AnyOf any) {
            return any.criteria().stream().anyMatch(StoppingCriteria::readsScores);
        }
        if (criterion instanceof AllOf all) {
            return all.criteria().stream().anyMatch(StoppingCriteria::readsScores);
        }
        return criterion instanceof Patience
                || criterion instanceof SlopeEquivalence
                || criterion instanceof MannKendall;
    }

    /**
     * Where a criterion would have stopped.
     *
     * @param criterion the criterion
     * @param history a whole history
     * @return its decision after the first iteration at which it stops, with that iteration; empty if it never does
     */
    public static Optional<Replay> replay(StoppingCriterion criterion, TrainingHistory history) {
        for (int n = 1; n <= history.size(); n++) {
            TrainingHistory prefix = new TrainingHistory(history.iterations().subList(0, n));
            if (criterion.evaluate(prefix) instanceof StopDecision.Stop stop) {
                return Optional.of(new Replay(n, stop));
            }
        }
        return Optional.empty();
    }

    /**
     * Where and why a criterion stopped.
     *
     * @param iteration from 1
     * @param stop the decision
     */
    public record Replay(int iteration, StopDecision.Stop stop) {}

    private static StoppingCriterion parseOne(String single, String text, Function<String, StoppingCriterion> byName) {
        int colon = single.indexOf(':');
        String name = (colon < 0 ? single : single.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw new InvalidInputException(
                    "stopping criterion '" + text + "'", "lacks a name; write name or name:option=value,option=value");
        }
        Map<String, String> options = new LinkedHashMap<>();
        if (colon >= 0) {
            for (String pair : single.substring(colon + 1).split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new InvalidInputException(
                            "stopping criterion " + name, "option '" + pair + "' must be written option=value");
                }
                if (options.put(pair.substring(0, equals).strip(), pair.substring(equals + 1)) != null) {
                    throw new InvalidInputException(
                            "stopping criterion " + name,
                            "option '" + pair.substring(0, equals).strip() + "' is given twice");
                }
            }
        }
        return byName.apply(name).configure(options);
    }
}
