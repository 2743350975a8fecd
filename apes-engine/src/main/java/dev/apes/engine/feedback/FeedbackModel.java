package dev.apes.engine.feedback;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What ratings teach. A version's score is the rating expected of the prompt without any rule, plus for each rule the probability
 * that the version shows its traces, times the rule's corrected effect on prompts of this kind:
 *
 * <pre>E(text; p) = b(p) + Σ_r P(r | change from p to text) · τ_r(p)</pre>
 *
 * cut to [0, 1]. {@code b} is a ridge regression; {@code P} is a logistic regression of which rules were applied on how the features of
 * the text moved and whose words were added, learnt from the log and from what installed rules make of its prompts, shifted so that an unchanged text shows no rule; {@code τ} is the regression of {@link DoublyRobust}'s φ on the prompt
 * (the DR-learner, Kennedy 2023), as flat as cross-validation wants it. Where {@code rule_performance} speaks of a rule, its mean enters
 * {@code τ}, weighted by precision, with {@value #BETWEEN} of standard deviation added for its being another instrument.
 *
 * <p>What a rule's parameters do is told only as far as it shows more or less clearly in the text. Rules that were rated too rarely
 * count as having no effect. Immutable and thread-safe.
 */
final class FeedbackModel {
    /** Fewer usable ratings fit no model at all. */
    static final int FEWEST = 60;

    private static final double BETWEEN = 0.05;
    private static final double TRACE_PENALTY = 1;

    private final Columns promptColumns;
    private final LinearFit baseline;
    private final int rules;
    private final ChangeColumns changes;
    private final Columns traceColumns;
    private final List<Judged> judged;
    private final List<RuleEffect> effects;
    private final int ratings;

    /** A rule whose effect is used: how to recognise it, and what it is worth. */
    private record Judged(LinearFit traces, double unchanged, Heterogeneity worth) {}

    private FeedbackModel(
            Columns promptColumns,
            LinearFit baseline,
            int rules,
            ChangeColumns changes,
            Columns traceColumns,
            List<Judged> judged,
            List<RuleEffect> effects,
            int ratings) {
        this.promptColumns = promptColumns;
        this.baseline = baseline;
        this.rules = rules;
        this.changes = changes;
        this.traceColumns = traceColumns;
        this.judged = judged;
        this.effects = effects;
        this.ratings = ratings;
    }

    /**
     * @param log what people said
     * @param known rules whose traces can be looked at beside those in the log
     * @param clip propensities are kept this far from 0 and 1, in (0, 0.5)
     * @throws InvalidInputException if there is too little; says how much is needed
     */
    static FeedbackModel learn(FeedbackLog log, List<PromptRule> known, double clip) {
        int n = log.ratings().size();
        if (n < FEWEST) {
            throw tooFew(n);
        }
        ChangeColumns changes = new ChangeColumns(known);
        Rated rated = Rated.of(log.ratings(), changes, true);
        Columns promptColumns = Columns.of(rated.prompts());
        double[][] prompts = promptColumns.apply(rated.prompts());
        double[][] applied = rated.applied();
        LinearFit baseline = baseline(prompts, rated);
        Traces seen = Traces.of(log.ratings(), rated.rules(), rated.changes(), applied, known, changes);
        Columns traceColumns = Columns.of(seen.changes());
        double[][] traces = traceColumns.apply(seen.changes());
        List<Judged> judged = new ArrayList<>();
        List<Estimated> estimated = estimated(log, rated, prompts, baseline, clip);
        for (int r = 0; r < estimated.size(); r++) {
            RuleEffect effect = estimated.get(r).effect();
            DoublyRobust dr = estimated.get(r).dr();
            if (effect.judged()) {
                LinearFit recogniser = LinearFit.logistic(traces, seen.applied(r), TRACE_PENALTY);
                judged.add(new Judged(
                        recogniser,
                        recogniser.probability(traceColumns.apply(changes.unchanged())),
                        Heterogeneity.of(
                                prompts,
                                dr.pseudo(),
                                dr.overlap(),
                                rated.prompt(),
                                effect.effect().estimate())));
            }
        }
        List<RuleEffect> effects = estimated.stream().map(Estimated::effect).toList();
        if (judged.isEmpty()) {
            throw tooLittle(needed(effects, n));
        }
        return new FeedbackModel(
                promptColumns, baseline, rated.rules().size(), changes, traceColumns, judged, effects, n);
    }

    /**
     * What ratings and outcomes say of each rule, without a model of how rules show in a text, which takes most of the time.
     *
     * @throws InvalidInputException if there are too few ratings
     */
    static List<RuleEffect> effects(FeedbackLog log, double clip) {
        if (log.ratings().size() < FEWEST) {
            throw tooFew(log.ratings().size());
        }
        Rated rated = Rated.of(log.ratings(), new ChangeColumns(List.of()), false);
        double[][] prompts = Columns.of(rated.prompts()).apply(rated.prompts());
        return estimated(log, rated, prompts, baseline(prompts, rated), clip).stream()
                .map(Estimated::effect)
                .toList();
    }

    /** An effect and what it was estimated from, null where a rule was rated too rarely. */
    private record Estimated(RuleEffect effect, DoublyRobust dr) {}

    private static List<Estimated> estimated(
            FeedbackLog log, Rated rated, double[][] prompts, LinearFit baseline, double clip) {
        int n = prompts.length;
        double level = 0;
        for (double[] prompt : prompts) {
            level += baseline(baseline, prompt, rated.rules().size()) / n;
        }
        Map<String, OutcomeMean> outcomes = OutcomeMean.byRule(log.outcomes());
        List<Estimated> estimated = new ArrayList<>();
        for (int r = 0; r < rated.rules().size(); r++) {
            int rule = r;
            String id = rated.rules().get(r);
            int shown = (int) IntStream.range(0, n)
                    .mapToDouble(i -> rated.applied()[i][rule])
                    .sum();
            if (Math.min(shown, n - shown) < RuleEffect.FEWEST_PER_SIDE) {
                estimated.add(new Estimated(
                        new RuleEffect(id, 0, new Interval(0, -1, 1, 0.95), shown, n - shown, 0, 0, false), null));
            } else {
                DoublyRobust dr = DoublyRobust.of(prompts, rated.applied(), r, rated.ratings(), rated.prompt(), clip);
                estimated.add(new Estimated(pooled(id, dr, shown, n - shown, outcomes.get(id), level), dr));
            }
        }
        return estimated;
    }

    private static LinearFit baseline(double[][] prompts, Rated rated) {
        double[][] both = IntStream.range(0, prompts.length)
                .mapToObj(i -> DoublyRobust.joined(prompts[i], rated.applied()[i], -1))
                .toArray(double[][]::new);
        return LinearFit.squares(both, rated.ratings(), DoublyRobust.PENALTY);
    }

    private static InvalidInputException tooFew(int ratings) {
        return tooLittle("user_feedback holds " + ratings + " usable ratings, and it takes at least " + FEWEST);
    }

    /**
     * Inverse-variance weighting of ratings and outcomes (Cochran 1954); the interval is Student's, with the degrees of freedom of
     * what the ratings contribute (Satterthwaite 1946).
     */
    private static RuleEffect pooled(
            String id, DoublyRobust dr, int shown, int withheld, OutcomeMean outcomes, double level) {
        double variance = dr.standardError() * dr.standardError();
        double effect = dr.effect();
        double freedom = dr.freedom();
        int count = 0;
        if (outcomes != null) {
            // a share of what there was to gain, or to lose
            double scale = outcomes.mean() >= 0 ? 1 - level : level;
            double other = outcomes.standardError() * scale * outcomes.standardError() * scale + BETWEEN * BETWEEN;
            effect = (effect / variance + outcomes.mean() * scale / other) / (1 / variance + 1 / other);
            double both = 1 / (1 / variance + 1 / other);
            freedom *= variance * variance / (both * both);
            variance = both;
            count = outcomes.count();
        }
        double half = new TDistribution(null, freedom).inverseCumulativeProbability(0.975) * Math.sqrt(variance);
        return new RuleEffect(
                id,
                dr.naive(),
                new Interval(effect, effect - half, effect + half, 0.95),
                shown,
                withheld,
                dr.effectiveSize(),
                count,
                half <= RuleEffect.HALF_WIDTH);
    }

    private static String needed(List<RuleEffect> effects, int n) {
        RuleEffect closest = effects.stream()
                .filter(e -> e.effectiveSize() > 0)
                .min(java.util.Comparator.comparingDouble(RuleEffect::halfWidth))
                .orElse(null);
        if (closest == null) {
            return "no rule was both applied and left out in at least " + RuleEffect.FEWEST_PER_SIDE + " of the " + n
                    + " ratings, so what a rule does can't be told from whom it was shown to";
        }
        double ratio = closest.halfWidth() / RuleEffect.HALF_WIDTH;
        return String.format(
                Locale.ROOT,
                "the effect of the best known rule, %s, is known to ±%.2f only, and ±%.3f (half a star) is needed: the %d ratings are worth"
                        + " %.0f (effective sample size), and about %d more like them would do",
                closest.ruleId(),
                closest.halfWidth(),
                RuleEffect.HALF_WIDTH,
                n,
                closest.effectiveSize(),
                (long) Math.ceil(n * (ratio * ratio - 1)));
    }

    private static InvalidInputException tooLittle(String what) {
        return new InvalidInputException(
                "evaluator 'feedback'",
                "has too little to judge by: " + what + "; collect more, or choose another evaluator, e.g. rubric");
    }

    private static double baseline(LinearFit fit, double[] prompt, int rules) {
        // no rule applied: the columns of the rules are 0, as they are at the end of a longer row
        return Math.max(0, Math.min(1, fit.at(java.util.Arrays.copyOf(prompt, prompt.length + rules))));
    }

    /** What is expected of a prompt as it is. */
    double baseline(String prompt) {
        return baseline(baseline, promptColumns.apply(TextColumns.ofPrompt(changes.features(prompt))), rules);
    }

    /** What is expected of a version over its original; not cut. */
    double gain(String original, String version) {
        double[] prompt = promptColumns.apply(TextColumns.ofPrompt(changes.features(original)));
        double[] traces = traceColumns.apply(changes.of(original, version));
        double gain = 0;
        for (Judged rule : judged) {
            double shows = (rule.traces.probability(traces) - rule.unchanged) / (1 - rule.unchanged);
            gain += Math.max(0, shows) * rule.worth.at(prompt);
        }
        return gain;
    }

    /** What the ratings say of each rule, in alphabetical order. */
    List<RuleEffect> effects() {
        return effects;
    }

    int ratings() {
        return ratings;
    }

    /** Ratings as columns; prompts are numbered so that the ratings of one prompt stay together. */
    private record Rated(
            List<String> rules,
            double[][] prompts,
            double[][] changes,
            double[][] applied,
            double[] ratings,
            int[] prompt) {
        /** @param changed whether what changed in the text is wanted, too */
        static Rated of(List<FeedbackLog.Rating> log, ChangeColumns columns, boolean changed) {
            Map<String, Integer> rules = new TreeMap<>();
            log.forEach(r -> r.rules().forEach(id -> rules.put(id, 0)));
            int next = 0;
            for (Map.Entry<String, Integer> e : rules.entrySet()) {
                e.setValue(next++);
            }
            int n = log.size();
            Map<String, Integer> known = new LinkedHashMap<>();
            Rated rated = new Rated(
                    List.copyOf(rules.keySet()),
                    new double[n][],
                    new double[n][],
                    new double[n][rules.size()],
                    new double[n],
                    new int[n]);
            for (int i = 0; i < n; i++) {
                FeedbackLog.Rating r = log.get(i);
                rated.prompts[i] = TextColumns.ofPrompt(columns.features(r.original()));
                rated.changes[i] = changed ? columns.of(r.original(), r.improved()) : new double[0];
                for (String id : r.rules()) {
                    rated.applied[i][rules.get(id)] = 1;
                }
                rated.ratings[i] = (r.stars() - 1) / 4.0;
                rated.prompt[i] = known.computeIfAbsent(r.original().strip(), p -> known.size());
            }
            return rated;
        }
    }
}
