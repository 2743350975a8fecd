package dev.apes.engine.workflow;

import dev.apes.api.HoldoutResult;
import dev.apes.api.Prompt;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.CorpusMetadata;
import dev.apes.engine.promotion.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores the holdout at the start and at the end of a session. Its figures go into the report and nowhere else.
 *
 * @param prompts the holdout prompts
 * @param raw score of each as it is
 * @param startTexts each enhanced with the parameters at the start
 * @param start score of those
 */
record HoldoutScoring(List<Prompt> prompts, double[] raw, List<String> startTexts, double[] start) {
    /** Keeps the holdout's noise apart from every iteration's. */
    private static final int REPLICATE = 1_000_000_000;

    static HoldoutScoring atStart(SessionScope scope, PromptEnhancer enhancer) {
        List<Prompt> prompts = scope.holdout().prompts();
        int replicate = scope.executor().deterministic() ? 0 : REPLICATE;
        double[] raw = scope.holdoutExecutor().baselines(prompts, replicate);
        List<String> texts = scope.texts(prompts, enhancer);
        return new HoldoutScoring(
                prompts, raw, texts, scope.holdoutExecutor().scores(prompts, texts::get, raw, replicate));
    }

    /** The holdout at the start of a session that goes on: its scores are known, its texts come out the same again. */
    static HoldoutScoring again(SessionScope scope, PromptEnhancer enhancer, SessionStateCodec.Saved saved) {
        List<Prompt> prompts = scope.holdout().prompts();
        return new HoldoutScoring(prompts, saved.raw(), scope.texts(prompts, enhancer), saved.start());
    }

    /** The holdout at the end. */
    record End(List<HoldoutResult> bySource, HoldoutResult all, double[] scores) {}

    End atEnd(SessionScope scope, PromptEnhancer enhancer) {
        int replicate = scope.executor().deterministic() ? 0 : REPLICATE;
        List<String> texts = scope.texts(prompts, enhancer);
        double[] end = scope.holdoutExecutor().scores(prompts, texts::get, raw, replicate);
        for (int i = 0; i < end.length; i++) {
            // an unchanged text keeps its score, also with a judge who would not repeat it
            end[i] = texts.get(i).equals(startTexts.get(i)) ? start[i] : end[i];
        }
        Map<String, List<Integer>> sources = new TreeMap<>();
        List<Integer> everything = new ArrayList<>();
        for (int i = 0; i < end.length; i++) {
            everything.add(i);
            String source = prompts.get(i).metadata().getOrDefault("source", "");
            sources.computeIfAbsent(source.isBlank() ? "no source given" : source, s -> new ArrayList<>())
                    .add(i);
        }
        List<HoldoutResult> bySource = new ArrayList<>();
        if (sources.size() > 1) {
            sources.forEach((source, members) -> bySource.add(result(source, members, texts, end)));
        }
        return new End(bySource, result("all", everything, texts, end), end);
    }

    private HoldoutResult result(String group, List<Integer> members, List<String> endTexts, double[] end) {
        double[] difference = new double[members.size()];
        double rawSum = 0;
        double startSum = 0;
        double endSum = 0;
        int differing = 0;
        for (int k = 0; k < difference.length; k++) {
            int i = members.get(k);
            difference[k] = end[i] - start[i];
            rawSum += raw[i];
            startSum += start[i];
            endSum += end[i];
            differing += endTexts.get(i).equals(startTexts.get(i)) ? 0 : 1;
        }
        int n = difference.length;
        PairedDifferences units = independent(members, difference);
        // one unit has no interval; the whole range of a difference of scores bounds it
        double low = units.size() < 2 ? -1 : units.meanInterval(0.95).low();
        double high = units.size() < 2 ? 1 : units.meanInterval(0.95).high();
        return new HoldoutResult(
                group, n, differing, unit(rawSum / n), unit(startSum / n), unit(endSum / n), low, high);
    }

    /** Generated prompts of one wording share their fate: the wording is then the unit of the interval, as it is in the gate. */
    private PairedDifferences independent(List<Integer> members, double[] difference) {
        List<String> units =
                members.stream().map(i -> CorpusMetadata.unitOf(prompts.get(i))).toList();
        return PairedDifferences.grouped(difference, units);
    }

    /** Means of scores can leave [0, 1] by rounding. */
    private static double unit(double mean) {
        return Math.max(0, Math.min(1, mean));
    }
}
