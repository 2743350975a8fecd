package dev.apes.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionLease;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.table.CutOff;
import dev.apes.persistence.table.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrashReportTest {
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");
    private static final ProcessFacts PROCESS = new ProcessFacts(
            "s", 4711, THEN, Optional.of("boot 1"), OptionalLong.of(3), Optional.empty(), Optional.empty());
    private static final CutOff BEHIND_SEVEN =
            new CutOff(Optional.of(THEN), 7, 0, 0, Optional.of("host"), Optional.of("boot 1"));

    private static SessionRecord session(SessionStatus status, Optional<SessionEnd> end) {
        return new SessionRecord(
                new SessionId("s"),
                status,
                "data",
                new EvaluatorInfo("rubric", "1", "offline", true, false, Map.of()),
                1,
                Map.of(),
                Map.of(),
                7,
                THEN,
                end,
                Optional.of(new SessionLease("host", 4711, THEN, false)));
    }

    private static Incident crash(
            Optional<ProcessFacts> facts, String boot, long kills, CutOff cutOff, String... recovered) {
        return CrashReport.of(
                        session(SessionStatus.RUNNING, Optional.empty()),
                        facts,
                        cutOff,
                        new CrashReport.Machine("host", Optional.of(boot), OptionalLong.of(kills)),
                        List.of(recovered))
                .orElseThrow();
    }

    private static Optional<Incident> ended(SessionStatus status, String reason, String explanation) {
        return CrashReport.of(
                session(status, Optional.of(new SessionEnd(reason, explanation, THEN, 1, Optional.empty(), List.of()))),
                Optional.empty(),
                BEHIND_SEVEN,
                CrashReport.Machine.current(),
                List.of());
    }

    @Test
    void tellsKillsRestartsMemoryAndDatabasesApart() throws IOException {
        Incident killed = crash(Optional.of(PROCESS), "boot 1", 3, BEHIND_SEVEN);
        assertThat(killed.cause()).isEqualTo("killed");
        assertThat(killed.severity()).isEqualTo("low");
        assertThat(killed.evidence()).anySatisfy(e -> assertThat(e).contains("4711", "host"));
        assertThat(killed.lost()).contains("iteration that was running, 8").doesNotContain("committed ones");
        assertThat(crash(Optional.of(PROCESS), "boot 2", 9, BEHIND_SEVEN).cause())
                .isEqualTo("host_restart");
        Incident memory = crash(Optional.of(PROCESS), "boot 1", 4, BEHIND_SEVEN);
        assertThat(memory.cause()).isEqualTo("out_of_memory");
        assertThat(memory.severity()).isEqualTo("high");
        assertThat(memory.happened()).contains("probably");
        assertThat(memory.advice()).anySatisfy(a -> assertThat(a).contains("APES_JAVA_OPTS"));
        Path mark = Files.createTempFile("apes", ".mark");
        Incident heap = crash(
                Optional.of(new ProcessFacts(
                        "s",
                        4711,
                        THEN,
                        Optional.of("boot 1"),
                        OptionalLong.of(3),
                        Optional.of(mark),
                        Optional.empty())),
                "boot 1",
                3,
                BEHIND_SEVEN);
        Files.delete(mark);
        assertThat(heap.cause()).isEqualTo("out_of_memory");
        assertThat(heap.happened()).contains("the program ran out of memory");
        assertThat(heap.evidence()).anySatisfy(e -> assertThat(e).startsWith("its heap was full at "));
        Incident database = crash(
                Optional.of(PROCESS), "boot 1", 3, BEHIND_SEVEN, "stored from the journal of session s: iteration 7");
        assertThat(database.cause()).isEqualTo("database");
        assertThat(database.repaired()).hasSize(2);
        assertThat(crash(Optional.empty(), "boot 1", 3, BEHIND_SEVEN).cause()).isEqualTo("unknown");
        assertThat(crash(Optional.empty(), "boot 2", 3, BEHIND_SEVEN).cause())
                .as("told by the lease")
                .isEqualTo("host_restart");
    }

    @Test
    void whoCouldNotStoreItsEndIsHeardAllTheSame() {
        ProcessFacts full = new ProcessFacts(
                "s",
                4711,
                THEN,
                Optional.of("boot 1"),
                OptionalLong.of(3),
                Optional.empty(),
                Optional.of("PostgreSQL at x has no disk space left"));
        Incident incident = crash(Optional.of(full), "boot 1", 3, BEHIND_SEVEN);
        assertThat(incident.cause()).isEqualTo("database");
        assertThat(incident.severity()).isEqualTo("high");
        assertThat(incident.evidence())
                .anySatisfy(e -> assertThat(e).contains("4711", "wrote down: PostgreSQL at x has no disk space left"));
        assertThat(incident.advice()).anySatisfy(a -> assertThat(a).startsWith("free disk space"));
    }

    @Test
    void aTrainingThatEndedInOrderAndWhoseJournalIsTornWasNotKilled() {
        Incident torn = crash(
                Optional.empty(),
                "boot 1",
                3,
                BEHIND_SEVEN,
                "the journal /home/journal/s.journal is damaged (it is torn): set aside as s.journal.damaged-1");
        assertThat(torn.cause()).isEqualTo("database");
        assertThat(torn.happened()).contains("ended in order");
        assertThat(torn.repaired()).anySatisfy(r -> assertThat(r).contains("set aside as"));
    }

    @Test
    void countsWhatIsComputedAgainAndWhatIsNotBoughtAgain() {
        Incident incident = crash(
                Optional.of(PROCESS),
                "boot 1",
                3,
                new CutOff(Optional.of(THEN), 4, 61, 2, Optional.of("host"), Optional.empty()));
        assertThat(incident.severity()).isEqualTo("medium");
        assertThat(incident.lost())
                .contains("last 3 committed ones", "61 paid answers", "not bought again", "at most 2 were out");
    }

    @Test
    void failuresSayWhatFailed() {
        assertThat(ended(SessionStatus.FAILED, "failure", "the evaluator 'mine' threw X")
                        .orElseThrow()
                        .cause())
                .isEqualTo("plugin");
        assertThat(ended(
                                SessionStatus.FAILED,
                                "failure",
                                "The session ended by java.lang.OutOfMemoryError: Java heap space")
                        .orElseThrow()
                        .cause())
                .isEqualTo("out_of_memory");
        Incident full = ended(SessionStatus.INTERRUPTED, "store_lost", "PostgreSQL at x has no disk space left")
                .orElseThrow();
        assertThat(full.cause()).isEqualTo("database");
        assertThat(full.severity()).isEqualTo("high");
        assertThat(full.advice()).anySatisfy(a -> assertThat(a).contains("free disk space"));
        assertThat(ended(SessionStatus.INTERRUPTED, "signal", "stopped")).isEmpty();
        assertThat(ended(SessionStatus.COMPLETED, "targets_reached", "done")).isEmpty();
    }
}
