package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.Decimals;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TaskType;
import java.util.List;
import java.util.Locale;

/**
 * Asks for the working of tasks that have steps, and names the steps from the prompt's own quantities and parts. See
 * {@link RuleDefinitions#CHAIN_OF_THOUGHT} for its parameters.
 */
public final class ChainOfThoughtRule implements PromptRule {
    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.CHAIN_OF_THOUGHT;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        Layout layout = Layout.of(prompt.text());
        String core = layout.core();
        PromptText analysed = Readings.text(core);
        RuleOutcome.NotApplicable unfit = Applicability.unfit(analysed);
        if (unfit != null) {
            return unfit;
        }
        if (layout.has(Layout.Kind.REASONING) || asksForWorking(core)) {
            return new RuleOutcome.NotApplicable(
                    "The prompt already asks for the working of \"" + Applicability.start(core) + "\".");
        }
        if (layout.structured()) {
            return new RuleOutcome.NotApplicable(
                    "Tags already give \"" + Applicability.start(core) + "\" its structure.");
        }
        Reading reading = Reading.of(analysed);
        PromptFeatures features = reading.features();
        ReasoningSteps steps = new ReasoningSteps(reading);
        double complexity = Math.max(features.complexity(), steps.complexity());
        double minimum = values.real("min_task_complexity");
        if (complexity < minimum) {
            return new RuleOutcome.NotApplicable("The task has complexity " + Decimals.fixed(complexity, 2)
                    + ", and the rule begins at " + Decimals.fixed(minimum, 2) + ".");
        }
        if (!hasSteps(reading, features, steps)) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" asks for no calculation, deduction or sequence of parts.");
        }
        String asked = steps.asked();
        if (asked == null) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" does not name what is to be worked out.");
        }
        List<String> list =
                steps.list(values.integer("min_reasoning_steps"), asked, values.flag("encourage_explicit_reasoning"));
        if (list.isEmpty() || list.size() < 2 && values.integer("min_reasoning_steps") > 1) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" has no parts or quantities to name as steps.");
        }
        if (values.flag("use_structured_response")) {
            list = new java.util.ArrayList<>(list);
            list.add(ending(reading, steps, asked));
        }
        String block = ReasoningWording.block(
                values.choice("zero_shot_trigger"),
                asked,
                isNumber(reading, steps),
                list,
                values.flag("enable_step_by_step"),
                values.flag("use_thinking_tags"));
        String text = place(layout, block);
        return new RuleOutcome.Changed(
                text,
                List.of(new Edit(
                        Edit.Kind.ADD,
                        "",
                        block,
                        "Reaching " + asked + " takes several steps, which the prompt's own parts give.")));
    }

    private static String ending(Reading reading, ReasoningSteps steps, String asked) {
        if (reading.genre() == Genre.CODE) {
            return "End with " + asked + " in one code block.";
        }
        String result = switch (reading.genre()) {
            case ANALYSE -> "sums up what was found in " + asked;
            case COMPARE -> "says how " + asked + " compare";
            default -> (isNumber(reading, steps) ? "gives " : "sums up ") + asked;
        };
        return "End with a line \"Result:\" that " + result + ".";
    }

    private static boolean isNumber(Reading reading, ReasoningSteps steps) {
        return reading.genre() == Genre.MATH
                || reading.genre() == Genre.NONE && steps.quantities().size() > 1;
    }

    private static String place(Layout layout, String block) {
        Layout.Block anchor = layout.last(Layout.Kind.DONE);
        anchor = anchor == null ? layout.last(Layout.Kind.OPEN) : anchor;
        anchor = anchor == null ? layout.last(Layout.Kind.CORE) : anchor;
        return layout.insertAfter(anchor, block);
    }

    private static boolean hasSteps(Reading reading, PromptFeatures features, ReasoningSteps steps) {
        TaskType type = features.taskType();
        if (type == TaskType.FACTUAL_QUESTION && steps.quantities().size() < 2) {
            return false;
        }
        boolean kind = type == TaskType.REASONING || type == TaskType.DATA_ANALYSIS;
        boolean genre = switch (reading.genre()) {
            case MATH, ANALYSE, COMPARE, CODE, FINANCE -> true;
            default -> false;
        };
        return kind || genre || steps.complexity() > 0 || steps.parts().size() > 2;
    }

    private static boolean asksForWorking(String core) {
        String lower = core.toLowerCase(Locale.ROOT);
        return lower.contains("step by step")
                || lower.contains("step-by-step")
                || lower.contains("show your work")
                || lower.contains("chain of thought");
    }
}
