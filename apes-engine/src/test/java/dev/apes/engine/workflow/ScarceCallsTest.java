package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.store.IterationRecord;
import dev.apes.engine.Apes;
import org.junit.jupiter.api.Test;

class ScarceCallsTest {
    private static final int CALLS = 1_500;

    private static TrainingReport train() throws InterruptedException {
        try (TrainingEngine engine = Apes.create()) {
            return engine.start(TrainingRequest.builder()
                            .corpusSize(200)
                            .single(true)
                            .generatedRows(0)
                            .settingsPerRule(4)
                            .threads(1)
                            .seed(3)
                            .maxEvaluations(CALLS)
                            .build())
                    .await();
        }
    }

    @Test
    void areNotSplitIntoSharesTooSmallToSearchWith() throws Exception {
        TrainingReport report = train();

        IterationRecord iteration = report.iterations().get(0);
        assertThat(iteration.candidates()).as("settings tried").isPositive();
        assertThat(iteration.notes())
                .anyMatch(n -> n.matches(
                        "Not searched in iteration 1, for the evaluator calls left reach for the search of [1-4]"
                                + " of \\d rules, and others may gain more: .*_.*"));
        assertThat(report.evaluatorCalls()).isLessThanOrEqualTo(CALLS);
    }
}
