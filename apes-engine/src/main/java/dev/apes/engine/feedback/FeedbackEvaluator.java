package dev.apes.engine.feedback;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.SessionStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The evaluator {@code "feedback"}: scores a version of a prompt by what people's ratings say of versions that were changed in the same
 * way, corrected for which rules were shown to whom ({@link DoublyRobust}). Its scale is that of the ratings: 0 is one star, 1 is five.
 * How a text is scored is written at {@link FeedbackModel}.
 *
 * <p>It has to read a store first ({@link #learn}); it reads at most the newest {@value #LIMIT} ratings. Its version is a digest of what
 * it has read, and its configuration says up to where that was, so a session can be resumed after more ratings have come in.
 * Option {@code clip}: how far propensities are kept from 0 and 1, in [0.001, 0.25], 0.05 by default. Thread-safe.
 */
public final class FeedbackEvaluator implements LearnsFromStore {
    /** The name by which it is chosen. */
    public static final String NAME = "feedback";

    static final int LIMIT = 5_000;

    private static final String METHOD = "1";
    private static final String CLIP = "clip";
    private static final String RATINGS = "ratings_up_to";
    private static final String OUTCOMES = "outcomes_up_to";
    private static final double DEFAULT_CLIP = 0.05;

    private final double clip;
    private final EvaluatorInfo info;
    private final FeedbackModel model;

    /** Creates an evaluator that has learnt nothing yet. */
    public FeedbackEvaluator() {
        this(DEFAULT_CLIP);
    }

    private FeedbackEvaluator(double clip) {
        this.clip = clip;
        model = null;
        info = new EvaluatorInfo(
                NAME,
                METHOD,
                "Learns from people's ratings in the database (user_feedback, rule_performance).",
                true,
                false,
                Map.of(CLIP, String.valueOf(clip)));
    }

    private FeedbackEvaluator(double clip, FeedbackLog log, List<PromptRule> rules) {
        this.clip = clip;
        model = FeedbackModel.learn(log, rules, clip);
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(CLIP, String.valueOf(clip));
        configuration.put(RATINGS, String.valueOf(log.mark().rating()));
        configuration.put(OUTCOMES, String.valueOf(log.mark().outcome()));
        info = new EvaluatorInfo(NAME, METHOD + "-" + digest(log), describe(model), true, false, configuration);
    }

    @Override
    public EvaluatorInfo info() {
        return info;
    }

    @Override
    public PromptEvaluator configure(Map<String, String> options) {
        if (options.isEmpty()) {
            return this;
        }
        double chosen = clip;
        for (Map.Entry<String, String> e : options.entrySet()) {
            if (!e.getKey().equals(CLIP)) {
                throw new InvalidInputException(
                        "-E " + e.getKey(), "is not an option of the evaluator 'feedback'; it knows " + CLIP);
            }
            try {
                chosen = Double.parseDouble(e.getValue());
            } catch (NumberFormatException notANumber) {
                chosen = Double.NaN;
            }
            if (!(chosen >= 0.001 && chosen <= 0.25)) {
                throw new InvalidInputException(
                        "-E clip=" + e.getValue(), "must be a number from 0.001 to 0.25, e.g. " + DEFAULT_CLIP);
            }
        }
        return new FeedbackEvaluator(chosen);
    }

    @Override
    public FeedbackEvaluator learn(SessionStore store, List<PromptRule> rules, Map<String, String> asOf) {
        FeedbackLog.Mark until = asOf.containsKey(RATINGS) && asOf.containsKey(OUTCOMES)
                ? new FeedbackLog.Mark(Long.parseLong(asOf.get(RATINGS)), Long.parseLong(asOf.get(OUTCOMES)))
                : FeedbackLog.Mark.NOW;
        return new FeedbackEvaluator(clip, store.feedback(until, LIMIT), rules);
    }

    /** {@return what the ratings say of each rule, alphabetically; empty before it has learnt} */
    public List<RuleEffect> effects() {
        return model == null ? List.of() : model.effects();
    }

    /**
     * What ratings say of each rule, without learning how rules show in a text: for reports, at a tenth of the time.
     *
     * @param log ratings and outcomes
     * @return by rule, alphabetically
     * @throws InvalidInputException if there are too few ratings to say anything
     */
    public static List<RuleEffect> effects(FeedbackLog log) {
        return FeedbackModel.effects(log, DEFAULT_CLIP);
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        if (model == null) {
            throw new IllegalStateException(
                    "the evaluator 'feedback' has not read a store yet; training does that, or call learn(store, rules, Map.of())");
        }
        List<Evaluation> evaluations = new ArrayList<>(batch.size());
        for (EvaluationRequest request : batch) {
            context.cancellation().throwIfCancelled();
            String original = request.original().text();
            double baseline = model.baseline(original);
            double gain = request.text().equals(original) ? 0 : model.gain(original, request.text());
            Map<String, Double> facets = new LinkedHashMap<>();
            facets.put("expected_without_rules", baseline);
            facets.put("gain", gain);
            evaluations.add(new Evaluation(Math.max(0, Math.min(1, baseline + gain)), facets));
        }
        return evaluations;
    }

    private static String describe(FeedbackModel model) {
        double largest = model.effects().stream()
                .mapToDouble(RuleEffect::effectiveSize)
                .max()
                .orElse(0);
        List<String> unjudged = model.effects().stream()
                .filter(e -> !e.judged())
                .map(RuleEffect::ruleId)
                .toList();
        return String.format(
                Locale.ROOT,
                "Learnt from %d ratings, corrected for which rules were shown to whom; effective sample size at most %.0f. %s%s",
                model.ratings(),
                largest,
                String.join(
                        " ",
                        model.effects().stream()
                                .filter(RuleEffect::judged)
                                .map(FeedbackEvaluator::sentence)
                                .toList()),
                unjudged.isEmpty()
                        ? ""
                        : " Too little is known of " + String.join(", ", unjudged) + ": taken to have no effect.");
    }

    private static String sentence(RuleEffect e) {
        return String.format(
                Locale.ROOT,
                "%s: effect %+.3f [%+.3f, %+.3f] (plain difference %+.3f; %d ratings with it, %d without, worth %.0f%s).",
                e.ruleId(),
                e.effect().estimate(),
                e.effect().low(),
                e.effect().high(),
                e.naive(),
                e.shown(),
                e.withheld(),
                e.effectiveSize(),
                e.outcomes() == 0 ? "" : "; " + e.outcomes() + " outcomes");
    }

    private static String digest(FeedbackLog log) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(log.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
