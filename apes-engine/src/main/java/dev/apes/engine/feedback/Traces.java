package dev.apes.engine.feedback;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.optimize.SpaceFillingDesign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes of texts whose cause is known: those of the log, and what each installed rule alone makes of the log's prompts under many
 * settings. In a log rules mostly come together; only alone do they show their own traces.
 *
 * @param changes rows of {@link ChangeColumns}
 * @param causes by change and rule, 0 or 1
 */
record Traces(double[][] changes, double[][] causes) {
    /** More prompts tell little more, and each costs an application and a measurement of each rule. */
    private static final int PROMPTS = 300;

    private static final int SETTINGS = 30;
    private static final long SEED = 1;

    static Traces of(
            List<FeedbackLog.Rating> log,
            List<String> rules,
            double[][] logged,
            double[][] applied,
            List<PromptRule> known,
            ChangeColumns columns) {
        List<double[]> changes = new ArrayList<>(Arrays.asList(logged));
        List<double[]> causes = new ArrayList<>(Arrays.asList(applied));
        Set<String> originals = new LinkedHashSet<>();
        log.forEach(r -> {
            if (originals.size() < PROMPTS) {
                originals.add(r.original());
            }
        });
        List<PromptRule> used =
                known.stream().filter(r -> rules.contains(r.definition().id())).toList();
        List<List<ParameterValues>> settings = used.stream()
                .map(r -> SpaceFillingDesign.settings(r.definition().parameters(), SETTINGS, SEED))
                .toList();
        int next = 0;
        for (String text : used.isEmpty() ? Set.<String>of() : originals) {
            Prompt prompt = Prompt.of("rated-" + next, text);
            for (int r = 0; r < used.size(); r++) {
                PromptRule rule = used.get(r);
                ParameterValues values = next % 2 == 0
                        ? rule.definition().parameters().defaults()
                        : settings.get(r).get(next / 2 % settings.get(r).size());
                if (rule.apply(prompt, values) instanceof RuleOutcome.Changed changed) {
                    double[] cause = new double[rules.size()];
                    cause[rules.indexOf(rule.definition().id())] = 1;
                    changes.add(columns.of(text, changed.text()));
                    causes.add(cause);
                }
            }
            next++;
        }
        return new Traces(changes.toArray(double[][]::new), causes.toArray(double[][]::new));
    }

    /** Which changes a rule had part in. */
    double[] applied(int rule) {
        return Arrays.stream(causes).mapToDouble(c -> c[rule]).toArray();
    }
}
