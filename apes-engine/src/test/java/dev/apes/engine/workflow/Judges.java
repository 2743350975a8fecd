package dev.apes.engine.workflow;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/** Evaluators of known law, for tests. Noise is a function of seed, texts and replicate. */
final class Judges {
    private Judges() {}

    /** Scores by a function of (request, noise generator). */
    record Judge(String name, boolean deterministic, ToDoubleBiFunction<EvaluationRequest, SplittableRandom> law)
            implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo(name, "1", "of known law", deterministic, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream()
                    .map(r -> {
                        long key = mix(context.seed()
                                + 31L
                                        * mix(hash(r.text())
                                                ^ mix(hash(r.original().text())) + r.replicate()));
                        return Evaluation.of(Math.max(0, Math.min(1, law.applyAsDouble(r, new SplittableRandom(key)))));
                    })
                    .toList();
        }
    }

    /** The optimum of {@link ParameterWritingRule} under noise. */
    static PromptEvaluator optimum(double noise) {
        return new Judge("optimum", noise == 0, (r, random) -> {
            ParameterValues values = ParameterWritingRule.read(r.text());
            return (values == null ? 0.3 : ParameterWritingRule.trueScore(values)) + noise * gaussian(random);
        });
    }

    /** Nothing but noise. */
    static PromptEvaluator noise() {
        return new Judge("noise", false, (r, random) -> 0.5 + 0.1 * gaussian(random));
    }

    /** A smooth taste of its own for each prompt, zero on average over prompts: deterministic, so no repetition shows it. */
    static PromptEvaluator taste() {
        return new Judge("taste", true, (r, ignored) -> {
            ParameterValues v = ParameterWritingRule.read(r.text());
            if (v == null) {
                return 0.5;
            }
            SplittableRandom own = new SplittableRandom(mix(hash(r.original().text())));
            double x = 0;
            double[] position = {
                v.integer("depth") / 10.0,
                v.real("ratio"),
                v.real("limit") / 50,
                v.flag("strict") ? 1 : 0,
                v.integer("width") / 12.0
            };
            for (double p : position) {
                x += gaussian(own) * Math.sin(3 * p + 6.28 * own.nextDouble());
            }
            return 0.5 + 0.05 * x;
        });
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static long hash(String text) {
        long h = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            h = 31 * h + text.charAt(i);
        }
        return mix(h);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
