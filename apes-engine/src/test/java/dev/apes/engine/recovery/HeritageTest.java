package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapTrail;
import dev.apes.engine.store.InMemorySessionStore;
import dev.apes.engine.strategy.MethodHistory;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeritageTest {
    @Test
    void comesBackFromTextBitForBit() {
        Heritage heritage = new Heritage(
                List.of(
                        new GapTrail(Gap.Kind.COVERAGE, "prompts without help; all", List.of(0.1 + 0.2, 0.0)),
                        new GapTrail(Gap.Kind.METRIC, "modelAccuracy", List.of(1 / 3.0))),
                StrategyHistory.empty()
                        .with(Strategy.STATISTICAL, 1 / 7.0)
                        .with(Strategy.NEURAL_ENHANCED, -1e-12)
                        .with(Strategy.STATISTICAL, 0.3),
                new MethodHistory(List.of(
                        new MethodHistory.Arm("a method; of theirs", 2 / 3.0, -0.1, 1e-9),
                        new MethodHistory.Arm("copula", 1, 0.25, 0))));
        assertThat(Heritage.read(heritage.toMap())).isEqualTo(heritage);
    }

    @Test
    void nothingIsWrittenWhereThereIsNothing() {
        assertThat(Heritage.NONE.toMap()).isEmpty();
        assertThat(Heritage.read(Map.of())).isEqualTo(Heritage.NONE);
        assertThat(Heritage.of(new InMemorySessionStore(), "data", "rubric")).isEqualTo(Heritage.NONE);
    }

    @Test
    void refusesWhatIsDamaged() {
        assertThatThrownBy(() -> Heritage.read(Map.of("start.strategies", "3; SOMETHING 1 2 3")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
