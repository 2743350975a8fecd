package dev.apes.engine.rubric;

import dev.apes.engine.statistics.Bootstrap;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.McNemar;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.statistics.RocAuc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far the rubric agrees with labels of people: on pairs of an original and a preferred rewrite, with the coefficients in force and
 * cross-validated, beside "the longer one wins"; on prompts labelled vague or not; and on controls made from the same pairs. Also
 * fits the coefficients anew. Immutable.
 */
public final class AgreementReport {
    private static final double LEVEL = 0.95;
    private static final int RESAMPLES = 4000;
    private final List<LabelledPair> pairs;
    private final List<LabelledPrompt> prompts;
    private final PairFit pairFit;
    private final StandingFit standingFit;
    private final List<String> lines = new ArrayList<>();

    private AgreementReport(List<LabelledPair> pairs, List<LabelledPrompt> prompts) {
        this.pairs = pairs;
        this.prompts = prompts;
        this.pairFit = new PairFit(pairs);
        this.standingFit = new StandingFit(prompts);
    }

    /**
     * Measures and fits; takes some seconds.
     *
     * @param pairs at least 20 pairs
     * @param prompts at least 20 prompts, of both kinds
     * @return the report
     * @throws IllegalArgumentException if there are too few of either
     */
    public static AgreementReport of(List<LabelledPair> pairs, List<LabelledPrompt> prompts) {
        long vague = prompts.stream().filter(LabelledPrompt::vague).count();
        if (pairs.size() < 20 || prompts.size() < 20 || vague == 0 || vague == prompts.size()) {
            throw new IllegalArgumentException("needs 20 pairs and 20 prompts, some vague and some not, but got "
                    + pairs.size() + " and " + prompts.size() + ", " + vague + " of them vague; give larger files");
        }
        AgreementReport report = new AgreementReport(List.copyOf(pairs), List.copyOf(prompts));
        report.pairs();
        report.controls();
        report.paddings();
        report.vagueness();
        report.coefficients();
        return report;
    }

    /** {@return the report as plain lines} */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void pairs() {
        double[] longer = pairs.stream().mapToDouble(LabelledPair::longerWins).toArray();
        double[] inForce = outcomes(IntStream.range(0, pairs.size())
                .mapToDouble(i -> RubricModel.balance(pairFit.preferred(i)))
                .toArray());
        double[] crossValidated = outcomes(pairFit.crossValidated());
        lines.add(
                "Pairs: share in which the preferred rewrite scores above its original (ties half), with 95 % Wilson intervals");
        row("the longer one wins, by words", longer);
        row("rubric, coefficients in force", inForce);
        row("rubric, " + PairFit.FOLDS + "-fold cross-validated", crossValidated);
        compare("in force against the longer one", inForce, longer);
        compare("cross-validated against the longer one", crossValidated, longer);
        row("rubric in force, the pair read both ways", bothWays());
        double[] alone = pairs.stream()
                .mapToDouble(pair -> outcome(standing(pair.preferred()) - standing(pair.original())))
                .toArray();
        row("for comparison: E(p; p) of each text alone", alone);
    }

    /** Whether the rewrite gains more as a version of the original than the original does as a version of the rewrite. */
    private double[] bothWays() {
        double[] differences = new double[pairs.size()];
        for (int i = 0; i < differences.length; i++) {
            LabelledPair pair = pairs.get(i);
            double back = RubricModel.balance(Comparison.of(new OriginalProfile(pair.preferred()), pair.original()));
            differences[i] = RubricModel.balance(pairFit.preferred(i)) - back;
        }
        return outcomes(differences);
    }

    private static double standing(String text) {
        return RubricModel.standing(Standing.of(new OriginalProfile(text)));
    }

    private static double[] outcomes(double[] balances) {
        double[] outcomes = new double[balances.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = outcome(balances[i]);
        }
        return outcomes;
    }

    private static double outcome(double difference) {
        return difference > 1e-9 ? 1 : difference < -1e-9 ? 0 : 0.5;
    }

    private void row(String name, double[] outcomes) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-44s", name));
        row.append("all ").append(share(outcomes, i -> true));
        row.append("; growing ").append(share(outcomes, i -> pairs.get(i).grows()));
        row.append("; not growing ").append(share(outcomes, i -> !pairs.get(i).grows()));
        lines.add(row.toString());
    }

    private String share(double[] outcomes, java.util.function.IntPredicate in) {
        int n = (int) IntStream.range(0, outcomes.length).filter(in).count();
        double won = IntStream.range(0, outcomes.length)
                .filter(in)
                .mapToDouble(i -> outcomes[i])
                .sum();
        if (n == 0) {
            return "none";
        }
        return share(won, n);
    }

    private static String share(double won, int n) {
        Interval interval = Proportion.wilson((int) Math.round(won), n, LEVEL);
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f] of %d",
                100 * won / n,
                100 * interval.low(),
                100 * interval.high(),
                n);
    }

    private void compare(String name, double[] one, double[] other) {
        int better = 0;
        int worse = 0;
        double[] differences = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            differences[i] = one[i] - other[i];
            better += differences[i] > 0 ? 1 : 0;
            worse += differences[i] < 0 ? 1 : 0;
        }
        Interval difference = Bootstrap.percentile(
                differences, AgreementReport::mean, RESAMPLES, LEVEL, new RandomStreams(7).stream("agreement"));
        lines.add(String.format(
                Locale.ROOT,
                "  %-44s%+.1f points [%+.1f, %+.1f] (paired bootstrap); right where the other is not: %d, the other way: %d, exact McNemar p = %.4f",
                name,
                100 * difference.estimate(),
                100 * difference.low(),
                100 * difference.high(),
                better,
                worse,
                McNemar.exact(better, worse)));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private void controls() {
        int made = 0;
        int won = 0;
        for (int i = 0; i < pairs.size(); i++) {
            for (double[] control : pairFit.controls(i)) {
                made++;
                won += RubricModel.balance(control) > 0 ? 1 : 0;
            }
        }
        lines.add(
                "Controls made from the pairs (padding, pressure, repetition, tags, halves, shuffles, other topics, transplants)");
        lines.add("  score above their original: " + share(won, made));
        transplants();
    }

    /** How many rewrites that only press, promise, pad or repeat score above their original, by kind. */
    private void paddings() {
        lines.add(
                "Paddings of the same originals and prompts, none of them seen by the fit: share that scores above its original");
        List<String> originals = Stream.concat(
                        pairs.stream().map(LabelledPair::original),
                        prompts.stream().map(LabelledPrompt::prompt))
                .filter(text -> !text.isBlank())
                .toList();
        for (Padding kind : Padding.values()) {
            int made = 0;
            int won = 0;
            for (String original : originals) {
                OriginalProfile profile = new OriginalProfile(original);
                for (String version : kind.of(original)) {
                    made++;
                    won += RubricModel.balance(Comparison.of(profile, version)) > 0 ? 1 : 0;
                }
            }
            lines.add(String.format(Locale.ROOT, "  %-44s%s", kind.shown(), share(won, made)));
        }
    }

    /** What the rewrites' new sentences earn under other originals, relative to what the rewrites earned at home. */
    private void transplants() {
        double home = 0;
        double away = 0;
        int cases = 0;
        int above = 0;
        for (int i = 0; i < pairs.size(); i++) {
            String added = Controls.added(pairs.get(i));
            double gain = gain(pairs.get(i).original(), pairs.get(i).preferred());
            if (added.isBlank() || gain <= 0) {
                continue;
            }
            for (int step = 1; step <= 10; step++) {
                String host = pairs.get((i + step * 13) % pairs.size()).original();
                double earned = gain(host, host + "\n" + added);
                cases++;
                home += gain;
                away += earned;
                above += earned > gain / 10 ? 1 : 0;
            }
        }
        lines.add(String.format(
                Locale.ROOT,
                "  transplants of what gaining rewrites added: mean gain there %+.4f, under their own %+.4f; %d of %d earn more than a tenth",
                away / Math.max(1, cases),
                home / Math.max(1, cases),
                above,
                cases));
    }

    private static double gain(String original, String version) {
        OriginalProfile profile = new OriginalProfile(original);
        double standing = RubricModel.standing(Standing.of(profile));
        return RubricModel.score(standing, RubricModel.gain(Comparison.of(profile, version)))
                - RubricModel.score(standing, 0);
    }

    private void vagueness() {
        boolean[] actionable = standingFit.actionable();
        double[] inForce = IntStream.range(0, actionable.length)
                .mapToDouble(i -> RubricModel.standing(standingFit.row(i)))
                .toArray();
        double[] length = IntStream.range(0, actionable.length)
                .mapToDouble(i -> -standingFit.row(i)[Standing.LENGTH.ordinal()])
                .toArray();
        lines.add(
                "Vagueness: chance that E(p; p) ranks a prompt that can be acted on above one that is vague (AUC, 95 % DeLong interval)");
        auc("rubric, coefficients in force", inForce, actionable);
        double[] crossValidated = standingFit.crossValidated(EnumSet.noneOf(Standing.class));
        double[] without = standingFit.crossValidated(Standing.SINCE_1_2);
        auc("rubric, " + PairFit.FOLDS + "-fold cross-validated", crossValidated, actionable);
        auc("… with the features of rubric 1.1 only", without, actionable);
        auc("for comparison: the shorter one", length, actionable);
        difference("cross-validated against the features of 1.1", crossValidated, without, actionable);
        difference("cross-validated against the shorter one", crossValidated, length, actionable);
    }

    private void auc(String name, double[] scores, boolean[] positive) {
        Interval auc = RocAuc.deLong(scores, positive, LEVEL);
        lines.add(String.format(
                Locale.ROOT,
                "  %-44s%.3f [%.3f, %.3f] of %d",
                name,
                auc.estimate(),
                auc.low(),
                auc.high(),
                positive.length));
    }

    private void difference(String name, double[] one, double[] other, boolean[] positive) {
        Interval difference = RocAuc.difference(one, other, positive, LEVEL);
        lines.add(String.format(
                Locale.ROOT,
                "  %-44s%+.3f [%+.3f, %+.3f] (paired, DeLong)",
                name,
                difference.estimate(),
                difference.low(),
                difference.high()));
    }

    private void coefficients() {
        double[] fitted = pairFit.fit(i -> true);
        lines.add("Coefficients of the gain, fitted on all pairs (in force)");
        for (Facet facet : Facet.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-20s%8.2f (%.2f)%s",
                    facet.facetName(),
                    fitted[facet.ordinal()],
                    RubricModel.gainCoefficient(facet),
                    facet.fitted() ? "" : " set by hand"));
        }
        double[] standing = standingFit.fit(i -> true);
        lines.add("Coefficients of the standing, fitted on all prompts (in force)");
        for (Standing feature : Standing.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-20s%8.2f (%.2f)",
                    feature.facetName(),
                    standing[feature.ordinal()],
                    RubricModel.standingCoefficient(feature)));
        }
    }
}
