package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.error.StoreException;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.engine.statistics.RandomStreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final List<String> told = new ArrayList<>();

    private Patience patience(Duration limit, Clock clock, Cancellation stopped) {
        return new Patience(
                limit, clock, stopped, new RandomStreams(7).at(0, "outage").stream("jitter"), new Patience.Outages() {
                    @Override
                    public void away(String problem, String note) {
                        told.add("away: " + problem + "; " + note);
                    }

                    @Override
                    public void over(Duration after, boolean answers) {
                        told.add(answers ? "back" : "given up");
                    }
                });
    }

    /** A clock on which every look takes a second. */
    private static Clock ticking() {
        AtomicInteger seconds = new AtomicInteger();
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(seconds.incrementAndGet());
            }
        };
    }

    private static final class Failing {
        private int failures;
        private int calls;

        Failing(int failures) {
            this.failures = failures;
        }

        String get() {
            calls++;
            if (failures-- > 0) {
                throw new StoreUnavailableException("gone", null);
            }
            return "here";
        }
    }

    @Test
    void triesAgainAndKeepsOnceWhatIsToBeStored() {
        Failing store = new Failing(2);
        AtomicInteger kept = new AtomicInteger();
        String result = patience(Duration.ofHours(1), ticking(), Cancellation.NONE)
                .call(store::get, e -> "kept " + kept.incrementAndGet(), store::get);
        assertThat(result).isEqualTo("here");
        assertThat(store.calls).isEqualTo(3);
        assertThat(told).containsExactly("away: gone; kept 1", "back");
    }

    @Test
    void givesUpAfterItsLimitOrWhenTheSessionIsStopped() {
        assertThatThrownBy(() -> patience(Duration.ofSeconds(3), ticking(), Cancellation.NONE)
                        .call(new Failing(1000)::get))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("longer than 3 s")
                .hasMessageContaining("gone");
        assertThatThrownBy(() ->
                        patience(Duration.ofHours(1), ticking(), () -> true).call(new Failing(1000)::get))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("stopped while its database was away");
        assertThat(told).containsExactly("away: gone; ", "given up", "away: gone; ", "given up");
    }

    @Test
    void whatWillNeverSucceedIsNotTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> patience(Duration.ofHours(1), ticking(), Cancellation.NONE)
                        .call(() -> {
                            calls.incrementAndGet();
                            throw new StoreException("refused", null);
                        }))
                .hasMessage("refused");
        assertThat(calls).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void pausesGrowToHalfAMinuteAndTheSeedDecidesTheirJitter() {
        Patience one = patience(Duration.ofHours(1), ticking(), Cancellation.NONE);
        Patience same = patience(Duration.ofHours(1), ticking(), Cancellation.NONE);
        for (int n = 0; n < 40; n++) {
            long full = n < 7 ? 250L << n : 30_000;
            long pause = one.backOff(n);
            assertThat(pause).isBetween(full / 2, full).isEqualTo(same.backOff(n));
        }
    }
}
