package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.Apes;
import dev.apes.engine.store.InMemorySessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real case: the generated corpus of 2,000 prompts, the six rules, the rubric. Prints what a checkpoint takes. */
@Tag("slow")
class CheckpointSizeTest {
    @Test
    void aCheckpointOfTheRealCaseIsSmall() throws InterruptedException {
        InMemorySessionStore inner = new InMemorySessionStore();
        int[] largest = new int[1];
        SessionStore store = (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (p, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        IterationCommit commit = (IterationCommit) arguments[0];
                        commit.checkpoint().ifPresent(c -> {
                            largest[0] = Math.max(largest[0], c.state().length);
                            System.out.printf(
                                    "iteration %d: checkpoint of %,d bytes%n", c.iteration(), c.state().length);
                        });
                        System.out.printf(
                                "iteration %d: %d measurements, step times %s%n",
                                commit.record().iteration(),
                                commit.measured().size(),
                                commit.record().stepTimes());
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (TrainingEngine engine = Apes.builder().store(store).build()) {
            engine.start(
                            TrainingRequest.builder()
                                    .maxIterations(3)
                                    .settingsPerRule(10)
                                    .build(),
                            e -> {
                                if (e instanceof TrainingEvent.StepFinished s
                                        && s.step() == dev.apes.api.TrainingStep.UPDATE) {
                                    System.out.println(
                                            "update session of iteration " + s.iteration() + " took " + s.took());
                                }
                            })
                    .await();
        }
        assertThat(largest[0]).isBetween(1, 16 << 20);
    }
}
