package dev.apes.engine.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What must not earn, and what must cost. */
class NegativeControlsTest {
    static final List<String> PROMPTS = Cases.PROMPTS;
    static final List<String> QUESTIONS = Cases.SIMPLE_QUESTIONS;

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void sentencesThatFitAnyPromptEarnNothing(String prompt) {
        for (String addition : Cases.GENERIC_ADDITIONS) {
            for (String version :
                    List.of(prompt + " " + addition, addition + " " + prompt, prompt + "\n\n" + addition)) {
                assertThat(Score.gain(version, prompt)).as(version).isNegative();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void allGenericSentencesTogetherEarnNothing(String prompt) {
        String padding = String.join(" ", Cases.GENERIC_ADDITIONS);
        assertThat(Score.gain(prompt + " " + padding, prompt)).isLessThan(-0.05);
        assertThat(Score.gain(padding + "\n" + prompt, prompt)).isLessThan(-0.05);
    }

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void repetitionEarnsNothing(String prompt) {
        for (String version : List.of(
                prompt + " " + prompt,
                prompt + "\n" + prompt + "\n" + prompt,
                prompt + " Again: " + prompt,
                prompt + "\nI repeat: " + prompt)) {
            assertThat(Score.gain(version, prompt)).as(version).isNegative();
        }
    }

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void shuffledWordsCost(String prompt) {
        Random random = new Random(prompt.hashCode());
        for (int i = 0; i < 20; i++) {
            List<String> words = new ArrayList<>(List.of(prompt.split(" ")));
            Collections.shuffle(words, random);
            String version = String.join(" ", words);
            if (!version.equals(prompt)) {
                assertThat(Score.gain(version, prompt)).as(version).isLessThan(-0.02);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void otherTopicsCost(String prompt) {
        for (String other : PROMPTS) {
            if (!other.equals(prompt)) {
                assertThat(Score.gain(other, prompt)).as(other).isLessThan(-0.05);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("PROMPTS")
    void whiteSpaceAndCaseEarnNothing(String prompt) {
        String spaced = "  " + prompt.replace(" ", "   ") + " \n\n";
        String broken = prompt.replace(" ", "\n");
        for (String version : List.of(
                spaced,
                broken,
                prompt.toUpperCase(Locale.ROOT),
                prompt.toLowerCase(Locale.ROOT),
                prompt.replace(" ", "\t"))) {
            assertThat(Score.gain(version, prompt)).as(version).isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void anOverEngineeredSimpleQuestionLoses(String question) {
        List<String> versions = List.of(
                "You are an expert with 20 years of experience.\n\n<task>\n" + question
                        + "\n</task>\n\n<instructions>\nThink step by step.\n"
                        + "1. Read the question.\n2. Reason about it.\n3. Answer.\n</instructions>",
                "# Role\nAct as a knowledgeable teacher.\n# Question\n" + question
                        + "\n# Format\n- Short answer\n- Explanation\n- Sources",
                "<question>" + question + "</question>\n<thinking>Reason through it.</thinking>\n<answer></answer>",
                question
                        + " Explain your reasoning in five steps, list your assumptions, and give the answer in a table.",
                "<context>General knowledge</context>\n<question>\n" + question + "\n</question>");
        for (String version : versions) {
            assertThat(Score.gain(version, question)).as(version).isLessThan(-0.02);
        }
    }

    @Test
    void aSimpleQuestionIsNotPunishedForLackingStructure() {
        double simple = QUESTIONS.stream()
                .mapToDouble(question -> Score.of(question, question))
                .average()
                .orElseThrow();
        double others = PROMPTS.stream()
                .mapToDouble(prompt -> Score.of(prompt, prompt))
                .average()
                .orElseThrow();
        assertThat(simple).isGreaterThan(others - 0.05);
    }

    @Test
    void lengthAloneEarnsNothing() {
        String prompt = "Explain how a refrigerator keeps food cold.";
        String filler =
                " There are many things to say and many ways to say them, and all of them are worth saying well.";
        double before = 0;
        for (int n = 1; n <= 40; n *= 2) {
            double gain = Score.gain(prompt + filler.repeat(n), prompt);
            assertThat(gain).isLessThanOrEqualTo(before);
            before = gain;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Suggest three dinners under 30 minutes without mushrooms. | Suggest dinners under 30 minutes without mushrooms.",
                "Suggest three dinners under 30 minutes without mushrooms. | Suggest three dinners without mushrooms.",
                "Suggest three dinners under 30 minutes without mushrooms. | Suggest three dinners under 30 minutes with mushrooms.",
                "Suggest three dinners under 30 minutes without mushrooms. | Suggest three dinners under 30 minutes.",
                "Return the result as JSON with the keys id and label. | Return the result with the keys id and label.",
                "Return the result as JSON with the keys id and label. | Return the result as JSON.",
                "Write a haiku about the first frost in October. | Write about the first frost in October.",
                "Translate \"the heron waits\" into Spanish. | Translate it into Spanish.",
                "Translate \"the heron waits\" into Spanish. | Translate \"the heron waits\".",
                "Read https://example.org/rules and name the fees. | Read the rules and name the fees.",
                "Explain what `git rebase -i HEAD~3` does. | Explain what git rebase does.",
                "Email the list to sam@example.org before 5 May. | Email the list to Sam before 5 May.",
                "Email the list to sam@example.org before 5 May. | Email the list to sam@example.org soon.",
                "Do not use recursion; sort the array in place. | Sort the array in place.",
                "Fill in {name} and {date} in the letter of resignation. | Fill in the letter of resignation.",
                "Name only rivers that end in the North Sea. | Name rivers that end in the North Sea.",
                "Compare cats and dogs as pets for a small flat. | Compare cats as pets for a small flat.",
                "Explain photosynthesis and respiration, and how they differ. | Explain photosynthesis."
            })
    void aLostDemandCosts(String prompt, String version) {
        assertThat(Score.gain(version, prompt)).isLessThan(-0.02);
    }

    @Test
    void addedStructureDeclinesAsItGrowsOnAShortPrompt() {
        String prompt = "Write a poem about the sea.";
        double before = 0;
        for (int n = 1; n <= 6; n++) {
            String tags = Stream.iterate(1, i -> i + 1)
                    .limit(n)
                    .map(i -> "<part" + i + ">")
                    .reduce("", String::concat);
            double gain = Score.gain(tags + "\n" + prompt, prompt);
            assertThat(gain).isLessThan(before);
            before = gain;
        }
    }

    @Test
    void framesAroundThePromptsOwnPhraseEarnAtMostATenthOfARealSpecification() {
        double real = 0;
        double echoed = 0;
        for (Cases.Echo echo : Cases.ECHOES) {
            double specified = Score.gain(echo.prompt() + " " + echo.specification(), echo.prompt());
            assertThat(specified).as(echo.specification()).isGreaterThan(0.02);
            for (String frame : Cases.FRAMES) {
                String sentence = frame.replace("%s", echo.phrase());
                for (String version : List.of(echo.prompt() + " " + sentence, sentence + "\n" + echo.prompt())) {
                    double gain = Score.gain(version, echo.prompt());
                    assertThat(gain).as(version).isLessThan(Math.max(0.05, specified / 4));
                    real += specified;
                    echoed += Math.max(0, gain);
                }
            }
        }
        assertThat(echoed).isLessThan(real / 10);
    }

    @Test
    void framesThatTheListsDoNotKnowEarnAtMostATenthOnAverage() {
        double real = 0;
        double echoed = 0;
        for (Cases.Echo echo : Cases.ECHOES) {
            for (String frame : Cases.LATER_FRAMES) {
                String version = echo.prompt() + " " + frame.replace("%s", echo.phrase());
                real += Score.gain(echo.prompt() + " " + echo.specification(), echo.prompt());
                echoed += Score.gain(version, echo.prompt());
            }
        }
        assertThat(echoed).isLessThan(real / 10);
    }

    @Test
    void severalFramesEarnNothing() {
        for (Cases.Echo echo : Cases.ECHOES) {
            String frames = String.join(" ", Cases.FRAMES.subList(0, 6)).replace("%s", echo.phrase());
            assertThat(Score.gain(echo.prompt() + " " + frames, echo.prompt()))
                    .as(frames)
                    .isNegative();
        }
    }
}
