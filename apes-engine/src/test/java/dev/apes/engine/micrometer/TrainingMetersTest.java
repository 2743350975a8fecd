package dev.apes.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainingMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrainingMeters meters = new TrainingMeters(registry);

    @Test
    void countsWhatATrainingReports() throws Exception {
        assertThat(registry.get("apes.model.accuracy").gauge().value()).isNaN();
        List<TrainingEvent> events = new CopyOnWriteArrayList<>();
        TrainingReport report;
        try (TrainingEngine engine =
                Apes.builder().pluginClassLoader(Apes.class.getClassLoader()).build()) {
            report = engine.start(
                            TrainingRequest.builder()
                                    .corpusSize(120)
                                    .generatedRows(0)
                                    .settingsPerRule(4)
                                    .maxIterations(1)
                                    .patience(9)
                                    .build(),
                            meters.andThen(events::add))
                    .await();
        }
        int done = report.iterations().size();

        assertThat(count("apes.iterations")).isEqualTo(done).isPositive();
        assertThat(count("apes.evaluator.calls"))
                .isEqualTo(report.iterations().get(done - 1).summary().evaluatorCalls());
        assertThat(registry.find("apes.promotions").counters().stream()
                        .mapToDouble(c -> c.count())
                        .sum())
                .isEqualTo(report.promotions().size());
        assertThat(registry.get("apes.sessions")
                        .tag("status", "completed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("apes.pattern.coverage").gauge().value())
                .isEqualTo(report.iterations().get(done - 1).summary().metrics().patternCoverage());
        double seconds = events.stream()
                .filter(e -> e instanceof TrainingEvent.StepFinished)
                .mapToDouble(e -> ((TrainingEvent.StepFinished) e).took().toNanos() / 1e9)
                .sum();
        assertThat(registry.find("apes.step.duration").timers().stream()
                        .mapToDouble(t -> t.totalTime(TimeUnit.SECONDS))
                        .sum())
                .isCloseTo(seconds, within(1e-6));
        assertThat(registry.get("apes.iteration.duration").timer().count()).isEqualTo(done);
    }

    @Test
    void countsTokensAndMoneyButNotThoseOfADryRun() {
        SessionId id = new SessionId("s");
        meters.accept(new TrainingEvent.EvaluatorUsage(id, "llm", true, 9, 900, 90, OptionalDouble.of(9), "dry"));
        meters.accept(new TrainingEvent.EvaluatorUsage(id, "llm", false, 3, 300, 30, OptionalDouble.of(0.5), "paid"));

        assertThat(registry.get("apes.evaluator.tokens")
                        .tag("direction", "in")
                        .counter()
                        .count())
                .isEqualTo(300);
        assertThat(registry.get("apes.evaluator.tokens")
                        .tag("direction", "out")
                        .counter()
                        .count())
                .isEqualTo(30);
        assertThat(registry.get("apes.evaluator.cost")
                        .tag("evaluator", "llm")
                        .counter()
                        .count())
                .isEqualTo(0.5);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }
}
