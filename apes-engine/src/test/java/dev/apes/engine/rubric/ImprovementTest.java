package dev.apes.engine.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a careful person's edit must earn. */
class ImprovementTest {
    static final List<Cases.Improvement> IMPROVEMENTS = Cases.IMPROVEMENTS;

    @ParameterizedTest
    @FieldSource("IMPROVEMENTS")
    void realImprovementEarns(Cases.Improvement improvement) {
        assertThat(Score.gain(improvement.better(), improvement.original())).isGreaterThan(0.005);
    }

    @Test
    void materialSetOffFromTheInstructionEarns() {
        String notes =
                "Jo reported that the pump failed twice on Monday and that the spare part is in the Ghent depot until Friday.";
        String original = "Summarise the following notes for the plant manager: " + notes;
        assertThat(Score.gain(
                        "Summarise the following notes for the plant manager:\n\n<notes>\n" + notes + "\n</notes>",
                        original))
                .isPositive();
        assertThat(Score.gain(
                        "Summarise the following notes for the plant manager:\n\n\"\"\"\n" + notes + "\n\"\"\"",
                        original))
                .isPositive();
    }

    @Test
    void listingThePartsOfALongRequestEarns() {
        String original =
                "I need help with our shop's new website. Explain which pages a bicycle shop needs, write the text for the start page, "
                        + "suggest how customers can book a repair slot online, and estimate what the hosting of the website costs per month.";
        String version = "I need help with our shop's new website.\n"
                + "1. Explain which pages a bicycle shop needs.\n"
                + "2. Write the text for the start page.\n"
                + "3. Suggest how customers can book a repair slot online.\n"
                + "4. Estimate what the hosting of the website costs per month.";
        assertThat(Score.gain(version, original)).isPositive();
    }

    @Test
    void questionsInThePromptsOwnTermsEarnMoreThanAnyPromptsQuestions() {
        String original = "Plan the move of our office.";
        String own = original
                + " Open questions: on which date does the office lease end, and how many desks move to the new office?";
        String any = original + " Open questions: what is the deadline, and who is the audience?";
        assertThat(Score.gain(own, original)).isPositive().isGreaterThan(Score.gain(any, original));
    }

    @Test
    void detailsEarnUpToWhatTheTaskHasRoomForAndThenDecline() {
        String original = "What is a heron?";
        String few = "What is a heron, and how does a heron differ from a stork?";
        String many = few
                + " Describe heron feathers, heron nests, heron eggs, heron migration, heron parasites, heron calls, heron skeletons, heron moulting, "
                + "heron courtship, heron fossils, heron taxonomy, heron predators, heron myths, heron heraldry, heron stamps and heron poetry.";
        assertThat(Score.gain(few, original)).isPositive().isGreaterThan(Score.gain(many, original));
    }

    @Test
    void theContextLendsItsWordsToTheSubject() {
        Prompt bare = Prompt.of("p", "Answer the customer.");
        Prompt withContext = new Prompt(
                "p",
                bare.text(),
                Optional.empty(),
                Optional.of("The customer's toaster trips the fuse."),
                List.of(),
                Optional.empty(),
                Map.of());
        String version =
                "Answer the customer. Say that the toaster must not be opened before the fuse is checked by an electrician.";
        assertThat(gain(version, withContext)).isGreaterThan(gain(version, bare));
    }

    private static double gain(String version, Prompt prompt) {
        List<EvaluationRequest> batch =
                List.of(new EvaluationRequest(version, prompt, 0), EvaluationRequest.baseline(prompt));
        var scores = new RubricEvaluator().evaluate(batch, EvaluationContext.of(1));
        return scores.get(0).score() - scores.get(1).score();
    }
}
