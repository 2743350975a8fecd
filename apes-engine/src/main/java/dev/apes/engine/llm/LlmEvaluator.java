package dev.apes.engine.llm;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.feedback.LearnsFromStore;
import dev.apes.engine.plugin.ReportsUsage;
import dev.apes.engine.plugin.RewritesRules;
import dev.apes.engine.rubric.RubricEvaluator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The evaluator {@code "llm"}: asks any endpoint that speaks OpenAI's chat protocol. As a judge it compares a version with the original:
 * <i>E(text; p) = ½ + ½ · slope · preference</i>, so that <i>E(p; p)</i> is ½ without a call; see {@link Judge} and {@link Calibration}.
 * With {@code mode=task} it answers both prompts and scores the answers ({@link TaskRun}).
 *
 * <p>Needs {@code dev.langchain4j:langchain4j-open-ai}, and for JSON schemas {@code com.networknt:json-schema-validator}, which users of
 * apes-engine do not inherit. The key is read from the environment variable {@code APES_LLM_API_KEY}, else {@code OPENAI_API_KEY}, and is
 * kept nowhere else. Answers are paid for: training keeps them in its ledger. Thread-safe; while it is asked
 * the JDK's HTTP client has threads of its own, which end with the batch.
 */
public final class LlmEvaluator implements LearnsFromStore, ReportsUsage, RewritesRules {
    /** The name by which it is chosen. */
    public static final String NAME = "llm";

    private static final String METHOD = "1";
    private static final String CALIBRATION = "calibration";
    private static final String LIBRARY = "dev.langchain4j:langchain4j-open-ai";

    private final UnaryOperator<String> environment;
    private final Pause pause;
    private final LlmSettings settings;
    private final Endpoint endpoint;
    private final Calibration calibration;
    /** Empty before the store is known. */
    private final Optional<SessionStore> ledger;

    private final EvaluatorInfo info;

    /** Creates an evaluator that has yet to be configured. */
    public LlmEvaluator() {
        this(System::getenv, Pause.REAL);
    }

    LlmEvaluator(UnaryOperator<String> environment, Pause pause) {
        this.environment = environment;
        this.pause = pause;
        settings = null;
        endpoint = null;
        calibration = null;
        ledger = Optional.empty();
        info = new EvaluatorInfo(
                NAME, METHOD, "Asks a language model; needs -E url=… and -E model=….", false, true, Map.of());
    }

    private LlmEvaluator(
            LlmEvaluator base,
            LlmSettings settings,
            Endpoint endpoint,
            Calibration calibration,
            Optional<SessionStore> ledger) {
        environment = base.environment;
        pause = base.pause;
        this.settings = settings;
        this.endpoint = endpoint;
        this.calibration = calibration;
        this.ledger = ledger;
        Map<String, String> configuration = new LinkedHashMap<>(settings.identity());
        if (settings.mode() == LlmSettings.Mode.JUDGE) {
            configuration.put(
                    CALIBRATION,
                    calibration == null ? "pending" : calibration == Calibration.NONE ? "none" : calibration.stored());
        }
        info = new EvaluatorInfo(
                NAME,
                METHOD,
                settings.mode() == LlmSettings.Mode.JUDGE
                        ? "The model " + settings.model() + " compares each version with the original, both ways round."
                        : "The model " + settings.model() + " answers each version; the answers are scored.",
                settings.temperature().isPresent() && settings.temperature().getAsDouble() == 0,
                true,
                configuration,
                calibration == null ? List.of() : calibration.sentences());
    }

    @Override
    public EvaluatorInfo info() {
        return info;
    }

    @Override
    public LlmEvaluator configure(Map<String, String> options) {
        LlmSettings chosen = LlmSettings.of(options);
        return new LlmEvaluator(
                this,
                chosen,
                new Endpoint(port(chosen), chosen, new Meter(chosen.limits()), pause),
                null,
                Optional.empty());
    }

    private ChatPort port(LlmSettings chosen) {
        if (chosen.dryRun()) {
            return call -> {
                throw new IllegalStateException("a dry run makes no call");
            };
        }
        try {
            String key = Optional.ofNullable(environment.apply("APES_LLM_API_KEY"))
                    .or(() -> Optional.ofNullable(environment.apply("OPENAI_API_KEY")))
                    .map(String::strip)
                    .orElse("");
            return new OpenAiChat(chosen, key);
        } catch (NoClassDefFoundError missing) {
            throw new InvalidInputException(
                    "evaluator 'llm'",
                    "needs the artifact " + LIBRARY
                            + " (and com.networknt:json-schema-validator), which is not on the class"
                            + " path: add it to your project; the command line brings it",
                    missing);
        }
    }

    @Override
    public LlmEvaluator learn(SessionStore store, List<PromptRule> rules, Map<String, String> asOf) {
        LlmSettings chosen = configured();
        if (chosen.dryRun() && !store.name().equals("memory")) {
            throw new InvalidInputException(
                    "-E dry-run=true",
                    "decides by made-up scores, so it must not write to the store '" + store.name() + "'");
        }
        Calibration found;
        if (chosen.mode() == LlmSettings.Mode.TASK || chosen.calibration() == 0) {
            found = Calibration.NONE;
        } else if (chosen.dryRun()) {
            found = Calibration.NONE;
            new DryRun(endpoint.meter(), chosen).calibration();
        } else if (asOf.containsKey(CALIBRATION)
                && Character.isDigit(asOf.get(CALIBRATION).charAt(0))) {
            found = Calibration.restored(asOf.get(CALIBRATION));
        } else {
            ChatPort.Held open = endpoint.hold();
            try {
                found = Calibration.measure(new Judge(endpoint, chosen), chosen, store);
            } finally {
                open.close();
            }
        }
        return new LlmEvaluator(this, chosen, endpoint, found, Optional.of(store));
    }

    private LlmSettings configured() {
        if (settings == null) {
            throw new InvalidInputException(
                    "evaluator 'llm'", "needs -E url=…, e.g. http://localhost:11434/v1, and -E model=…");
        }
        return settings;
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        LlmSettings chosen = configured();
        if (chosen.dryRun()) {
            new DryRun(endpoint.meter(), chosen).evaluate(batch);
            return new RubricEvaluator().evaluate(batch, context);
        }
        ChatPort.Held open = endpoint.hold();
        try {
            return Batch.sideBySide(batch.size(), chosen.concurrency(), i -> {
                context.cancellation().throwIfCancelled();
                Evaluation answer = evaluate(batch.get(i), context);
                context.arrivals().arrived(i, answer);
                return answer;
            });
        } finally {
            open.close();
        }
    }

    private Evaluation evaluate(EvaluationRequest request, EvaluationContext context) {
        if (settings.mode() == LlmSettings.Mode.TASK) {
            return new TaskRun(endpoint, settings).evaluate(request.text(), request.original(), context.cancellation());
        }
        Prompt original = request.original();
        if (request.text().equals(original.text())) {
            return Evaluation.of(0.5);
        }
        Judge.Judgement judgement =
                new Judge(endpoint, settings).judge(original, request.text(), context.cancellation());
        double slope = calibration == null ? 1 : calibration.slope();
        Map<String, Double> facets = new LinkedHashMap<>();
        facets.put("preference", judgement.preference());
        facets.put("contradicted", judgement.contradicted());
        return new Evaluation(0.5 + slope * judgement.preference() / 2, facets);
    }

    /** {@inheritDoc} A dry run says here what it found. */
    @Override
    public Optional<Usage> usage() {
        if (endpoint == null || endpoint.meter().calls() == 0) {
            return Optional.empty();
        }
        Meter meter = endpoint.meter();
        String summary = meter.summary();
        return Optional.of(meter.usage(
                settings.dryRun(),
                settings.dryRun()
                        ? "dry run, no call was made: with the rubric's scores in place of the model's, this training asks for "
                                + summary
                        : "the model " + settings.model() + " was asked: " + summary));
    }

    /** {@inheritDoc} A judgement takes two calls, calibration comes first; calls of the rewriter are not foreseen. */
    @Override
    public OptionalLong evaluations() {
        if (settings == null || settings.limits().calls().isEmpty()) {
            return OptionalLong.empty();
        }
        long calls = settings.limits().calls().getAsLong();
        return OptionalLong.of(
                settings.mode() == LlmSettings.Mode.TASK
                        ? calls / settings.votes()
                        : Math.max(0, calls - 2L * DryRun.MADE_PAIRS * settings.calibration()) / 2);
    }

    @Override
    public PromptRule rewriting(PromptRule rule) {
        return settings == null || !settings.rewriter()
                ? rule
                : new LlmRewriter(rule, endpoint, settings.dryRun(), new StoredTexts(ledger, settings));
    }
}
