package dev.apes.spring.demo;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingReport;
import dev.apes.engine.LiveEnhancer;
import dev.apes.spring.demo.EventLog.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Enhances, trains, and tells how a training goes. */
@RestController
class PromptController {
    private final LiveEnhancer enhancer;
    private final BackgroundTrainings trainings;

    PromptController(LiveEnhancer enhancer, BackgroundTrainings trainings) {
        this.enhancer = enhancer;
        this.trainings = trainings;
    }

    record Question(String prompt) {}

    record Order(List<String> prompts, int iterations) {}

    @PostMapping("/enhance")
    Map<String, String> enhance(@RequestBody Question question) {
        return Map.of(
                "prompt",
                enhancer.enhance(Prompt.of("request", question.prompt())).text());
    }

    @PostMapping("/trainings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> train(@RequestBody Order order) {
        return Map.of("session", trainings.start(order.prompts(), order.iterations()));
    }

    @GetMapping(path = "/trainings/{session}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String session) {
        EventLog log = trainings
                .log(session)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no training " + session));
        SseEmitter emitter = new SseEmitter(0L);
        log.follow(line -> send(emitter, line));
        return emitter;
    }

    /** As the application's own mapper writes it: names, dates and empty fields are its settings. */
    @GetMapping("/trainings/{session}/report")
    TrainingReport report(@PathVariable String session) {
        return trainings
                .report(session)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "there is no training " + session + " that has ended"));
    }

    private static void send(SseEmitter emitter, Line line) {
        try {
            emitter.send(SseEmitter.event().name(line.name()).data(line.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (line.end()) {
            emitter.complete();
        }
    }
}
