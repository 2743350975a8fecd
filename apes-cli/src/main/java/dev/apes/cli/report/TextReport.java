package dev.apes.cli.report;

import dev.apes.api.TrainingReport;
import dev.apes.cli.input.PromptFile;
import java.util.Optional;

/** The final report as plain text of 96 columns, the holdout's result first. */
public final class TextReport {
    private TextReport() {}

    /**
     * @param report a session's report
     * @param input the prompt file, if there was one
     * @param exported the file it was also written to, if any
     * @param kept where the session is stored
     * @return the text, each line ended by LF
     */
    public static String of(TrainingReport report, Optional<PromptFile> input, Optional<String> exported, Kept kept) {
        StringBuilder out = new StringBuilder("APES training report\n");
        HoldoutSection.of(report).appendTo(out);
        SessionSections.stop(report).appendTo(out);
        RuleSections.changed(report).appendTo(out);
        RuleSections.leftAlone(report).appendTo(out);
        GapText.section(report).appendTo(out);
        SessionSections.patterns(report).appendTo(out);
        DerivedText.section(report).appendTo(out);
        CombinationSection.of(report).appendTo(out);
        SessionSections.data(report, input).appendTo(out);
        SessionSections.generated(report).appendTo(out);
        SessionSections.iterations(report).appendTo(out);
        SessionSections.time(report).appendTo(out);
        ExampleSection.of(report).appendTo(out);
        SessionSections.judge(report).appendTo(out);
        SessionSections.provenance(report).appendTo(out);
        UseSection.of(report, exported, kept).appendTo(out);
        return out.toString();
    }
}
