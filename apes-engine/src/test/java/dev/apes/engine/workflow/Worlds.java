package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.Apes;
import dev.apes.engine.gap.TargetGapAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A small world in which parameters are promoted and a selection is proven within a few quick iterations. */
final class Worlds {
    static final String GENERATOR = "copula";

    private Worlds() {}

    /** Scores by {@link ParameterWritingRule}'s law and by what the note does to short and long prompts. Counts what it is asked. */
    static class Judge implements PromptEvaluator {
        private final PromptEvaluator law;
        private final EvaluatorInfo info;
        final AtomicLong asked = new AtomicLong();
        final Map<String, Integer> times = new ConcurrentHashMap<>();

        Judge(double noise, boolean paid) {
            this(noise, paid, 0.25);
        }

        /** @param harm what the note costs a long prompt */
        Judge(double noise, boolean paid, double harm) {
            law = new Judges.Judge("optimum", noise == 0, (r, random) -> {
                ParameterValues values = ParameterWritingRule.read(r.text());
                double score = values == null ? 0.3 : ParameterWritingRule.trueScore(values);
                double note = r.original().text().length() > 95 ? -harm : 0.25;
                return score
                        + (r.text().contains(TwoSidedRule.NOTE) ? note : 0)
                        + (noise == 0 ? 0 : noise * (random.nextDouble() - 0.5));
            });
            info = new EvaluatorInfo("optimum", "1", "of known law", noise == 0, paid, Map.of());
        }

        @Override
        public EvaluatorInfo info() {
            return info;
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            asked.addAndGet(batch.size());
            batch.forEach(
                    r -> times.merge(r.original().id() + '\n' + r.text() + '\n' + r.replicate(), 1, Integer::sum));
            return law.evaluate(batch, context);
        }
    }

    /** Seven of ten prompts are long. */
    static List<Prompt> prompts() {
        List<Prompt> all = Prompts.some(880, 17);
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < 440; i++) {
            Prompt p = all.get(i);
            prompts.add(
                    i % 10 < 3
                            ? p
                            : p.withText(p.text() + " " + all.get(440 + i).text()));
        }
        return prompts;
    }

    static TrainingRequest.Builder request(long seed) {
        return TrainingRequest.builder()
                .prompts(prompts())
                .evaluator("optimum")
                .settingsPerRule(5)
                .generatedRows(12)
                .threshold(0)
                .patience(100)
                .maxIterations(3)
                .threads(1)
                .seed(seed);
    }

    static TrainingEngine engine(SessionStore store, PromptEvaluator judge) {
        return Apes.builder()
                .pluginClassLoader(null)
                .rule(new ParameterWritingRule())
                .rule(new TwoSidedRule())
                .evaluator(judge)
                .generator(new Resampling())
                .gapAnalyzer(new TargetGapAnalyzer())
                .store(store)
                .build();
    }

    /** All of a report that must not depend on whether the session was cut off: neither ids nor what reads the clock. */
    static List<Object> outcome(TrainingReport report) {
        List<Object> all = new ArrayList<>(List.of(
                report.status(),
                report.stopReason(),
                report.stopExplanation(),
                report.evaluator(),
                report.data(),
                report.holdout(),
                report.holdoutBySource(),
                report.rules(),
                report.patterns(),
                report.derived(),
                report.examples(),
                report.evaluatorCalls(),
                report.provenance()));
        report.iterations().forEach(i -> all.add(outcome(report, i)));
        return all;
    }

    private static List<Object> outcome(TrainingReport report, IterationRecord i) {
        return List.of(
                i.iteration(),
                i.summary().metrics().modelAccuracy(),
                i.summary().metrics().ruleEffectiveness(),
                i.summary().metrics().patternCoverage(),
                i.summary().improvement(),
                i.summary().evaluatorCalls(),
                i.summary().targetsReached(),
                i.summary().trainingLoss(),
                i.summary().validationLoss(),
                i.best(),
                i.rules(),
                i.gaps(),
                i.strategy(),
                i.choice(),
                i.generation(),
                i.modelSamples(),
                i.candidates(),
                i.gateTests(),
                i.promotions().toString().replace(report.session().value(), "this session"),
                i.notes());
    }
}
