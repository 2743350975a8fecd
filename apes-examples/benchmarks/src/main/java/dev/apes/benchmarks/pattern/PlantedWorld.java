package dev.apes.benchmarks.pattern;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.PromptFeatures;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Rules that write their dose behind a prompt, the second one only where two are planted, and a judge who knows what that is worth on each
 * prompt. Every prompt has a taste of its own beside what is planted, which no feature tells.
 */
final class PlantedWorld implements PromptEvaluator {
    /** What is planted. */
    enum Plant {
        /** The rule helps on long prompts and harms others. */
        CONFINED,
        /** The rule helps everywhere, but long prompts want another dose. */
        SPECIAL,
        /** The rule helps everywhere alike. */
        NONE,
        /** The rule helps nowhere and harms nowhere. */
        IDLE,
        /** A second rule helps, too, but harms what the first one did. */
        RIVALS
    }

    private static final DoseRule DOSING = new DoseRule("dosing", 5);
    private static final double BASELINE = 0.5;
    private static final double TASTE = 0.05;

    private final Plant plant;
    private final double longFrom;
    private final long seed;

    /**
     * @param plant what is planted
     * @param longFrom a prompt is long from so many words on
     * @param seed of the tastes
     */
    PlantedWorld(Plant plant, double longFrom, long seed) {
        this.plant = plant;
        this.longFrom = longFrom;
        this.seed = seed;
    }

    /** Writes its dose. */
    static final class DoseRule implements PromptRule {
        private final RuleDefinition definition;

        DoseRule(String id, int priority) {
            definition = new RuleDefinition(
                    id,
                    id,
                    "simulated",
                    "writes its dose",
                    priority,
                    "1.0.0",
                    ParameterSpace.of(ParameterDefinition.real("dose", 0.5, 0, 1, "how much")));
        }

        private String mark() {
            return "\n[" + definition.id() + " ";
        }

        /** The dose that it wrote into a text, if it did. */
        OptionalDouble read(String text) {
            int at = text.indexOf(mark());
            return at < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            Double.parseDouble(text.substring(at + mark().length(), text.indexOf(']', at))));
        }

        @Override
        public RuleDefinition definition() {
            return definition;
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            if (prompt.text().contains(mark())) {
                return new RuleOutcome.NotApplicable("its dose is written already");
            }
            String line = mark() + values.real("dose") + "]";
            return new RuleOutcome.Changed(
                    prompt.text() + line, List.of(new Edit(Edit.Kind.ADD, "", line, "simulated")));
        }
    }

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo("planted", "1", "a world of known truth", true, false, Map.of());
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        return batch.stream().map(r -> Evaluation.of(score(r))).toList();
    }

    List<DoseRule> rules() {
        DoseRule second = new DoseRule("adding", 3);
        return plant == Plant.RIVALS ? List.of(DOSING, second) : List.of(DOSING);
    }

    private double score(EvaluationRequest request) {
        long key = seed ^ 0x9E3779B97F4A7C15L * request.original().text().hashCode();
        double taste =
                request.text().equals(request.original().text()) ? 0 : TASTE * new SplittableRandom(key).nextGaussian();
        return Math.max(0, Math.min(1, BASELINE + gain(request.original(), request.text()) + taste));
    }

    /** The true mean gain of an enhanced text over prompts like the original. */
    double gain(Prompt original, String text) {
        OptionalDouble first = DOSING.read(text);
        if (plant == Plant.RIVALS) {
            boolean second = rules().get(1).read(text).isPresent();
            return first.isPresent() ? second ? 0.02 : 0.05 : second ? 0.03 : 0;
        }
        if (first.isEmpty()) {
            return 0;
        }
        double dose = first.getAsDouble();
        boolean isLong = PromptFeatures.of(original.text()).wordCount() >= longFrom;
        return switch (plant) {
            case CONFINED -> (isLong ? 0.1 : -0.03) * dosed(dose, 0.5);
            case SPECIAL -> isLong ? 0.12 * dosed(dose, 0.85) : 0.04 * dosed(dose, 0.25);
            case NONE -> 0.04 * dosed(dose, 0.5);
            default -> 0;
        };
    }

    private static double dosed(double dose, double best) {
        double miss = (dose - best) / 0.3;
        return Math.exp(-0.5 * miss * miss);
    }
}
