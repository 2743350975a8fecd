package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole sessions on evaluators of known law: the loop must find what is there and must not invent what is not. */
class HonestyTest {
    @Test
    @Tag("slow")
    void comesWithinFivePercentOfTheOptimumInEighteenOfTwentySeeds() throws InterruptedException {
        double optimum = ParameterWritingRule.optimum();
        List<Double> reached = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            // one standard deviation of the gain over settings drawn evenly is about 0.1
            try (TrainingEngine engine = LoopTest.engine(Judges.optimum(0.1))) {
                TrainingReport report = engine.start(TrainingRequest.builder()
                                .prompts(Prompts.some(1_000, 100 + seed))
                                .evaluator("optimum")
                                .generatedRows(0)
                                .seed(seed)
                                .build())
                        .await();
                reached.add(ParameterWritingRule.trueScore(report.rules().get(0).atEnd()) / optimum);
            }
        }
        assertThat(reached)
                .filteredOn(r -> r >= 0.95)
                .as("share of the optimum reached: %s", reached)
                .hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    @Tag("slow")
    void pureNoiseIsPromotedInAtMostFivePercentOfSessions() throws InterruptedException {
        assertThat(sessionsWithPromotion(Judges.noise(), "noise", 200)).isLessThanOrEqualTo(10);
    }

    @Test
    @Tag("slow")
    void promptSpecificTasteIsPromotedInAtMostFivePercentOfSessions() throws InterruptedException {
        assertThat(sessionsWithPromotion(Judges.taste(), "taste", 200)).isLessThanOrEqualTo(10);
    }

    @Test
    void aHandfulOfNoisySessionsPromotesNothing() throws InterruptedException {
        assertThat(sessionsWithPromotion(Judges.noise(), "noise", 3)).isZero();
        assertThat(sessionsWithPromotion(Judges.taste(), "taste", 3)).isZero();
    }

    private static int sessionsWithPromotion(PromptEvaluator judge, String name, int sessions)
            throws InterruptedException {
        int promoted = 0;
        for (int seed = 0; seed < sessions; seed++) {
            try (TrainingEngine engine = LoopTest.engine(judge)) {
                TrainingReport report = engine.start(TrainingRequest.builder()
                                .prompts(Prompts.some(500, 1_000 + seed))
                                .evaluator(name)
                                .settingsPerRule(10)
                                .generatedRows(0)
                                .maxIterations(2)
                                .threads(2)
                                .seed(seed)
                                .build())
                        .await();
                promoted += report.promotions().isEmpty() ? 0 : 1;
            }
        }
        return promoted;
    }
}
