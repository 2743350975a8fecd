package dev.apes.engine.llm;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.PluginException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * A chat endpoint with everything that keeps it usable: so many calls at a time, a budget, retries with growing pauses (half of each
 * drawn, so that callers do not come back together), the pause the endpoint asks for, and a {@link Breaker}. Thread-safe.
 */
final class Endpoint {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Longer than any minute's quota; who asks for more has closed for the day. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final ChatPort port;
    private final LlmSettings settings;
    private final Meter meter;
    private final Pause pause;
    private final Breaker breaker;
    private final Semaphore places;

    Endpoint(ChatPort port, LlmSettings settings, Meter meter, Pause pause) {
        this.port = port;
        this.settings = settings;
        this.meter = meter;
        this.pause = pause;
        breaker = new Breaker(pause);
        places = new Semaphore(settings.concurrency());
    }

    /** {@return keeps the way to the endpoint open over several calls} */
    ChatPort.Held hold() {
        return port.hold();
    }

    Meter meter() {
        return meter;
    }

    /** Whether the next of the calls may be made at all is asked before each; refusals and truncations are counted here. */
    ChatAnswer ask(ChatCall call, Cancellation cancellation) {
        for (int attempt = 0; ; attempt++) {
            cancellation.throwIfCancelled();
            try {
                ChatAnswer answer = attempt(call, cancellation);
                if (answer.ending() == ChatAnswer.Ending.REFUSED) {
                    meter.count(Meter.Event.REFUSED);
                } else if (answer.ending() == ChatAnswer.Ending.TRUNCATED) {
                    meter.count(Meter.Event.TRUNCATED);
                }
                return answer;
            } catch (EndpointException e) {
                boolean spent = attempt >= settings.retries() && !(settings.retries() > 0 && breaker.open());
                if (e.kind() == EndpointException.Kind.FATAL || spent) {
                    throw failure(e, attempt);
                }
                meter.count(
                        e.kind() == EndpointException.Kind.RATE_LIMITED ? Meter.Event.RATE_LIMITED : Meter.Event.RETRY);
                pause.of(wait(call, attempt, e), cancellation);
            }
        }
    }

    private ChatAnswer attempt(ChatCall call, Cancellation cancellation) {
        long in = call.estimatedTokens();
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for a place to ask a model");
        }
        try {
            breaker.enter(cancellation);
            meter.reserve(in, call.maxTokens());
            ChatAnswer answer = null;
            try {
                answer = port.ask(call);
                breaker.succeeded();
                return answer;
            } catch (EndpointException e) {
                if (e.kind() == EndpointException.Kind.TRANSIENT) {
                    breaker.failed(e.getMessage());
                }
                throw e;
            } finally {
                meter.settle(
                        in,
                        call.maxTokens(),
                        answer == null ? 0 : answer.inputTokens(),
                        answer == null ? 0 : answer.outputTokens(),
                        answer != null && answer.estimated());
            }
        } finally {
            breaker.leave();
            places.release();
        }
    }

    private static Duration wait(ChatCall call, int attempt, EndpointException e) {
        long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt, 20));
        // when a call is repeated changes no answer; drawn from the call all the same, as everything here is
        SplittableRandom random = new SplittableRandom(
                Digests.number(call.turns().get(call.turns().size() - 1).text(), String.valueOf(attempt)));
        long ours = full / 2 + random.nextLong(full / 2 + 1);
        long theirs = e.retryAfter().map(Duration::toMillis).orElse(0L);
        if (theirs > LONGEST_ASKED.toMillis()) {
            throw failure(e, attempt);
        }
        return Duration.ofMillis(Math.max(ours, theirs));
    }

    private static PluginException failure(EndpointException e, int attempt) {
        String asked = e.retryAfter()
                .filter(d -> d.compareTo(LONGEST_ASKED) > 0)
                .map(d -> "; it asks to be left alone for " + d.toSeconds() + " s: resume then")
                .orElse("");
        return new PluginException(
                "evaluator",
                LlmEvaluator.NAME,
                "got no answer from the model's endpoint" + (attempt == 0 ? "" : " in " + (attempt + 1) + " tries")
                        + ": " + e.getMessage() + asked,
                e);
    }
}
