package dev.apes.engine.micrometer;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.metrics.PerformanceMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A listener that counts what trainings do in a Micrometer registry; give it to {@code TrainingEngine.start}. One instance serves any
 * number of sessions, one after another or side by side.
 *
 * <pre>{@code
 * TrainingMeters meters = new TrainingMeters(registry);
 * engine.start(request, meters);                        // or meters.andThen(listener)
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>what, and its tags</th></tr>
 * <tr><td>{@code apes.sessions}</td><td>counter</td><td>sessions that ended; {@code status}, {@code reason}</td></tr>
 * <tr><td>{@code apes.iterations}</td><td>counter</td><td>committed iterations</td></tr>
 * <tr><td>{@code apes.iteration.duration}</td><td>timer</td><td>the steps of an iteration, added up</td></tr>
 * <tr><td>{@code apes.step.duration}</td><td>timer</td><td>each step that ended; {@code step}</td></tr>
 * <tr><td>{@code apes.evaluator.calls}</td><td>counter</td><td>evaluations asked for in committed iterations</td></tr>
 * <tr><td>{@code apes.evaluator.tokens}</td><td>counter</td><td>tokens of paid evaluators, told at the end of a session;
 *     {@code evaluator}, {@code direction} (in, out)</td></tr>
 * <tr><td>{@code apes.evaluator.cost}</td><td>counter</td><td>their cost, where prices are known; {@code evaluator}</td></tr>
 * <tr><td>{@code apes.promotions}</td><td>counter</td><td>candidates that became incumbents; {@code rule}</td></tr>
 * <tr><td>{@code apes.warnings}</td><td>counter</td><td>warnings</td></tr>
 * <tr><td>{@code apes.model.accuracy}, {@code apes.rule.effectiveness}, {@code apes.pattern.coverage}</td><td>gauges</td><td>the newest
 *     committed iteration of any session, in [0, 1]; NaN before the first</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class TrainingMeters implements Consumer<TrainingEvent> {
    private final MeterRegistry registry;
    private final Counter iterations;
    private final Counter calls;
    private final Counter warnings;
    private final Timer iteration;
    /** Calls of a session up to its newest iteration, for the events tell sums. */
    private final Map<SessionId, Long> counted = new ConcurrentHashMap<>();

    private volatile PerformanceMetrics newest;

    /** @param registry where the meters are; held, since it asks for the gauges */
    public TrainingMeters(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
        iterations = registry.counter("apes.iterations");
        calls = registry.counter("apes.evaluator.calls");
        warnings = registry.counter("apes.warnings");
        iteration = registry.timer("apes.iteration.duration");
        gauge("apes.model.accuracy", PerformanceMetrics::modelAccuracy);
        gauge("apes.rule.effectiveness", PerformanceMetrics::ruleEffectiveness);
        gauge("apes.pattern.coverage", PerformanceMetrics::patternCoverage);
    }

    private void gauge(String name, ToDoubleFunction<PerformanceMetrics> figure) {
        Gauge.builder(name, this, meters -> meters.newest == null ? Double.NaN : figure.applyAsDouble(meters.newest))
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepFinished e) {
            registry.timer("apes.step.duration", "step", name(e.step())).record(e.took());
        } else if (event instanceof TrainingEvent.IterationCommitted e) {
            iterations.increment();
            e.record().stepTimes().values().stream()
                    .reduce(java.time.Duration::plus)
                    .ifPresent(iteration::record);
            long now = e.record().summary().evaluatorCalls();
            Long before = counted.put(e.session(), now);
            calls.increment(Math.max(0, now - (before == null ? 0 : before)));
            newest = e.record().summary().metrics();
        } else if (event instanceof TrainingEvent.Promoted e) {
            registry.counter("apes.promotions", "rule", e.promotion().id().ruleId())
                    .increment();
        } else if (event instanceof TrainingEvent.EvaluatorUsage e && !e.dryRun()) {
            tokens(e, "in").increment(e.tokensIn());
            tokens(e, "out").increment(e.tokensOut());
            e.cost()
                    .ifPresent(cost -> registry.counter("apes.evaluator.cost", "evaluator", e.evaluator())
                            .increment(cost));
        } else if (event instanceof TrainingEvent.Warning) {
            warnings.increment();
        } else if (event instanceof TrainingEvent.SessionFinished e) {
            registry.counter("apes.sessions", "status", name(e.status()), "reason", e.reason())
                    .increment();
            counted.remove(e.session());
        }
    }

    private Counter tokens(TrainingEvent.EvaluatorUsage usage, String direction) {
        return registry.counter("apes.evaluator.tokens", "evaluator", usage.evaluator(), "direction", direction);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
