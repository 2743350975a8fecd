package dev.apes.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptFeaturesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the capital of Peru? | FACTUAL_QUESTION",
                "Who wrote the opera about the barber? | FACTUAL_QUESTION",
                "How does a sewing machine work? | EXPLANATION",
                "Write a short story about a lighthouse keeper. | WRITING",
                "Draft an email to my landlord about the heating. | WRITING",
                "Implement a binary search in Java. | CODING",
                "Prove that the sum of two odd numbers is even. | REASONING",
                "Summarize the meeting notes below. | SUMMARISATION",
                "Translate this menu into French. | TRANSLATION",
                "Extract all company names from the text. | EXTRACTION",
                "Rewrite this paragraph so that it sounds friendlier. | EDITING",
                "How can I get better at waking up early? | PLANNING",
                "Brainstorm names for a bakery. | BRAINSTORMING",
                "Act as a border officer and question me. | ROLE_PLAY",
                "Analyze the sales figures of both regions. | DATA_ANALYSIS",
                "Find a quiet hotel near the station. | LOOKUP",
                "Zzz qqq | OTHER"
            })
    void namesTheTask(String prompt, TaskType expected) {
        assertThat(PromptFeatures.of(prompt).taskType()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Set up a database server in the cloud. | TECHNOLOGY",
                "Why do planets orbit a star? | SCIENCE",
                "Which medication lowers blood pressure? | HEALTH",
                "May my landlord end the lease early? | LAW",
                "Should I buy bonds or a stock market fund? | FINANCE",
                "Plan a marketing campaign for a startup. | BUSINESS",
                "Write a quiz for my students about the last lesson. | EDUCATION",
                "How did the Roman empire fall? | HISTORY_AND_SOCIETY",
                "Write lyrics for a song with guitar. | ARTS_AND_MEDIA",
                "Plan a trip with three hotels on an island. | TRAVEL_AND_PLACES",
                "A recipe for chicken soup with rice | FOOD",
                "How do I train for a marathon? | SPORT_AND_FITNESS",
                "Name some things. | GENERAL"
            })
    void namesTheDomain(String prompt, Domain expected) {
        assertThat(PromptFeatures.of(prompt).domain()).isEqualTo(expected);
    }

    @Test
    void domainMatchFollowsItsDefinition() {
        PromptFeatures features = PromptFeatures.of("A recipe for soup with rice");
        assertThat(features.domainMatch()).isCloseTo(3.0 / 4, within(1e-12));
        assertThat(PromptFeatures.of("Name some things.").domainMatch()).isZero();
    }

    @Test
    void countsWhatItSays() {
        PromptFeatures f = PromptFeatures.of(
                "Write two haiku, in at most 40 words. Avoid rhyme! Is that clear?\n\n- one\n- two\n\n```\nx\n```");
        assertThat(f.wordCount()).isEqualTo(14);
        assertThat(f.count(PromptFeature.SENTENCE_COUNT)).isEqualTo(5);
        assertThat(f.count(PromptFeature.NUMBER_COUNT)).isEqualTo(3);
        assertThat(f.count(PromptFeature.QUESTION_COUNT)).isEqualTo(1);
        assertThat(f.count(PromptFeature.LIST_ITEM_COUNT)).isEqualTo(2);
        assertThat(f.count(PromptFeature.CODE_BLOCK_COUNT)).isEqualTo(1);
        assertThat(f.count(PromptFeature.PARAGRAPH_COUNT)).isEqualTo(3);
        assertThat(f.count(PromptFeature.NEGATION_COUNT)).isEqualTo(1);
        assertThat(f.count(PromptFeature.REQUEST_COUNT)).isEqualTo(3);
        assertThat(f.count(PromptFeature.LONGEST_SENTENCE)).isEqualTo(7);
    }

    @Test
    void readabilityMatchesTheFormulas() {
        // 6 words, 1 sentence, 6 syllables
        PromptFeatures f = PromptFeatures.of("The cat sat on the mat.");
        assertThat(f.get(PromptFeature.FLESCH_READING_EASE)).isCloseTo(206.835 - 1.015 * 6 - 84.6, within(1e-9));
        assertThat(f.get(PromptFeature.FLESCH_KINCAID_GRADE)).isCloseTo(0.39 * 6 + 11.8 - 15.59, within(1e-9));
        assertThat(f.get(PromptFeature.GUNNING_FOG)).isCloseTo(2.4, within(1e-9));
        assertThat(f.get(PromptFeature.TYPE_TOKEN_RATIO)).isCloseTo(5.0 / 6, within(1e-9));
    }

    @Test
    void complexityOrdersPlainlyDifferentTasks() {
        double fact = PromptFeatures.of("What is the capital of Peru?").complexity();
        double proof = PromptFeatures.of("Prove that the square root of 2 is irrational.")
                .complexity();
        double project = PromptFeatures.of(
                        "Design a booking system for a clinic. Compare two architectures, justify the trade-offs, "
                                + "estimate costs for 3 years, and write an API specification in YAML with at least 12 endpoints.")
                .complexity();
        assertThat(fact).isLessThan(0.1);
        assertThat(proof).isBetween(0.45, 0.7);
        assertThat(project).isGreaterThan(proof);
    }

    @Test
    void vectorsAndNamesFitTogether() {
        PromptFeatures features = PromptFeatures.of("Plan a trip.");
        assertThat(features.values()).hasSize(PromptFeatures.names().size());
        assertThat(features.encoded()).hasSize(PromptFeatures.encodedNames().size());
        assertThat(new HashSet<>(PromptFeatures.encodedNames())).hasSameSizeAs(PromptFeatures.encodedNames());
        int column = PromptFeatures.encodedNames().indexOf("task_type=PLANNING");
        assertThat(features.encoded()[column]).isEqualTo(1);
    }

    @Test
    void equalTextsHaveEqualFeatures() {
        assertThat(PromptFeatures.of("Name a river."))
                .isEqualTo(PromptFeatures.of("Name a river."))
                .hasSameHashCodeAs(PromptFeatures.of("Name a river."));
        assertThat(PromptFeatures.of("Name a river.")).isNotEqualTo(PromptFeatures.of("Name three rivers."));
    }
}
