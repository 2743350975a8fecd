package dev.apes.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.PromptEnhancer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the six rules together make of whole prompts under their defaults. */
class RuleWordingTest {
    private static final PromptEnhancer ENHANCER = PromptEnhancer.of(
            List.of(
                    new ClarityRule(),
                    new SpecificityRule(),
                    new ChainOfThoughtRule(),
                    new FewShotRule(),
                    new RoleRule(),
                    new XmlStructureRule()),
            Map.of());

    @Test
    void tagsAFormWithoutASubjectWithoutSayingWhatItIsFor() {
        XmlStructureRule rule = new XmlStructureRule();
        ParameterValues extensive = rule.definition()
                .parameters()
                .defaults()
                .with("attribute_usage", "extensive")
                .with("min_components", 1);
        for (String text : List.of(
                "Find the best ways.\n\nFormat: a table.",
                "Give me information.\n\nAnswer in JSON.",
                "List things.\n\nOutput format:\n- one per line",
                "Find the list of it. Format: bullet points.")) {
            RuleOutcome outcome = rule.apply(Prompt.of("p", text), extensive);
            assertThat(outcome instanceof RuleOutcome.Changed changed ? changed.text() : text)
                    .doesNotContain("null");
        }
    }

    @Test
    void asksWhatATripLeavesOpen() {
        assertThat(enhance("Could you please plan a trip to Lisbon in April?"))
                .startsWith(
                        "You are a senior travel planner helping me with the trip to Lisbon in April.\n\nPlan a trip to Lisbon in April.\n\nWhat I have not said about the trip to Lisbon in April (state what you assume):\n- ")
                .contains("\n- what it may cost")
                .contains("\n- where it starts from")
                .endsWith("Done when the trip is laid out day by day, with places, transport and costs.");
    }

    @Test
    void asksWhatAProgramLeavesOpen() {
        assertThat(enhance("Write a Java method that removes blank lines from a file."))
                .contains("- what it should do when the file is missing or malformed")
                .endsWith("Done when the Java method runs as given and removes blank lines from a file.");
    }

    @Test
    void namesTheQuantitiesOfAWordProblem() {
        assertThat(enhance(
                        "If 3 printers print 90 pages in 5 minutes, how many pages do 7 printers print in 12 minutes?"))
                .contains(
                        "Work out the number of pages step by step:\n1. Write down what is given: 3 printers, 90 pages, 5 minutes, 7 printers and 12 minutes.");
    }

    @Test
    void splitsALongSentenceAndKeepsItsConstraints() {
        assertThat(
                        enhance(
                                "I would like you to write an email to my landlord about the broken heating, and I want it to be firm, but it should not sound rude, and it has to mention that the heating has been off since Monday."))
                .startsWith(
                        "Write an email to my landlord about the broken heating. I want it to be firm, but it should not sound rude. It has to mention that the heating has been off since Monday.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the boiling point of ethanol?",
                "Who wrote the libretto of this opera?",
                "Is 91 a prime number?",
                "hello",
                "Schreibe mir bitte ein kurzes Gedicht über den Herbst in den Alpen."
            })
    void leavesAlone(String text) {
        assertThat(enhance(text)).isEqualTo(text);
    }

    @Test
    void usesPronounsThatAgreeAfterTheFirstMention() {
        assertThat(enhance("Recommend some board games for long winter evenings."))
                .contains("What I have not said about the board games for long winter evenings")
                .contains("should decide between them")
                .doesNotContain("them are", "they is");
        assertThat(enhance("Find three recipes for pumpkin soup.")).contains("for how many people they are meant");
    }

    @Test
    void takesTheHeadOfANounPhraseWithoutTheComparisonBehindIt() {
        assertThat(enhance("Create a workout routine suitable for my grandfather."))
                .contains("the workout routine")
                .doesNotContain("the workout routine suitable");
    }

    @Test
    void givesNoSecondRole() {
        assertThat(enhance("Assume the role of a travel planner. Plan a trip to Lisbon in April."))
                .doesNotContain("You are a");
    }

    @Test
    void asksOneThingAtMostOfAnExplanation() {
        assertThat(enhance("Explain how tides work."))
                .isEqualTo(
                        "Explain how tides work.\n\nI have not said how much I already know about tides; state what you assume.");
    }

    @Test
    void showsExactlyWhichWordsItRemoved() {
        EnhancedPrompt enhanced = ENHANCER.enhance(Prompt.of("edits", "Can you plan a trip to Lisbon in April?"));

        assertThat(enhanced.applied().stream()
                        .flatMap(a -> a.edits().stream())
                        .filter(e -> e.kind() == Edit.Kind.REMOVE)
                        .map(Edit::before))
                .contains("Can you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Let's play a game: you are a pirate and I am the governor.",
                "I am a large language model and I like poetry.",
                "What are the latest discoveries about glaciers?",
                "Translate this to French: \"The boat leaves at noon.\""
            })
    void addsNothingWhereNothingIsOpen(String text) {
        assertThat(enhance(text)).isEqualTo(text);
    }

    @Test
    void enhancingTwiceChangesNothingAndRepeatsNothing() {
        for (Prompt prompt : OwnPrompts.all()) {
            EnhancedPrompt once = ENHANCER.enhance(prompt);

            assertThat(ENHANCER.enhance(prompt.withText(once.text())).text())
                    .as("%s twice", prompt.id())
                    .isEqualTo(once.text());
            assertThat(count(once.text(), "Done when ")).isLessThanOrEqualTo(1);
            assertThat(count(once.text(), "ave not said ")).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatIsAddedNamesThePromptsOwnThings() {
        for (Prompt prompt : OwnPrompts.all()) {
            String enhanced = enhance(prompt.text());
            // a block names its subject once and then uses pronouns
            for (String block : enhanced.split("\n\n")) {
                boolean added = block.startsWith("What I have not said ")
                        || block.startsWith("I have not said ")
                        || block.startsWith("Done when ")
                        || block.startsWith("You are a ");
                if (added && !prompt.text().contains(block)) {
                    String opening = block.split("\n")[0];
                    assertThat(sharesContentWord(opening, prompt.text()))
                            .as("\"%s\" for \"%s\"", opening, prompt.text())
                            .isTrue();
                }
            }
        }
    }

    private static boolean sharesContentWord(String line, String prompt) {
        String lower = prompt.toLowerCase(java.util.Locale.ROOT);
        for (String word : line.toLowerCase(java.util.Locale.ROOT).split("[^a-z]+")) {
            boolean content = word.length() > 2
                    && !List.of(
                                    "the", "for", "and", "what", "how", "which", "who", "has", "are", "with", "that",
                                    "much", "many")
                            .contains(word);
            String stem = word.endsWith("ing") ? word.substring(0, word.length() - 3) : word;
            if (content && lower.contains(stem)) {
                return true;
            }
        }
        return false;
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static String enhance(String text) {
        return ENHANCER.enhance(Prompt.of("wording", text)).text();
    }
}
