package dev.apes.mcp;

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
import java.util.List;
import java.util.Map;

/** A plugin's rule with one parameter, which is trained in a moment: writes a number behind a prompt. */
public final class DoseWriter implements PromptRule {
    static final String ID = "dose_writer";

    private static final String MARK = "\n[dose ";
    private static final RuleDefinition DEFINITION = new RuleDefinition(
            ID,
            "Dose writer",
            "test",
            "writes a number",
            1,
            "1.0.0",
            ParameterSpace.of(ParameterDefinition.real("dose", 0.1, 0, 1, "how much")));

    @Override
    public RuleDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        if (prompt.text().contains(MARK)) {
            return new RuleOutcome.NotApplicable("it is written already");
        }
        String line = MARK + values.real("dose") + "]";
        return new RuleOutcome.Changed(prompt.text() + line, List.of(new Edit(Edit.Kind.ADD, "", line, "test")));
    }

    /** Likes large doses, some prompts more than others. */
    static final class Judge implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("dose_judge", "1", "likes large doses", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream().map(r -> Evaluation.of(score(r))).toList();
        }

        private static double score(EvaluationRequest request) {
            int at = request.text().indexOf(MARK);
            double dose = at < 0
                    ? 0
                    : Double.parseDouble(request.text()
                            .substring(at + MARK.length(), request.text().indexOf(']', at)));
            int taste = Math.floorMod(request.original().text().length(), 5);
            return 0.4 + dose * (0.05 + 0.01 * taste);
        }
    }
}
