package dev.apes.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayMemoryTest {
    private static List<GainSample> samples(String name, int count, double gain, boolean real) {
        List<GainSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new GainSample(name + i, new double[1], "r", new ParameterValues(Map.of("x", i)), gain, real));
        }
        return samples;
    }

    private static long count(ReplayMemory memory, String name) {
        return memory.samples().stream()
                .filter(s -> s.promptId().startsWith(name))
                .count();
    }

    @Test
    void keepsAllWhileThereIsRoom() {
        ReplayMemory memory = ReplayMemory.empty(100).with(samples("a", 60, 0, true), 0, 1);
        assertThat(memory.with(samples("b", 40, 0, false), 1, 2).size()).isEqualTo(100);
    }

    @Test
    void isBoundedAndPrefersTheRecentWithoutForgettingTheOld() {
        ReplayMemory memory = ReplayMemory.empty(1_000);
        for (int update = 0; update <= 20; update++) {
            memory = memory.with(samples("u" + update + "-", 1_000, 0, true), update, update);
            assertThat(memory.size()).isEqualTo(1_000);
        }
        // weights double every ten updates: Σ 2^(k/10), k = 0..20, is 46.9, of which the last has 4 and the first 1
        assertThat(count(memory, "u20-")).isCloseTo(85, within(30L));
        assertThat(count(memory, "u0-")).isCloseTo(21, within(15L));
    }

    @Test
    void realSamplesTakeThreeQuartersOfAFullMemory() {
        ReplayMemory memory = ReplayMemory.empty(1_000)
                .with(samples("real", 2_000, 0, true), 0, 1)
                .with(samples("made", 5_000, 0, false), 1, 2);
        assertThat(count(memory, "real")).isEqualTo(750);
        assertThat(count(memory, "made")).isEqualTo(250);
    }

    @Test
    void roomThatOneKindDoesNotNeedGoesToTheOther() {
        ReplayMemory few = ReplayMemory.empty(1_000)
                .with(samples("real", 300, 0, true), 0, 1)
                .with(samples("made", 5_000, 0, false), 1, 2);
        assertThat(count(few, "real")).isEqualTo(300);
        assertThat(count(few, "made")).isEqualTo(700);
        ReplayMemory many = ReplayMemory.empty(1_000)
                .with(samples("real", 3_000, 0, true), 0, 1)
                .with(samples("made", 100, 0, false), 1, 2);
        assertThat(count(many, "made")).isEqualTo(100);
        assertThat(count(many, "real")).isEqualTo(900);
    }

    @Test
    void aSampleMeasuredAgainReplacesTheEarlierOne() {
        ReplayMemory memory =
                ReplayMemory.empty(100).with(samples("a", 10, 0.1, true), 0, 1).with(samples("a", 10, 0.2, true), 1, 2);
        assertThat(memory.samples()).hasSize(10).allMatch(s -> s.gain() == 0.2);
    }

    @Test
    void sameSeedSameMemory() {
        ReplayMemory first = ReplayMemory.empty(50).with(samples("a", 200, 0, true), 0, 4);
        assertThat(ReplayMemory.empty(50).with(samples("a", 200, 0, true), 0, 4).samples())
                .extracting(GainSample::promptId)
                .isEqualTo(first.samples().stream().map(GainSample::promptId).toList());
        assertThat(ReplayMemory.empty(50).with(samples("a", 200, 0, true), 0, 5).samples())
                .extracting(GainSample::promptId)
                .isNotEqualTo(first.samples().stream().map(GainSample::promptId).toList());
    }
}
