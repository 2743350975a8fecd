package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;

/** Writes its six parameters into the text, so that an evaluator of known optimum can read them there. */
final class ParameterWritingRule implements PromptRule {
    static final String ID = "writes_its_parameters";
    private static final String MARK = "\n[settings ";

    private static final RuleDefinition DEFINITION = new RuleDefinition(
            ID,
            "Writes its parameters",
            "test",
            "for measuring the optimiser",
            5,
            "1.0.0",
            ParameterSpace.of(
                    ParameterDefinition.integer("depth", 2, 1, 10, "an integer"),
                    ParameterDefinition.real("ratio", 0.2, 0, 1, "a real"),
                    ParameterDefinition.real("limit", 15, 10, 50, "another real"),
                    ParameterDefinition.flag("strict", false, "a flag"),
                    ParameterDefinition.choice("mode", "plain", List.of("plain", "warm", "terse"), "a choice"),
                    ParameterDefinition.integer("width", 9, 0, 12, "another integer")));

    @Override
    public RuleDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        if (prompt.text().contains(MARK)) {
            return new RuleOutcome.NotApplicable("the settings are written already");
        }
        String line = MARK + values.integer("depth") + " " + values.real("ratio") + " " + values.real("limit") + " "
                + values.flag("strict") + " " + values.choice("mode") + " " + values.integer("width") + "]";
        return new RuleOutcome.Changed(prompt.text() + line, List.of(new Edit(Edit.Kind.ADD, "", line, "test")));
    }

    /** The settings found in a text, or null. */
    static ParameterValues read(String text) {
        int at = text.indexOf(MARK);
        if (at < 0) {
            return null;
        }
        String[] parts =
                text.substring(at + MARK.length(), text.indexOf(']', at)).split(" ");
        return DEFINITION
                .parameters()
                .defaults()
                .with("depth", Integer.valueOf(parts[0]))
                .with("ratio", Double.valueOf(parts[1]))
                .with("limit", Double.valueOf(parts[2]))
                .with("strict", Boolean.valueOf(parts[3]))
                .with("mode", parts[4])
                .with("width", Integer.valueOf(parts[5]));
    }

    /** True score of a setting: the best ratio depends on mode and flag, the best width on the depth. The optimum is 0.8. */
    static double trueScore(ParameterValues v) {
        String mode = v.choice("mode");
        boolean strict = v.flag("strict");
        double bestRatio = mode.equals("terse") ? (strict ? 0.72 : 0.35) : mode.equals("warm") ? 0.55 : 0.15;
        double height = (mode.equals("terse") ? 1 : mode.equals("warm") ? 0.8 : 0.6) * (strict ? 1 : 0.85);
        double bestWidth = 0.9 * v.integer("depth") - 2;
        double miss = square((v.integer("depth") - 7) / 4.0)
                + square((v.real("ratio") - bestRatio) / 0.35)
                + square((v.real("limit") - 37) / 18.0)
                + square((v.integer("width") - bestWidth) / 5.0);
        return 0.3 + 0.5 * height * Math.exp(-0.5 * miss);
    }

    /** The best true score over a fine grid. */
    static double optimum() {
        double best = 0;
        ParameterValues v = DEFINITION.parameters().defaults();
        for (String mode : List.of("plain", "warm", "terse")) {
            for (boolean strict : new boolean[] {false, true}) {
                for (int depth = 1; depth <= 10; depth++) {
                    for (int width = 0; width <= 12; width++) {
                        for (double ratio = 0; ratio <= 1.0001; ratio += 0.02) {
                            best = Math.max(
                                    best,
                                    trueScore(v.with("mode", mode)
                                            .with("strict", strict)
                                            .with("depth", depth)
                                            .with("width", width)
                                            .with("ratio", Math.min(1, ratio))
                                            .with("limit", 37.0)));
                        }
                    }
                }
            }
        }
        return best;
    }

    private static double square(double x) {
        return x * x;
    }
}
