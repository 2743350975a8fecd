package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.Apes;
import dev.apes.persistence.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bound on processor time leaves room for what else the machine does; the printed figures are what counts. */
@Tag("slow")
class EnduranceTest {
    private static final int ITERATIONS = 1_500;

    @Test
    void neitherTimeNorHeapGrowsInMemory() throws InterruptedException {
        assertFlat(Endurance.run(Apes.builder(), null, 12, ITERATIONS, 0, System.out));
    }

    @Test
    void norOnPostgres() throws InterruptedException {
        try (TestDatabase database = TestDatabase.create()) {
            Footprint.Database place = new Footprint.Database(database.jdbcUrl(), database.user(), database.password());
            assertFlat(Endurance.run(place, 12, ITERATIONS, 0, System.out));
        }
    }

    private static void assertFlat(Endurance.Figures figures) {
        assertThat(figures.cpuRatio()).isLessThan(1.25);
        assertThat(figures.heapMiB()).isLessThan(128);
    }
}
