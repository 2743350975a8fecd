package dev.apes.spring.demo;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.spring.demo.EventLog.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Trainings that run beside the requests that started them. The engine's threads do the work; this class only listens. */
@Service
class BackgroundTrainings {
    private final TrainingEngine engine;
    private final List<Consumer<TrainingEvent>> listeners;
    private final Map<String, EventLog> logs = new ConcurrentHashMap<>();
    private final Map<String, TrainingHandle> trainings = new ConcurrentHashMap<>();

    /** @param listeners meters and whatever else wants to know */
    BackgroundTrainings(TrainingEngine engine, ObjectProvider<Consumer<TrainingEvent>> listeners) {
        this.engine = engine;
        this.listeners = listeners.orderedStream().toList();
    }

    /** Returns at once. */
    String start(List<String> prompts, int iterations) {
        EventLog log = new EventLog();
        TrainingHandle training = engine.start(
                TrainingRequest.builder()
                        .promptTexts(prompts)
                        .maxIterations(iterations)
                        .generatedRows(0)
                        .threads(1)
                        .build(),
                event -> {
                    listeners.forEach(listener -> listener.accept(event));
                    line(event).ifPresent(log::add);
                });
        trainings.put(training.id().value(), training);
        logs.put(training.id().value(), log);
        return training.id().value();
    }

    Optional<EventLog> log(String session) {
        return Optional.ofNullable(logs.get(session));
    }

    /** Empty while it runs, and if it failed. */
    Optional<TrainingReport> report(String session) {
        return Optional.ofNullable(trainings.get(session)).flatMap(TrainingHandle::report);
    }

    private static Optional<Line> line(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepFinished e) {
            return Optional.of(new Line("step", e.iteration() + " " + e.step().label() + ": " + e.summary()));
        }
        if (event instanceof TrainingEvent.Promoted e) {
            return Optional.of(new Line("promoted", e.promotion().id().ruleId()));
        }
        if (event instanceof TrainingEvent.IterationCommitted e) {
            return Optional.of(new Line("iteration", String.valueOf(e.record().iteration())));
        }
        return event instanceof TrainingEvent.SessionFinished e
                ? Optional.of(Line.last("finished", e.reason() + ": " + e.explanation()))
                : Optional.empty();
    }
}
