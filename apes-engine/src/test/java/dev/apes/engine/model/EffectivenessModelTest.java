package dev.apes.engine.model;

import static dev.apes.engine.model.SampleWorld.OPTIONS;
import static dev.apes.engine.model.SampleWorld.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.CancelledException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectivenessModelTest {
    private static final EffectivenessModel UNTRAINED = EffectivenessModel.untrained(SCHEMA, OPTIONS);
    private static final EffectivenessModel MODEL =
            UNTRAINED.update(SampleWorld.samples(0, 300, 10, 0.02, 1), 7, 2, Cancellation.NONE);

    private static double squaredError(EffectivenessModel model) {
        return SampleWorld.samples(5_000, 5_100, 10, 0, 2).stream()
                .mapToDouble(
                        s -> model.predict(s.features(), s.ruleId(), s.values()).mean() - s.gain())
                .map(e -> e * e)
                .average()
                .orElseThrow();
    }

    @Test
    void knowsNothingAtFirst() {
        Prediction p = UNTRAINED.predict(
                SampleWorld.features(1), "first", SampleWorld.FIRST.parameters().defaults());
        assertThat(p.mean()).isZero();
        assertThat(p.deviation()).isInfinite();
        assertThat(UNTRAINED.crossValidation().accuracy()).isZero();
        assertThat(UNTRAINED.update(List.of(), 1, 2, Cancellation.NONE)).isSameAs(UNTRAINED);
    }

    @Test
    void learnsWhatARuleGainsOnNewPrompts() {
        double spread = SampleWorld.samples(5_000, 5_100, 10, 0, 2).stream()
                .mapToDouble(s -> s.gain() * s.gain())
                .average()
                .orElseThrow();
        assertThat(squaredError(MODEL)).isLessThan(0.2 * spread);
    }

    @Test
    void sameSamplesAndSeedGiveTheSameModelOnAnyNumberOfThreads() {
        List<GainSample> first = SampleWorld.samples(0, 100, 10, 0.02, 1);
        List<GainSample> second = SampleWorld.samples(0, 100, 4, 0.02, 2);
        List<double[]> predictions = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            EffectivenessModel model = UNTRAINED
                    .update(first, 7, threads, Cancellation.NONE)
                    .update(second, 8, threads, Cancellation.NONE);
            predictions.add(first.stream()
                    .mapToDouble(s ->
                            model.predict(s.features(), s.ruleId(), s.values()).mean())
                    .toArray());
        }
        assertThat(predictions.get(1)).isEqualTo(predictions.get(0));
        assertThat(predictions.get(2)).isEqualTo(predictions.get(0));
    }

    @Test
    void updatesAddTreesUpToTheCapAndThenStartAnew() {
        EffectivenessModel model = MODEL;
        assertThat(model.trees()).isEqualTo(40);
        double before = squaredError(model);
        model = model.update(SampleWorld.samples(300, 400, 10, 0.02, 3), 8, 2, Cancellation.NONE);
        assertThat(model.trees()).isEqualTo(60);
        assertThat(squaredError(model)).isLessThan(before);
        model = model.update(SampleWorld.samples(400, 410, 10, 0.02, 4), 9, 2, Cancellation.NONE);
        assertThat(model.trees()).isEqualTo(80);
        model = model.update(SampleWorld.samples(410, 420, 10, 0.02, 5), 10, 2, Cancellation.NONE);
        assertThat(model.trees()).isEqualTo(40);
        // the model updated is another one: the first is as it was
        assertThat(squaredError(MODEL)).isEqualTo(before);
        assertThat(MODEL.trees()).isEqualTo(40);
    }

    @Test
    void itsAccuracyIsThatOfOrderingUnseenPrompts() {
        CrossValidation quality = MODEL.crossValidation();
        double correct = 0;
        double pairs = 0;
        for (int p = 5_000; p < 5_100; p++) {
            List<GainSample> samples = SampleWorld.samples(p, p + 1, 10, 0.02, p);
            for (GainSample a : samples) {
                for (GainSample b : samples) {
                    if (a.gain() > b.gain()) {
                        double difference = MODEL.predict(a.features(), a.ruleId(), a.values())
                                        .mean()
                                - MODEL.predict(b.features(), b.ruleId(), b.values())
                                        .mean();
                        correct += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
        }
        assertThat(quality.accuracy()).isCloseTo(correct / pairs, within(0.03));
        // 45 pairs of each prompt, less what the second rule's few settings repeat
        assertThat(quality.pairs()).isBetween(12_000L, 300 * 45L);
        assertThat(quality.low()).isBetween(quality.accuracy() - 0.03, quality.accuracy());
        assertThat(quality.seenAccuracy()).isGreaterThan(quality.accuracy());
        assertThat(quality.potential()).isBetween(0.0, 0.2);
        assertThat(quality.seenLoss()).isLessThan(quality.loss());
        assertThat(quality.byRule().keySet()).containsExactly("first", "second");
        assertThat(quality.byRule().get("first").samples()).isEqualTo(1_500);
        assertThat(quality.byRule().get("first").error()).isBetween(0.01, 0.05);
    }

    @Test
    void itsIntervalsHoldTheGainsOfNewPrompts() {
        Calibration calibration = MODEL.crossValidation().calibration();
        double inside = 0;
        double plain = 0;
        double width = 0;
        List<GainSample> fresh = SampleWorld.samples(5_000, 5_300, 10, 0.02, 5);
        for (GainSample s : fresh) {
            Interval interval = MODEL.predictInterval(s.features(), s.ruleId(), s.values());
            Prediction p = MODEL.predict(s.features(), s.ruleId(), s.values());
            inside += interval.contains(s.gain()) ? 1.0 / fresh.size() : 0;
            plain += Math.abs(s.gain() - p.mean()) <= 1.96 * p.deviation() ? 1.0 / fresh.size() : 0;
            width += (interval.high() - interval.low()) / fresh.size();
        }
        // the mean of five members is a little better than the one that the residuals are of, so a little more is
        // covered
        assertThat(inside).isBetween(0.935, 0.985);
        assertThat(plain).isLessThan(0.9);
        assertThat(calibration.coverage()).isBetween(0.935, 0.965);
        assertThat(calibration.uncalibratedCoverage()).isLessThan(0.9);
        assertThat(calibration.width()).isCloseTo(width, within(0.25 * width));
        assertThat(calibration.byRule()).containsOnlyKeys("first", "second");
    }

    @Test
    void noticesThatTheWorldHasChangedAndStartsAnew() {
        EffectivenessModel same = MODEL.update(SampleWorld.samples(0, 200, 10, 0.02, 6), 8, 2, Cancellation.NONE);
        List<GainSample> other = SampleWorld.samples(0, 200, 10, 0.02, 6).stream()
                .map(s ->
                        new GainSample(s.promptId(), s.features(), s.ruleId(), s.values(), 0.1 + 0.5 * s.gain(), true))
                .toList();
        EffectivenessModel changed = MODEL.update(other, 8, 2, Cancellation.NONE);

        assertThat(MODEL.drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(same.drift().missed()).isBetween(0.02, 0.08);
        assertThat(same.drift().noticed()).isFalse();
        assertThat(same.trees()).isEqualTo(60);
        assertThat(changed.drift().noticed()).isTrue();
        assertThat(changed.drift().prompts()).isEqualTo(200);
        assertThat(changed.trees()).isEqualTo(40);
    }

    @Test
    void aHandfulOfPromptsAllowsNoInterval() {
        EffectivenessModel little = UNTRAINED.update(SampleWorld.samples(0, 20, 4, 0.02, 1), 3, 2, Cancellation.NONE);
        Interval interval = little.predictInterval(
                SampleWorld.features(1), "first", SampleWorld.FIRST.parameters().defaults());

        assertThat(little.crossValidation().calibration()).isEqualTo(Calibration.NONE);
        assertThat(interval.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(interval.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void onNoiseItsAccuracyIsThatOfGuessing() {
        SplittableRandom random = new SplittableRandom(5);
        List<GainSample> noise = SampleWorld.samples(0, 200, 8, 0, 1).stream()
                .map(s ->
                        new GainSample(s.promptId(), s.features(), s.ruleId(), s.values(), random.nextGaussian(), true))
                .toList();
        CrossValidation quality =
                UNTRAINED.update(noise, 3, 2, Cancellation.NONE).crossValidation();
        assertThat(quality.accuracy()).isCloseTo(0.5, within(0.04));
        assertThat(quality.low()).isLessThan(0.5);
        assertThat(quality.high()).isGreaterThan(0.5);
        // members that have seen the prompts would flatter themselves
        assertThat(quality.seenAccuracy()).isGreaterThan(0.6);
    }

    @Test
    void syntheticSamplesTrainButAreNotJudged() {
        List<GainSample> synthetic = SampleWorld.samples(0, 100, 6, 0.02, 1).stream()
                .map(s -> new GainSample("made " + s.promptId(), s.features(), s.ruleId(), s.values(), s.gain(), false))
                .toList();
        EffectivenessModel model = UNTRAINED.update(synthetic, 3, 2, Cancellation.NONE);
        assertThat(squaredError(model)).isLessThan(squaredError(UNTRAINED));
        assertThat(model.crossValidation().samples()).isZero();
        assertThat(model.crossValidation().accuracy()).isZero();
        assertThat(model.sampleCount()).isBetween(580, 600);
    }

    @Test
    void isSurerOfAMeanWhereItHasSeenMore() {
        EffectivenessModel little = UNTRAINED.update(SampleWorld.samples(0, 20, 4, 0.02, 1), 3, 2, Cancellation.NONE);
        double[][] prompts = {SampleWorld.features(9_001), SampleWorld.features(9_002), SampleWorld.features(9_003)};
        ParameterValues v = SampleWorld.FIRST.parameters().defaults();
        assertThat(MODEL.predictMean(prompts, "first", v).deviation())
                .isLessThan(little.predictMean(prompts, "first", v).deviation());
    }

    @Test
    void batchesAgreeWithSinglePredictions() {
        double[][] prompts = new double[][] {SampleWorld.features(1), SampleWorld.features(2), SampleWorld.features(3)};
        ParameterValues v = SampleWorld.SECOND.parameters().defaults();
        List<Prediction> each = MODEL.predictAll(prompts, "second", v);
        for (int i = 0; i < 3; i++) {
            assertThat(each.get(i)).isEqualTo(MODEL.predict(prompts[i], "second", v));
        }
        assertThat(MODEL.predictMean(prompts, "second", v).mean())
                .isCloseTo(each.stream().mapToDouble(Prediction::mean).average().orElseThrow(), within(1e-9));
        Prediction none = MODEL.predictDifference(prompts, "second", v, v);
        assertThat(none).isEqualTo(new Prediction(0, 0));
    }

    @Test
    void outlookFindsTheBetterSettings() {
        double[][] prompts = new double[60][];
        Arrays.setAll(prompts, i -> SampleWorld.features(7_000 + i));
        SettingOutlook outlook = new SettingOutlook(MODEL, "second", prompts);
        ParameterValues worst = new ParameterValues(Map.of("count", 1, "place", "middle"));
        ParameterValues best = new ParameterValues(Map.of("count", 10, "place", "end"));
        assertThat(outlook.expect(best).mean())
                .isGreaterThan(outlook.expect(worst).mean() + 0.1);
        // from the worst, 0.8 × (0.16 + 0.09) = 0.2 is to be had; from the best, nothing
        assertThat(outlook.attainableGain(SampleWorld.SECOND.parameters(), worst, 1))
                .isBetween(0.17, 0.3);
        assertThat(outlook.attainableGain(SampleWorld.SECOND.parameters(), best, 1))
                .isBetween(0.0, 0.03);
    }

    @Test
    void hasNoForecastForARuleItHasNotSeen() {
        EffectivenessModel one = UNTRAINED.update(SampleWorld.samples(0, 100, 1, 0.02, 1), 3, 2, Cancellation.NONE);
        ForecastFromModel forecast = new ForecastFromModel(one, p -> SampleWorld.features(3));
        Prompt prompt = Prompt.of("p", "Any text");
        ParameterValues first = SampleWorld.FIRST.parameters().defaults();
        assertThat(forecast.expectedGain(prompt, "first", first))
                .isEqualTo(OptionalDouble.of(
                        one.predict(SampleWorld.features(3), "first", first).mean()));
        assertThat(forecast.expectedGain(
                        prompt, "second", SampleWorld.SECOND.parameters().defaults()))
                .isEmpty();
        assertThat(forecast.expectedGain(prompt, "third", first)).isEmpty();
    }

    @Test
    void refusesSamplesThatDoNotFit() {
        ParameterValues v = SampleWorld.FIRST.parameters().defaults();
        assertThatThrownBy(() -> UNTRAINED.update(
                        List.of(new GainSample("p", new double[3], "first", v, 0, true)), 1, 2, Cancellation.NONE))
                .hasMessageContaining("8 features")
                .hasMessageContaining("has 3");
        assertThatThrownBy(() -> UNTRAINED.update(
                        List.of(new GainSample("p", new double[8], "other", v, 0, true)), 1, 2, Cancellation.NONE))
                .hasMessageContaining("'other'")
                .hasMessageContaining("first");
        assertThatThrownBy(() -> UNTRAINED.update(List.of(), 1, 0, Cancellation.NONE))
                .hasMessageContaining("threads");
    }

    @Test
    void oneSampleIsEnoughToGoOn() {
        EffectivenessModel model = UNTRAINED.update(SampleWorld.samples(0, 1, 1, 0, 1), 1, 2, Cancellation.NONE);
        assertThat(model.trained()).isTrue();
        assertThat(model.crossValidation().pairs()).isZero();
    }

    @Test
    void stopsWhenCancelled() {
        List<GainSample> samples = SampleWorld.samples(0, 50, 4, 0, 1);
        assertThatThrownBy(() -> UNTRAINED.update(samples, 1, 2, () -> true)).isInstanceOf(CancelledException.class);
    }

    @Test
    void leavesNoThreadsBehind() {
        EffectivenessModel model = UNTRAINED.update(SampleWorld.samples(0, 50, 4, 0, 1), 1, 2, Cancellation.NONE);
        assertThat(model.trained()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(t -> t.getName().startsWith("apes-model"))
                .filteredOn(t -> !joined(t))
                .isEmpty();
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
