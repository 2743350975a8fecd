package dev.apes.engine;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingReport;
import dev.apes.api.error.ApesException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.SessionRecord;
import dev.apes.engine.plugin.PluginRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prompts of a stored session before and after, to be read side by side: enhanced anew by the rules under the parameters that the session
 * ended with, as a service would, and scored anew where that costs nothing. Thread-safe.
 */
public final class PromptExamples {
    private static final int MOST = 400;
    private static final int READABLE = 2_000;

    private PromptExamples() {}

    /** Why an example was chosen. */
    public enum Choice {
        /** Among those that gained most. */
        BEST,
        /** Among those that lost most, or gained least. */
        WORST,
        /** At random, so that the others can be seen in proportion. */
        RANDOM
    }

    /**
     * An example.
     *
     * @param choice why it is shown
     * @param enhanced before, after, what each rule did
     * @param scores before and after, where they were measured
     */
    public record Example(Choice choice, EnhancedPrompt enhanced, Optional<Scores> scores) {}

    /**
     * Scores in [0, 1].
     *
     * @param before of the prompt as it is
     * @param after of what the rules made of it
     */
    public record Scores(double before, double after) {
        /** {@return what the rules bought} */
        public double gain() {
            return after - before;
        }
    }

    /**
     * Chooses among at most 400 prompts of at most 2,000 characters. Without scores (the evaluator is paid for, noisy, not installed, or
     * of another version or configuration than the session's) all are chosen at random. The same session and prompts give the same
     * examples.
     *
     * @param session whose rules and evaluator
     * @param values parameters by rule id; only these rules are applied
     * @param prompts to choose from, usually the holdout
     * @param each how many of each kind, at least 1
     * @return best, worst and random ones; fewer where there are few prompts
     */
    public static List<Example> of(
            SessionRecord session, Map<String, ParameterValues> values, List<Prompt> prompts, int each) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        PluginRegistry plugins = new PluginRegistry(
                new PluginRegistry.Explicit(), context != null ? context : PromptExamples.class.getClassLoader());
        List<PromptRule> rules = plugins.rules().stream()
                .filter(rule -> values.containsKey(rule.definition().id()))
                .toList();
        List<Prompt> readable =
                prompts.stream().filter(p -> p.text().length() <= READABLE).toList();
        PromptEnhancer enhancer = PromptEnhancer.of(rules, values);
        int step = Math.max(1, (readable.size() + MOST - 1) / MOST);
        List<EnhancedPrompt> enhanced = new ArrayList<>();
        for (int i = 0; i < readable.size(); i += step) {
            enhanced.add(enhancer.enhance(readable.get(i)));
        }
        List<Example> all = new ArrayList<>(scored(session, plugins, enhanced));
        boolean measured = !all.isEmpty() && all.get(0).scores().isPresent();
        List<Example> chosen = new ArrayList<>();
        if (measured) {
            all.sort(Comparator.comparingDouble(
                            (Example e) -> -e.scores().orElseThrow().gain())
                    .thenComparing(e -> e.enhanced().original().id()));
            take(all, 0, each, Choice.BEST, chosen);
            take(all, Math.max(0, all.size() - each), each, Choice.WORST, chosen);
        }
        SplittableRandom random = new SplittableRandom(session.seed());
        int wanted = measured ? each : 3 * each;
        while (wanted-- > 0 && !all.isEmpty()) {
            take(all, random.nextInt(all.size()), 1, Choice.RANDOM, chosen);
        }
        return chosen;
    }

    /**
     * @param report of a session that has just ended
     * @return its examples, the best, the worst and the others, as they were scored in the session
     */
    public static List<Example> of(TrainingReport report) {
        List<TrainingReport.ScoredExample> all = report.examples();
        int quarter = all.size() / 4;
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            TrainingReport.ScoredExample one = all.get(i);
            examples.add(new Example(
                    i < quarter ? Choice.BEST : i < 2 * quarter ? Choice.WORST : Choice.RANDOM,
                    one.enhanced(),
                    Optional.of(new Scores(one.before(), one.after()))));
        }
        return examples;
    }

    private static void take(List<Example> from, int at, int n, Choice choice, List<Example> into) {
        for (int i = 0; i < n && at < from.size(); i++) {
            Example one = from.remove(at);
            into.add(new Example(choice, one.enhanced(), one.scores()));
        }
    }

    private static List<Example> scored(SessionRecord session, PluginRegistry plugins, List<EnhancedPrompt> enhanced) {
        Optional<PromptEvaluator> judge = judge(session, plugins);
        List<EvaluationRequest> requests = new ArrayList<>();
        enhanced.forEach(e -> {
            requests.add(EvaluationRequest.baseline(e.original()));
            requests.add(new EvaluationRequest(e.text(), e.original(), 0));
        });
        List<Evaluation> answers = judge.isEmpty() || requests.isEmpty()
                ? List.of()
                : judge.get().evaluate(requests, EvaluationContext.of(session.seed()));
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < enhanced.size(); i++) {
            examples.add(new Example(
                    Choice.RANDOM,
                    enhanced.get(i),
                    answers.size() == requests.size()
                            ? Optional.of(new Scores(
                                    answers.get(2 * i).score(),
                                    answers.get(2 * i + 1).score()))
                            : Optional.empty()));
        }
        return examples;
    }

    /** Only a judge who costs nothing and would say the same again as in the session. */
    private static Optional<PromptEvaluator> judge(SessionRecord session, PluginRegistry plugins) {
        if (session.evaluator().paid() || !session.evaluator().deterministic()) {
            return Optional.empty();
        }
        try {
            PromptEvaluator evaluator = plugins.evaluator(session.evaluator().name());
            return evaluator.info().version().equals(session.evaluator().version())
                            && evaluator
                                    .info()
                                    .configuration()
                                    .equals(session.evaluator().configuration())
                    ? Optional.of(evaluator)
                    : Optional.empty();
        } catch (ApesException e) {
            return Optional.empty();
        }
    }
}
