package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TextSpan;
import java.util.List;

/**
 * Shows examples that come with the prompt; makes none up. An example is negative when its output begins with {@code NOT:},
 * {@code WRONG:} or {@code BAD:} in any case; the mark itself is not shown. See {@link RuleDefinitions#FEW_SHOT} for its parameters.
 */
public final class FewShotRule implements PromptRule {
    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.FEW_SHOT;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        if (prompt.examples().isEmpty()) {
            return new RuleOutcome.NotApplicable(
                    "Prompt " + prompt.id() + " comes without examples, and the rule makes none up.");
        }
        Layout layout = Layout.of(prompt.text());
        String core = layout.core();
        if (core.isBlank()) {
            return new RuleOutcome.NotApplicable("There is no instruction for the examples to illustrate.");
        }
        if (layout.has(Layout.Kind.EXAMPLES) || prompt.text().contains("<" + ExampleWording.TAG)) {
            return new RuleOutcome.NotApplicable("The prompt already shows examples.");
        }
        List<ExampleWording.Shown> shown = ExampleChoice.of(prompt, core, values);
        if (shown.isEmpty()) {
            return new RuleOutcome.NotApplicable(
                    "Every usable example of prompt " + prompt.id() + " already stands in its text.");
        }
        Reading reading = Reading.of(Readings.text(core));
        String topic = reading.topic() != null
                ? reading.topic()
                : reading.subject() != null ? reading.subject() : "\"" + Applicability.start(core) + "\"";
        boolean tags = values.flag("use_xml_delimiters")
                || !ExampleWording.fitsPlain(shown)
                || topic.contains("\n")
                || topic.endsWith("…\"");
        String block = tags ? ExampleWording.tagged(shown) : ExampleWording.plain(shown, topic);
        if (block.indexOf("</" + ExampleWording.TAG + ">") != block.lastIndexOf("</" + ExampleWording.TAG + ">")) {
            return new RuleOutcome.NotApplicable(
                    "An example of prompt " + prompt.id() + " contains </" + ExampleWording.TAG + "> itself.");
        }
        String text = place(layout, block, values.choice("example_placement"));
        return new RuleOutcome.Changed(
                text,
                List.of(new Edit(
                        Edit.Kind.ADD,
                        "",
                        block,
                        shown.size() + " of the " + prompt.examples().size()
                                + " examples given with the prompt show what its answer looks like.")));
    }

    private static String place(Layout layout, String block, String placement) {
        Layout.Block first = layout.first(Layout.Kind.CORE);
        if (placement.equals("before_task")) {
            return layout.text().substring(0, first.start()) + block + "\n\n"
                    + layout.text().substring(first.start());
        }
        if (placement.equals("end")) {
            return layout.text().stripTrailing() + "\n\n" + block;
        }
        int context = contextEnd(layout.textOf(first));
        if (context > 0) {
            int at = first.start() + context;
            return layout.text().substring(0, at) + "\n\n" + block
                    + layout.text().substring(at);
        }
        return layout.insertAfter(layout.last(Layout.Kind.CORE), block);
    }

    /** The end of background or material that opens the prompt, 0 if there is none. */
    private static int contextEnd(String own) {
        PromptText text = Readings.text(own);
        Material material = GivenMaterial.of(text);
        List<TextSpan> paragraphs = Paragraphs.of(text);
        if (paragraphs.size() < 2) {
            return 0;
        }
        TextSpan first = paragraphs.get(0);
        boolean labelled = MaterialPlacement.isContext(MaterialPlacement.labelOf(first.of(own)));
        boolean given = material.present()
                && material.start() <= first.start()
                && material.end() >= first.end()
                && material.end() < own.length();
        return labelled ? first.end() : given ? material.end() : 0;
    }
}
