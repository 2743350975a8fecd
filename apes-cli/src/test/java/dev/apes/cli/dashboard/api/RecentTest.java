package dev.apes.cli.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Recent<Integer> recent = new Recent<>(clock::get, n -> n != 3);

    private int ask(String key) {
        return recent.get(key, made::incrementAndGet);
    }

    @Test
    void anAnswerHoldsForTwoSecondsOrUntilSomethingIsCommitted() {
        assertThat(List.of(ask("a"), ask("a"), ask("b"), ask("a"))).containsExactly(1, 1, 2, 1);
        clock.set(1_999_999_999);
        assertThat(ask("a")).isEqualTo(1);
        recent.committed();
        assertThat(List.of(ask("a"), ask("a")))
                .as("what is not worth keeping is made anew")
                .containsExactly(3, 4);
        clock.set(4_000_000_000L);
        assertThat(ask("a")).isEqualTo(5);
    }

    @Test
    void whatWasCommittedMeanwhileIsNotInAnAnswer() {
        assertThat(recent.get("a", () -> {
                    recent.committed();
                    return made.incrementAndGet();
                }))
                .isEqualTo(1);
        assertThat(ask("a")).as("it may have been read before the commit").isEqualTo(2);
    }

    @Test
    void manyWhoAskAtOnceAskTheDatabaseOnce() throws Exception {
        CountDownLatch asking = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    asking.countDown();
                    return recent.get("a", () -> {
                        try {
                            asking.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return made.incrementAndGet();
                    });
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
