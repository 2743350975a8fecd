package dev.apes.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.HoldoutResult;
import dev.apes.cli.input.PromptFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final PromptFile INPUT = new PromptFile("p.jsonl", "JSONL", List.of(), 1_880, 2, List.of(), 0);

    private static final Kept KEPT = new Kept("the database under /home/ann/.apes", "");

    @Test
    void tellsOfPairsThatHarmEachOtherAndOfTheBestSets() {
        String text = TextReport.of(SampleSession.report(), Optional.of(INPUT), Optional.of("out.json"), KEPT);
        assertThat(text.replaceAll("\\s+", " "))
                .contains(
                        "What rules do together",
                        "rule_a and rule_b harm each other: together +0.0100",
                        "code: best with rule_a (+0.0500 expected on 60 training prompts)");
    }

    @Test
    void saysEverythingAPersonNeeds() {
        String text = TextReport.of(SampleSession.report(), Optional.of(INPUT), Optional.of("out.json"), KEPT);
        assertThat(text)
                .startsWith("APES training report\n\nResult on the holdout")
                .containsPattern(
                        "all +374 +0\\.5120 +0\\.5400 +0\\.5610 +\\+0\\.0210 +\\[\\+0\\.0120, \\+0\\.0300\\] +214")
                .containsPattern("web +100")
                .contains("the interval lies above 0", "Judged by 'rubric' 1.0.0. A proxy for what people prefer.")
                .contains("improvement_below_threshold: The improvement stayed below")
                .containsPattern("threshold +0\\.7 -> 0\\.55")
                .containsPattern("place +end -> start")
                .doesNotContainPattern("tidy +true")
                .contains("on 210 validation prompts whose texts differ", "4.0e-05 where 0.0100 was asked")
                .contains(
                        "No candidate could be tested.",
                        "(iteration 1): Too few prompts differ.",
                        "untestable: 7 differing prompts here, 140 needed")
                .contains("rule_selection (no rule", "tested on 80 differing prompts and not proven better, +0.0010")
                .contains("rule_a, where words < 12: mean gain +0.0500")
                .contains("rule_a_only_0badcafe: rule_a, applied only where words < 12")
                .contains("Read from p.jsonl (JSONL): 1,880 lines, 0 prompts, 2 bad lines left out.")
                .contains("copula (strategy rule_focused): 1 iteration, 200 rows asked for, 150 prompts kept")
                .contains("dropped: 50 duplicate")
                .contains("iteration 1: Ten rows could not be realised.")
                .containsPattern("1 assess performance +12\\.0 s")
                .contains("1. p-1: score 0.400 -> 0.500 (+0.100)", "rule_a: The goal was not named.")
                .contains("How far to trust the judge", "- Agrees on 8 of 10 pairs.")
                .contains("apes train --start-from out.json");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aSelectionThatWasPromotedIsSaidToBeInForce() {
        String text = TextReport.of(SampleSession.onlyASelection(), Optional.of(INPUT), Optional.empty(), KEPT)
                .replaceAll("\\s+", " ");
        assertThat(text)
                .contains(
                        "It changed no parameter of a rule. What it promoted is in force there",
                        "with the selection, which the figures at the end include: apes status --rules json -o FILE");
    }

    @Test
    void theVerdictFollowsTheInterval() {
        assertThat(verdict(-0.01, 0.02)).contains("No difference is shown");
        assertThat(verdict(-0.03, -0.01)).contains("WORSE");
        assertThat(verdict(0.001, 0.02)).contains("better");
    }

    private static String verdict(double low, double high) {
        HoldoutResult result = new HoldoutResult("all", 10, 5, 0.5, 0.5, 0.5, low, high);
        return HoldoutSection.verdict(result, SampleSession.report());
    }

    @Test
    void promptsCannotDriveTheTerminal() {
        String text = TextReport.of(
                SampleSession.report(
                        new HoldoutResult("all", 10, 5, 0.5, 0.5, 0.5, 0, 0), "a\u001b[31mred\u202e\u0007 \tb", "s", 1),
                Optional.empty(),
                Optional.empty(),
                KEPT);
        assertThat(text).contains("a\\u001b[31mred\\u202e\\u0007     b").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void bothColumnsWrapByDisplayWidth() {
        String text = TextReport.of(
                SampleSession.report(
                        new HoldoutResult("all", 10, 5, 0.5, 0.5, 0.5, 0, 0),
                        "写一首关于秋天的诗".repeat(20) + " " + "x".repeat(200),
                        "s",
                        1),
                Optional.empty(),
                Optional.empty(),
                KEPT);
        assertThat(text.lines().filter(line -> line.contains("写") && line.contains(" | ")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(TextLayout.width(line)).isLessThanOrEqualTo(TextLayout.WIDTH);
                    assertThat(TextLayout.width(line.substring(0, line.indexOf(" | "))))
                            .isEqualTo(46);
                });
    }

    @Test
    void wrappingKeepsIndentsAndLosesNothing() {
        assertThat(TextLayout.wrap("    if (x) {\n\n  a bb ccc dddd", 8))
                .containsExactly("    if", "(x) {", "", "  a bb", "ccc dddd");
        assertThat(TextLayout.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(TextLayout.wrap("", 4)).containsExactly("");
        assertThat(String.join("", TextLayout.wrap("😀😀😀", 3))).isEqualTo("😀😀😀");
    }
}
