package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Puts tags around the components that a prompt really has. See {@link RuleDefinitions#XML} for its parameters. */
public final class XmlStructureRule implements PromptRule {
    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.XML;
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
        Reading reading = Reading.of(analysed);
        if (layout.tagged() || hasOwnTags(reading)) {
            return new RuleOutcome.NotApplicable("\"" + Applicability.start(core) + "\" already stands between tags.");
        }
        List<PromptPart> parts = PromptPart.of(layout);
        Set<PromptPart.Kind> kinds = EnumSet.noneOf(PromptPart.Kind.class);
        parts.stream().filter(p -> !p.ownNote()).forEach(p -> kinds.add(p.kind()));
        int minimum = values.integer("min_components");
        if (kinds.size() < minimum) {
            return new RuleOutcome.NotApplicable("The prompt has " + kinds.size() + " component(s) " + kinds
                    + "; the rule begins at " + minimum + ".");
        }
        if (values.flag("tag_hierarchy_enforcement") && !announcesContext(parts)) {
            parts = PromptPart.ordered(parts);
        }
        StringBuilder out = new StringBuilder();
        List<String> tags = new ArrayList<>();
        for (PromptPart part : PromptPart.joined(parts)) {
            boolean wrap = wanted(part.kind(), values)
                    && !part.text().startsWith("<" + part.kind().tag());
            out.append(out.length() == 0 ? "" : "\n\n");
            if (wrap) {
                String attributes = TagAttributes.of(part, reading, values.choice("attribute_usage"));
                tags.add(part.kind().tag());
                out.append('<')
                        .append(part.kind().tag())
                        .append(attributes)
                        .append(">\n")
                        .append(part.text())
                        .append("\n</")
                        .append(part.kind().tag())
                        .append('>');
            } else {
                out.append(part.text());
            }
        }
        if (tags.isEmpty()) {
            return new RuleOutcome.NotApplicable("These settings tag none of the components " + kinds + ".");
        }
        String text = values.flag("nested_structure_allowed") ? "<prompt>\n" + out + "\n</prompt>" : out.toString();
        return new RuleOutcome.Changed(
                text,
                List.of(new Edit(
                        Edit.Kind.WRAP,
                        Applicability.start(core),
                        "<" + String.join(">, <", tags) + ">",
                        "The prompt has " + kinds.size() + " components that tags can tell apart, beginning with \""
                                + Applicability.start(core) + "\".")));
    }

    /** "… the following:" has to stay before what follows. */
    private static boolean announcesContext(List<PromptPart> parts) {
        return parts.stream()
                .filter(p -> p.kind() == PromptPart.Kind.INSTRUCTIONS)
                .anyMatch(p -> p.text().endsWith(":")
                        || p.text().contains("following")
                        || p.text().contains("below"));
    }

    private static boolean wanted(PromptPart.Kind kind, ParameterValues values) {
        return switch (kind) {
            case ROLE -> false;
            case CONTEXT -> values.flag("use_context_tags");
            case EXAMPLES -> values.flag("use_example_tags");
            case INSTRUCTIONS -> values.flag("use_instruction_tags");
            case STEPS -> values.flag("use_thinking_tags");
            case RESPONSE -> values.flag("use_response_tags");
        };
    }

    private static boolean hasOwnTags(Reading reading) {
        return reading.text().protectedSpans().stream().anyMatch(s -> s.kind() == ProtectedKind.TAG);
    }
}
