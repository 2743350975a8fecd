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
import java.util.stream.Stream;

/** Makes stopping criteria: the built-in ones by name, combinations, the default set and the recommended one. */
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
                new CorrelationDriven(),
                new RegretBound())) {
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
     * What to choose where scores are noisy and a gain below 0.0005 of score an iteration is not worth having: slope equivalence over 20, 40
     * or 80 iterations. Benchmarks of it are printed by {@code dev.apes.benchmarks.stopping.StoppingBenchmark}. It is not the default,
     * which knows promotions.
     *
     * @return the criterion, equal to what {@code parse("slope_equivalence:doublings=2")} gives
     */
    public static StoppingCriterion recommended() {
        return new SlopeEquivalence(20, 0.0005, 0.95, 3, 2);
    }

    /**
     * @param criteria at least one
     * @return stops as soon as one does, with the reason of the first in order; a single one is given back as it is, and alternatives of
     *     alternatives are joined
     */
    public static StoppingCriterion anyOf(StoppingCriterion... criteria) {
        List<StoppingCriterion> flat = Arrays.stream(criteria)
                .flatMap(c -> c instanceof AnyOf any ? any.criteria().stream() : Stream.of(c))
                .toList();
        return flat.size() == 1 ? flat.get(0) : new AnyOf(flat);
    }

    /**
     * @param criteria at least one
     * @return stops when all do after the same iteration; a single one is given back as it is, and conditions of conditions are joined
     */
    public static StoppingCriterion allOf(StoppingCriterion... criteria) {
        List<StoppingCriterion> flat = Arrays.stream(criteria)
                .flatMap(c -> c instanceof AllOf all ? all.criteria().stream() : Stream.of(c))
                .toList();
        return flat.size() == 1 ? flat.get(0) : new AllOf(flat);
    }

    /**
     * A built-in criterion from text.
     *
     * @param text {@code name} or {@code name:option=value,option=value}; several joined by {@code &} (all must stop) and {@code |} (any
     *     may stop), of which {@code &} binds closer, with parentheses where that is not meant; {@code recommended} stands for
     *     {@link #recommended()}
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
        return CriterionText.parse(text, byName);
    }

    /**
     * The names in a text, without looking them up.
     *
     * @param text as for {@link #parse(String)}
     * @return in order, each once; {@code recommended} is none
     * @throws InvalidInputException if it is malformed
     */
    public static List<String> names(String text) {
        return CriterionText.names(text);
    }

    /**
     * The text from which {@link #parse(String)} makes an equal criterion.
     *
     * @param criterion a built-in one or a combination of such
     * @return name and all settings
     */
    public static String format(StoppingCriterion criterion) {
        return CriterionText.format(criterion);
    }

    /**
     * @param criterion any criterion
     * @return how many iterations a history must have before it can stop; 1 for one that is not built in, of which nothing is known
     */
    public static int minimumHistory(StoppingCriterion criterion) {
        if (criterion instanceof AnyOf any) {
            return any.criteria().stream()
                    .mapToInt(StoppingCriteria::minimumHistory)
                    .min()
                    .orElseThrow();
        }
        if (criterion instanceof AllOf all) {
            return all.criteria().stream()
                    .mapToInt(StoppingCriteria::minimumHistory)
                    .max()
                    .orElseThrow();
        }
        return criterion instanceof BuiltIn builtIn ? builtIn.minimumHistory() : 1;
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
        return criterion instanceof BuiltIn builtIn && builtIn.readsScores();
    }

    /**
     * Where a criterion would have stopped.
     *
     * @param criterion the criterion
     * @param history a whole history
     * @return its decision after the first iteration at which it stops, with that iteration; empty if it never does
     */
    public static Optional<Replay> replay(StoppingCriterion criterion, TrainingHistory history) {
        for (int n = minimumHistory(criterion); n <= history.size(); n++) {
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
}
