package dev.apes.api.contract;

import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import java.util.ArrayList;
import java.util.List;

/** Checks the order of a session's events. */
final class EventOrder {
    private int iteration = 1;
    private int finishedSteps;
    private boolean inStep;
    private boolean ended;
    /** The commit may be told inside the last step or right after it; the iteration is over when both have been told. */
    private boolean committed;

    private final List<String> violations = new ArrayList<>();

    private EventOrder() {}

    /** {@return what is out of order, in words; empty if nothing is} */
    static List<String> violations(List<TrainingEvent> events) {
        EventOrder order = new EventOrder();
        for (int i = 0; i < events.size(); i++) {
            order.take(i, events.get(i));
        }
        return order.violations;
    }

    private void take(int at, TrainingEvent event) {
        check(!ended, at, event, "follows the end");
        if (event instanceof TrainingEvent.SessionStarted) {
            check(at == 0, at, event, "is not the first");
        } else if (event instanceof TrainingEvent.StepStarted e) {
            check(!inStep, at, event, "starts inside another step");
            check(isNext(e.iteration(), e.step()), at, event, "is not the next step");
            inStep = true;
        } else if (event instanceof TrainingEvent.StepProgress e) {
            check(inStep && isNext(e.iteration(), e.step()), at, event, "is of another step than the running one");
            check(e.done() >= 0 && e.done() <= e.total(), at, event, "is beyond its total");
        } else if (event instanceof TrainingEvent.StepFinished e) {
            check(inStep && isNext(e.iteration(), e.step()), at, event, "is not the running step");
            inStep = false;
            finishedSteps++;
        } else if (event instanceof TrainingEvent.IterationCommitted e) {
            check(e.record().iteration() == iteration, at, event, "is not the running iteration");
            check(finishedSteps >= TrainingStep.values().length - 1, at, event, "comes before its last step");
            committed = true;
        } else if (event instanceof TrainingEvent.SessionFinished) {
            ended = true;
        }
        if (finishedSteps == TrainingStep.values().length && committed) {
            committed = false;
            iteration++;
            finishedSteps = 0;
        }
    }

    private boolean isNext(int ofIteration, TrainingStep step) {
        return ofIteration == iteration && step.ordinal() == finishedSteps;
    }

    private void check(boolean holds, int at, TrainingEvent event, String problem) {
        if (!holds) {
            violations.add("event " + at + " " + problem + ": " + event);
        }
    }
}
