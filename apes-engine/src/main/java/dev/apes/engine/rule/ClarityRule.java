package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.Decimals;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Makes a prompt easier to understand: cuts padding, splits long sentences, sets the material apart from the instruction, asks what
 * vague words mean, and says when the result is done. See {@link RuleDefinitions#CLARITY} for its parameters.
 */
public final class ClarityRule implements PromptRule {
    private static final int ROUNDS = 3;
    private static final Trimmer TRIMMER =
            new Trimmer(EnumSet.of(Rewordings.Group.OPENING, Rewordings.Group.GREETING, Rewordings.Group.WORDY));

    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.CLARITY;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        Layout before = Layout.of(prompt.text());
        String core = before.core();
        PromptText analysed = Readings.text(core);
        RuleOutcome.NotApplicable unfit = Applicability.unfit(analysed);
        if (unfit != null) {
            return unfit;
        }
        if (before.tagged()) {
            return new RuleOutcome.NotApplicable(
                    "Tags already separate the parts of \"" + Applicability.start(core) + "\".");
        }
        Reading reading = Reading.of(analysed);
        if (reading.genre() == Genre.NONE && reading.text().tokenCount() < Applicability.SHORT) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" is a short question or remark that is clear as it stands.");
        }
        double minimum = values.real("min_clarity_score");
        double score = ClarityScore.of(reading);
        if (score >= minimum) {
            return new RuleOutcome.NotApplicable("The prompt is clear enough: " + Decimals.fixed(score, 2)
                    + ", and the rule begins below " + Decimals.fixed(minimum, 2) + ".");
        }
        List<Edit> edits = new ArrayList<>();
        Reworded reworded = reword(before, analysed, values, edits);
        Layout layout = reworded.layout();
        Reading after = layout == before ? reading : Reading.of(reworded.core());
        String text = note(layout, after, values, edits);
        return text.equals(prompt.text())
                ? new RuleOutcome.NotApplicable(
                        "Nothing in \"" + Applicability.start(core) + "\" can be made clearer by these settings.")
                : new RuleOutcome.Changed(text, edits);
    }

    /** A text with its core analysed. */
    private record Reworded(Layout layout, PromptText core) {}

    /** Changes the user's sentences, block by block from the last so that offsets stay valid. */
    private static Reworded reword(Layout layout, PromptText core, ParameterValues values, List<Edit> edits) {
        String text = layout.text();
        PromptText last = core;
        List<Layout.Block> blocks = layout.blocks();
        for (int b = blocks.size() - 1; b >= 0; b--) {
            Layout.Block block = blocks.get(b);
            if (block.kind() != Layout.Kind.CORE) {
                continue;
            }
            String own = layout.textOf(block);
            OwnWords words = own.equals(core.text()) ? OwnWords.of(core) : OwnWords.of(own);
            for (int round = 0; round < ROUNDS; round++) {
                OwnWords next = rewordOnce(words, layout.tagged(), values, edits);
                if (next == words) {
                    break;
                }
                words = next;
            }
            String result = words.source();
            last = words.text();
            if (!result.equals(own) && !result.isBlank()) {
                text = text.substring(0, block.start()) + result + text.substring(block.end());
            }
        }
        if (text.equals(layout.text())) {
            return new Reworded(layout, core);
        }
        Layout changed = Layout.of(text);
        String newCore = changed.core();
        return new Reworded(changed, newCore.equals(last.text()) ? last : PromptText.of(newCore));
    }

    private static OwnWords rewordOnce(OwnWords own, boolean tagged, ParameterValues values, List<Edit> edits) {
        boolean contextFirst = values.choice("context_placement_priority").equals("before_examples");
        OwnWords words = TRIMMER.trim(own, edits);
        words = LongSentences.split(words, values.integer("sentence_complexity_threshold"), edits);
        words = words.with(MaterialPlacement.apart(words, edits));
        words = words.with(MaterialPlacement.order(words, contextFirst, edits));
        return values.flag("use_structured_xml") ? words.with(MaterialPlacement.wrap(words, tagged, edits)) : words;
    }

    /** Adds what is missing, most useful first, as long as the text stays within its limit of growth. */
    private static String note(Layout layout, Reading reading, ParameterValues values, List<Edit> edits) {
        if (reading.genre() == Genre.NONE || mostlyMaterial(reading)) {
            return layout.text();
        }
        Notes notes = Notes.read(layout, reading, Candidates.all(reading), values.flag("use_structured_xml"));
        if (notes.foreign()) {
            return layout.text();
        }
        int room =
                (int) Math.floor(WordCount.of(layout.core()) * values.real("max_growth")) - WordCount.of(layout.core());
        List<OpenPoint> wanted = new ArrayList<>();
        List<OpenPoint> open = OpenPoints.unsettled(reading);
        if (values.flag("vague_word_detection")) {
            wanted.addAll(Vagueness.adjectives(reading));
        }
        if (values.flag("apply_specificity_patterns")) {
            open.stream()
                    .filter(p -> Candidates.isDetail(p.aspect()))
                    .findFirst()
                    .ifPresent(wanted::add);
        }
        if (values.flag("measurable_outcome_enforcement")) {
            open.stream()
                    .filter(p -> p.aspect() == OpenPoint.Aspect.MEASURE)
                    .findFirst()
                    .ifPresent(wanted::add);
        }
        String outcome = values.flag("add_success_criteria") && !notes.hasDone() ? OpenPoints.outcome(reading) : null;
        if (outcome != null) {
            notes.finishWhen(outcome);
            if (notes.words() > room) {
                notes.dropDone();
            }
        }
        for (OpenPoint point : wanted) {
            if (!notes.has(point) && notes.add(point) && notes.words() > room) {
                notes.removeLast();
            }
        }
        edits.addAll(notes.edits());
        return notes.changed() ? notes.write(layout) : layout.text();
    }

    private static boolean mostlyMaterial(Reading reading) {
        Material material = reading.material();
        return material.present()
                && (material.end() - material.start()) * 2
                        > reading.text().text().length()
                && material.end() - material.start() > 400;
    }
}
