package dev.apes.examples.tools;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Parts with which an iteration is next to no work and never the last. */
final class SmallWork {
    private SmallWork() {}

    /** {@return so many different prompts} */
    static List<String> prompts(int count) {
        String[] verbs = {"Describe", "Compare", "Sketch", "Review", "Explain", "Plan"};
        String[] things = {"lighthouses", "glaciers", "violins", "orchids", "castles"};
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(verbs[i % verbs.length] + " " + things[i / verbs.length % things.length] + ", case "
                    + Integer.toString(1_000 + 7_919 * i, 36) + " " + Integer.toString(50_000 + 104_729 * i, 36) + ".");
        }
        return prompts;
    }

    /** {@return plugins as they are, but for rules} */
    static ClassLoader withoutRules() {
        return new ClassLoader(SmallWork.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + PromptRule.class.getName())
                        ? Collections.emptyEnumeration()
                        : super.getResources(name);
            }
        };
    }

    /** Appends a few dots, which mean nothing. */
    static final class Signature implements PromptRule {
        @Override
        public RuleDefinition definition() {
            return new RuleDefinition(
                    "signature",
                    "Signature",
                    "structure",
                    "Appends dots.",
                    1,
                    "1",
                    ParameterSpace.of(ParameterDefinition.integer("dots", 3, 1, 9, "how many")));
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            String dots = " " + ".".repeat(values.integer("dots"));
            return prompt.text().endsWith("..")
                    ? new RuleOutcome.NotApplicable("It has dots.")
                    : new RuleOutcome.Changed(
                            prompt.text() + dots, List.of(new Edit(Edit.Kind.ADD, "", dots, "It has none.")));
        }
    }

    /** Scores by chance, drawn anew in every iteration from the session's seed: nothing is ever to be gained for good. */
    static final class Judge implements PromptEvaluator {
        static final String NAME = "noise";

        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo(NAME, "1", "a draw", false, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream()
                    .map(request -> {
                        long seed = context.seed() + 31L * request.text().hashCode() + 1_000_003L * request.replicate();
                        return Evaluation.of(0.4 + 0.2 * new SplittableRandom(seed).nextDouble());
                    })
                    .toList();
        }
    }

    /** Sees the same gap for ever. */
    static final class NeverContent implements GapAnalyzer {
        @Override
        public String name() {
            return "never_content";
        }

        @Override
        public GapReport analyze(GapContext context) {
            return new GapReport(List.of(new Gap(
                    Gap.Kind.RULE_EFFECTIVENESS,
                    "signature",
                    0.5,
                    1,
                    0.5,
                    0.5,
                    0.1,
                    0.5,
                    OptionalDouble.empty(),
                    0,
                    false,
                    "for ever")));
        }
    }
}
