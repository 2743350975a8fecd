package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchMemoryTest {
    private static ParameterValues setting(int x) {
        return new ParameterValues(Map.of("x", x));
    }

    private static SettingObservation seen(int x, double difference) {
        return new SettingObservation(setting(x), difference, 0.01, 100);
    }

    @Test
    void aPromotionShiftsWhatIsKnown() {
        SearchMemory memory = SearchMemory.empty(setting(0)).with(List.of(seen(1, 0.3), seen(2, 0.1)));
        SearchMemory shifted = memory.relativeTo(setting(1));
        assertThat(shifted.incumbent()).isEqualTo(setting(1));
        assertThat(shifted.observations())
                .containsExactly(
                        new SettingObservation(setting(0), -0.3, 0.01, 100),
                        new SettingObservation(setting(2), 0.1 - 0.3, 0.02, 100));
        assertThat(shifted.relativeTo(setting(1))).isEqualTo(shifted);
    }

    @Test
    void anIncumbentNeverSeenMakesTheMemoryWorthless() {
        SearchMemory memory = SearchMemory.empty(setting(0)).with(List.of(seen(1, 0.3)));
        assertThat(memory.relativeTo(setting(9)).observations()).isEmpty();
    }

    @Test
    void isBoundedAndKeepsTheBestAndTheLatest() {
        SearchMemory memory = SearchMemory.empty(setting(-1));
        for (int round = 0; round < 10; round++) {
            int from = round * 50;
            memory = memory.with(IntStream.range(from, from + 50)
                    .mapToObj(x -> seen(x, x == 7 ? 1 : -x))
                    .toList());
        }
        assertThat(memory.observations()).hasSize(SearchMemory.CAPACITY);
        assertThat(memory.observations()).contains(seen(7, 1), seen(0, 0), seen(499, -499));
    }

    @Test
    void aSettingSeenAgainIsReplaced() {
        SearchMemory memory =
                SearchMemory.empty(setting(0)).with(List.of(seen(1, 0.3))).with(List.of(seen(1, 0.2)));
        assertThat(memory.observations()).containsExactly(seen(1, 0.2));
    }
}
