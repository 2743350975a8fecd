package dev.apes.generators.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PortionsAtOnceTest {
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    private final PortionsAtOnce atOnce = new PortionsAtOnce(8, 1_000, free::get);

    @Test
    void moreAreTriedAsLongAsThatIsFaster() {
        measured(1, 100);
        assertThat(atOnce.next()).isEqualTo(2);
        measured(2, 110);
        assertThat(atOnce.next()).isEqualTo(4);
        measured(4, 218);
        assertThat(atOnce.next()).as("four were no faster than two").isEqualTo(2);
        measured(2, 10);
        assertThat(atOnce.next()).as("it is known").isEqualTo(2);
    }

    @Test
    void neverMoreThanAllowed() {
        for (int i = 0; i < 10; i++) {
            measured(atOnce.next(), 100);
        }
        assertThat(atOnce.next()).isEqualTo(8);
    }

    @Test
    void portionsTakeHalfOfWhatIsFreeAtMost() {
        for (int i = 0; i < 4; i++) {
            measured(atOnce.next(), 100);
        }
        free.set(6_100);
        assertThat(atOnce.next()).isEqualTo(3);
        free.set(10);
        assertThat(atOnce.next()).as("one is always tried").isEqualTo(1);
        free.set(Long.MAX_VALUE);
        assertThat(atOnce.next()).isEqualTo(8);
    }

    @Test
    void afterMemoryRanOutHalfAsManyAreDrawnForGood() {
        for (int i = 0; i < 4; i++) {
            measured(atOnce.next(), 100);
        }
        assertThat(atOnce.backOff(8)).isTrue();
        assertThat(atOnce.next()).isEqualTo(4);
        measured(4, 1);
        assertThat(atOnce.next()).isEqualTo(4);
        assertThat(atOnce.backOff(1)).isFalse();
    }

    private void measured(int portions, long nanos) {
        atOnce.measured(portions, 100L * portions, nanos);
    }
}
