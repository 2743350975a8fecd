package dev.apes.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
    private static final PromotionGate GATE = PromotionGate.DEFAULT;

    private static final ErrorBudget ONE_TEST = new ErrorBudget(1, AlphaSpending.DEFAULT.levelOf(1));

    private static PairedDifferences normal(int n, double mean, double deviation, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("differences", n);
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = mean + deviation * random.nextGaussian();
        }
        return PairedDifferences.of(d);
    }

    @Test
    void clearlyBetterIsPromotedWithItsEvidence() {
        GateDecision decision =
                GATE.judge(normal(200, 0.03, 0.05, 1), Optional.of(normal(600, 0.03, 0.05, 2)), ErrorBudget.FRESH);
        assertThat(decision).isInstanceOf(GateDecision.Promoted.class);
        GateDecision.Evidence evidence = ((GateDecision.Promoted) decision).evidence();
        assertThat(evidence.effect().contains(0.03)).isTrue();
        assertThat(evidence.standardizedEffect()).isCloseTo(0.6, within(0.2));
        assertThat(evidence.pValue()).isLessThan(1e-6);
        assertThat(decision.budget()).isEqualTo(ONE_TEST);
        assertThat(decision.toRecord("r").outcome()).isEqualTo(GateTestRecord.Outcome.PROMOTED);
    }

    @Test
    void noBetterIsRejectedAndSpends() {
        GateDecision decision =
                GATE.judge(normal(400, 0, 0.05, 3), Optional.of(normal(1200, 0, 0.05, 4)), ErrorBudget.FRESH);
        assertThat(decision).isInstanceOf(GateDecision.Rejected.class);
        assertThat(decision.budget()).isEqualTo(ONE_TEST);
        assertThat(decision.explanation()).startsWith("not proven better");
    }

    @Test
    void provenButTooSmallIsRejected() {
        GateDecision decision =
                GATE.judge(normal(400, 0.003, 0.005, 5), Optional.of(normal(1200, 0.003, 0.005, 6)), ErrorBudget.FRESH);
        assertThat(decision).isInstanceOf(GateDecision.Rejected.class);
        assertThat(decision.explanation()).contains("less than the 0.005 worth having");
    }

    @Test
    void withoutPowerNothingIsTestedOrSpent() {
        ErrorBudget before = new ErrorBudget(3, 0.0045);
        GateDecision decision = GATE.judge(normal(100, 0.2, 0.05, 7), Optional.of(normal(300, 0.0, 0.05, 8)), before);
        assertThat(decision).isInstanceOf(GateDecision.Untestable.class);
        assertThat(decision.budget()).isEqualTo(before);
        GateTestRecord record = decision.toRecord("r");
        assertThat(record.n()).isEqualTo(100);
        // (2.9677 + 0.8416)² / 0.2² + 2.9677² / 2 = 367.2
        assertThat(record.needed()).isEqualTo(368);
        assertThat(record.pValue()).isEqualTo(1);
    }

    @Test
    void whatTrainingPromisesMakesSmallSetsTestable() {
        PairedDifferences validation = normal(100, 0.03, 0.05, 9);
        assertThat(GATE.judge(validation, Optional.of(normal(300, 0.03, 0.05, 10)), ErrorBudget.FRESH))
                .isInstanceOf(GateDecision.Promoted.class);
        assertThat(GATE.judge(validation, Optional.empty(), ErrorBudget.FRESH))
                .isInstanceOf(GateDecision.Untestable.class);
    }

    @Test
    void signsOfValidationDoNotDecideWhetherItIsTested() {
        PairedDifferences better = normal(300, 0.02, 0.05, 11);
        double[] mirrored = better.with(PairedDifferences.of());
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = -mirrored[i];
        }
        GateDecision.Untestable a = (GateDecision.Untestable) GATE.judge(better, Optional.empty(), ErrorBudget.FRESH);
        GateDecision.Untestable b = (GateDecision.Untestable)
                GATE.judge(PairedDifferences.of(mirrored), Optional.empty(), ErrorBudget.FRESH);
        assertThat(a.needed()).isEqualTo(b.needed());
    }

    @Test
    void spentBudgetAsksForFreshPrompts() {
        GateDecision decision = GATE.judge(normal(400, 0.1, 0.05, 12), Optional.empty(), new ErrorBudget(91, 0.0498));
        assertThat(decision).isInstanceOf(GateDecision.BudgetExhausted.class);
        assertThat(decision.explanation()).contains("fresh prompts").contains("91");
        assertThat(GATE.spent(decision.budget()).orElseThrow())
                .contains("91 candidates")
                .contains("fresh prompts");
        assertThat(GATE.spent(ErrorBudget.FRESH)).isEmpty();
        assertThat(decision.toRecord("r").outcome()).isEqualTo(GateTestRecord.Outcome.BUDGET_SPENT);
    }

    @Test
    void lossesSeenInTrainingOnlyStopALuckySample() {
        // validation met none of the losses that training shows for one prompt in twenty
        double[] lucky = new double[80];
        double[] training = new double[240];
        for (int i = 0; i < training.length; i++) {
            training[i] = i % 20 == 0 ? -0.19 : 0.01;
            lucky[i % 80] = 0.01 + 1e-5 * (i % 7);
        }
        PromotionGate always = new PromotionGate(AlphaSpending.DEFAULT, 0.005, 0.8, 5, 30, 0.25);
        assertThat(always.judge(
                        PairedDifferences.of(lucky), Optional.of(PairedDifferences.of(training)), ErrorBudget.FRESH))
                .isInstanceOf(GateDecision.Rejected.class);
    }

    @Test
    void groupsShareTheirFate() {
        // ten templates of forty prompts: the effect is that of ten units
        RandomGenerator random = new RandomStreams(13).stream("groups");
        double[] d = new double[400];
        List<Integer> templates = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            d[i] = i / 40 % 2 == 0 ? 0.05 : -0.02 + 0.001 * random.nextGaussian();
            templates.add(i / 40);
        }
        PairedDifferences grouped = PairedDifferences.grouped(d, templates);
        assertThat(grouped.size()).isEqualTo(10);
        assertThat(grouped.prompts()).isEqualTo(400);
        assertThat(grouped.mean()).isCloseTo(PairedDifferences.of(d).mean(), within(1e-12));
        assertThat(GATE.judge(PairedDifferences.of(d), Optional.empty(), ErrorBudget.FRESH)
                        .promoted())
                .isTrue();
        GateDecision decision = GATE.judge(grouped, Optional.empty(), ErrorBudget.FRESH);
        assertThat(decision).isInstanceOf(GateDecision.Untestable.class);
        assertThat(((GateDecision.Untestable) decision).needed()).isGreaterThan(400);
    }

    @Test
    void emptyAndImpossibleInput() {
        assertThat(GATE.judge(PairedDifferences.of(), Optional.empty(), ErrorBudget.FRESH))
                .isInstanceOf(GateDecision.Untestable.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDifferences.of(0.1, Double.NaN))
                .withMessageContaining("difference 1");
        assertThatIllegalArgumentException().isThrownBy(() -> PairedDifferences.of(1.5));
        assertThat(PairedDifferences.ofDiffering(new double[] {0.1, 0, 0.3}, new boolean[] {true, false, true})
                        .mean())
                .isEqualTo(0.2);
    }
}
