package dev.apes.benchmarks.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.strategy.StrategyBandit;
import org.junit.jupiter.api.Test;

/** What the README says of the bandit, on fewer runs. */
class StrategyBenchmarkTest {
    private static final int RUNS = 150;

    @Test
    void theBestIsKnownByFifteenPullsAndLittleIsLost() {
        double bandit = 0;
        double table = 0;
        for (RewardWorld world : StrategyBenchmark.WORLDS) {
            if (world.kind() != RewardWorld.Kind.STEADY || world.gap() < 2) {
                continue;
            }
            StrategyBenchmark.Figures f =
                    StrategyBenchmark.measure(world, StrategyBenchmark.bandit(StrategyBandit.DEFAULT), RUNS, 5_000);
            assertThat(f.found().low()).as(world.name()).isGreaterThan(0.9);
            assertThat(f.early().high()).as(world.name()).isLessThan(0.5);
            bandit += f.all().high();
            table += StrategyBenchmark.measure(world, StrategyBenchmark.TABLE, RUNS, 5_000)
                    .all()
                    .low();
        }
        // as often right as wrong, the table alone loses several times as much
        assertThat(bandit).isLessThan(table / 2);
    }
}
