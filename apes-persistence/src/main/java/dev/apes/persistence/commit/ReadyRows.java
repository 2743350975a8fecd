package dev.apes.persistence.commit;

import dev.apes.api.error.CancelledException;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.IterationCommit;
import dev.apes.persistence.entity.CheckpointEntity;
import dev.apes.persistence.entity.IterationId;
import dev.apes.persistence.table.MeasurementTable;
import dev.apes.persistence.table.PackedState;
import dev.apes.persistence.threads.StoreThreads;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The large rows of a commit, made ready on another thread: that takes about as long as all that the transaction does before it needs
 * them. For one commit.
 */
final class ReadyRows {
    private final IterationCommit commit;
    private final FutureTask<Optional<Packed>> packing;
    private final FutureTask<MeasurementTable.Applications> writing;

    /** What is stored of a checkpoint, and its digest. */
    private record Packed(PackedState state, byte[] sha256) {
        static Packed of(Checkpoint checkpoint) {
            return new Packed(
                    PackedState.pack(checkpoint.state()), PackedState.digest(checkpoint.format(), checkpoint.state()));
        }
    }

    private ReadyRows(IterationCommit commit) {
        this.commit = commit;
        packing = new FutureTask<>(() -> commit.checkpoint().map(Packed::of));
        writing = new FutureTask<>((Callable<MeasurementTable.Applications>) () -> MeasurementTable.Applications.of(
                commit.session().value(), commit.record().iteration(), commit.measured()));
    }

    static ReadyRows begin(IterationCommit commit, StoreThreads threads) {
        ReadyRows rows = new ReadyRows(commit);
        threads.begin(
                "apes-commit-rows",
                new FutureTask<>(
                        () -> {
                            rows.writing.run();
                            rows.packing.run();
                        },
                        null));
        return rows;
    }

    MeasurementTable.Applications applications() {
        return ready(writing);
    }

    Optional<CheckpointEntity> checkpoint(Instant now) {
        return ready(packing)
                .map(packed -> new CheckpointEntity(
                        new IterationId(
                                commit.session().value(),
                                commit.checkpoint().orElseThrow().iteration()),
                        commit.checkpoint().orElseThrow().format(),
                        packed.state.bytes(),
                        packed.state.compressed(),
                        packed.sha256,
                        now));
    }

    private static <T> T ready(FutureTask<T> task) {
        task.run(); // does nothing where the other thread has begun
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while an iteration was being stored");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the rows of an iteration could not be made", e.getCause());
        }
    }
}
