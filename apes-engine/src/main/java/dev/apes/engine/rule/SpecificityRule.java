package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.Decimals;
import dev.apes.engine.text.PromptText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Names what a prompt leaves open, in the prompt's own words, and puts plain words for hedges and weak verbs. See
 * {@link RuleDefinitions#SPECIFICITY} for its parameters.
 */
public final class SpecificityRule implements PromptRule {
    private static final Trimmer[] TRIMMERS = {
        new Trimmer(EnumSet.noneOf(Rewordings.Group.class)),
        new Trimmer(EnumSet.of(Rewordings.Group.HEDGE)),
        new Trimmer(EnumSet.of(Rewordings.Group.VERB)),
        new Trimmer(EnumSet.of(Rewordings.Group.HEDGE, Rewordings.Group.VERB))
    };

    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.SPECIFICITY;
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
        if (layout.structured()) {
            return new RuleOutcome.NotApplicable(
                    "Tags already give \"" + Applicability.start(core) + "\" its structure.");
        }
        Reading reading = Reading.of(analysed);
        if (reading.genre() == Genre.NONE) {
            return new RuleOutcome.NotApplicable("\"" + Applicability.start(core)
                    + "\" asks for no choice of audience, extent or form; an answer needs no more details.");
        }
        double threshold = values.real("vague_language_threshold");
        double vagueness = vagueness(reading);
        if (vagueness < threshold) {
            return new RuleOutcome.NotApplicable("The prompt is specific enough: vagueness "
                    + Decimals.fixed(vagueness, 2) + ", and the rule begins at " + Decimals.fixed(threshold, 2) + ".");
        }
        List<Edit> edits = new ArrayList<>();
        Layout reworded = reword(layout, values, edits);
        Reading after = reworded == layout ? reading : Reading.of(reworded.core());
        String text = note(reworded, after, values, edits);
        return text.equals(prompt.text())
                ? new RuleOutcome.NotApplicable(
                        "These settings find nothing to add to \"" + Applicability.start(core) + "\".")
                : new RuleOutcome.Changed(text, edits);
    }

    /** The share of open points, raised by vague words; rewording does not change it, so that the rule keeps to its decision. */
    private static double vagueness(Reading reading) {
        return Math.min(1, 0.75 * OpenPoints.openShare(reading) + 0.12 * Vagueness.count(reading));
    }

    private static Layout reword(Layout layout, ParameterValues values, List<Edit> edits) {
        Trimmer trimmer =
                TRIMMERS[(values.flag("avoid_hedge_words") ? 1 : 0) + (values.flag("action_verb_specificity") ? 2 : 0)];
        String text = layout.text();
        for (int b = layout.blocks().size() - 1; b >= 0; b--) {
            Layout.Block block = layout.blocks().get(b);
            if (block.kind() == Layout.Kind.CORE) {
                String own = layout.textOf(block);
                String trimmed = trimmer.trim(OwnWords.of(own), edits).source();
                if (!trimmed.equals(own) && !trimmed.isBlank()) {
                    text = text.substring(0, block.start()) + trimmed + text.substring(block.end());
                }
            }
        }
        return text.equals(layout.text()) ? layout : Layout.of(text);
    }

    private static String note(Layout layout, Reading reading, ParameterValues values, List<Edit> edits) {
        Notes notes = Notes.read(layout, reading, Candidates.all(reading), false);
        if (notes.foreign()) {
            return layout.text();
        }
        for (OpenPoint point : wanted(reading, values)) {
            if (!notes.has(point)) {
                notes.add(point);
            }
        }
        if (values.flag("include_success_criteria") && !notes.hasDone()) {
            String outcome = OpenPoints.outcome(reading);
            if (outcome != null) {
                notes.finishWhen(outcome);
            }
        }
        edits.addAll(notes.edits());
        return notes.changed() ? notes.write(layout) : layout.text();
    }

    /** The points to name, in the order of the pattern. */
    private static List<OpenPoint> wanted(Reading reading, ParameterValues values) {
        String pattern = values.choice("specificity_pattern");
        Set<OpenPoint.Aspect> first = switch (pattern) {
            case "concrete_examples" -> EnumSet.of(OpenPoint.Aspect.EXAMPLE);
            case "quantifiable_metrics" -> EnumSet.of(OpenPoint.Aspect.MEASURE);
            default ->
                EnumSet.of(OpenPoint.Aspect.WHO, OpenPoint.Aspect.WHAT, OpenPoint.Aspect.WHEN, OpenPoint.Aspect.WHERE);
        };
        List<OpenPoint> pool = new ArrayList<>();
        if (values.flag("concrete_noun_preference")) {
            pool.addAll(Vagueness.nouns(reading));
        }
        List<OpenPoint> goals = values.flag("enforce_measurable_goals") ? Vagueness.goals(reading) : List.of();
        List<OpenPoint> unsettled = OpenPoints.unsettled(reading);
        List<OpenPoint> ordered = new ArrayList<>();
        goals.stream().filter(p -> first.contains(p.aspect())).forEach(ordered::add);
        unsettled.stream().filter(p -> first.contains(p.aspect())).forEach(ordered::add);
        goals.stream().filter(p -> !first.contains(p.aspect())).forEach(ordered::add);
        unsettled.stream().filter(p -> !first.contains(p.aspect())).forEach(ordered::add);
        boolean form = values.flag("require_specific_outcomes");
        boolean measures = values.flag("enforce_measurable_goals") || pattern.equals("quantifiable_metrics");
        boolean examples = pattern.equals("concrete_examples");
        ordered.removeIf(p -> p.aspect() == OpenPoint.Aspect.OUTCOME && !form
                || p.aspect() == OpenPoint.Aspect.MEASURE && !measures
                || p.aspect() == OpenPoint.Aspect.EXAMPLE && !examples);
        int limit = values.integer("max_added_details");
        // one place each for a measure and for the form of the result, where the limit leaves room for more than one
        // point
        if (limit > 1) {
            promote(ordered, OpenPoint.Aspect.MEASURE, Math.min(limit, 2) - 1);
        }
        if (limit > 2) {
            promote(ordered, OpenPoint.Aspect.OUTCOME, 2);
        }
        pool.addAll(0, ordered.subList(0, Math.min(1, ordered.size())));
        ordered.stream().skip(1).forEach(pool::add);
        return pool.subList(0, Math.min(limit, pool.size()));
    }

    private static void promote(List<OpenPoint> points, OpenPoint.Aspect aspect, int place) {
        for (int i = place + 1; i < points.size(); i++) {
            if (points.get(i).aspect() == aspect) {
                boolean already = points.subList(0, place + 1).stream().anyMatch(p -> p.aspect() == aspect);
                if (!already) {
                    points.add(place, points.remove(i));
                }
                return;
            }
        }
    }
}
