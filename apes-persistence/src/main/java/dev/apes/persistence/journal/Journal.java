package dev.apes.persistence.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.SessionId;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.json.CommitJson;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.SessionJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one file for each session that had something to store while its database was away: at most one iteration, since
 * training waits, and its end. Thread-safe; each session belongs to one process.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String SUFFIX = ".journal";
    private static final int KEPT_ASIDE = 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;

    /**
     * @param folder made when something is to be kept
     * @param clock for the names of what is set aside
     */
    public Journal(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
    }

    /**
     * What is kept of a session.
     *
     * @param file where
     * @param session which
     * @param token of the lease under which it ran
     * @param commit the iteration that was not stored
     * @param status how it ended; with {@code end} or not at all
     * @param end why
     */
    record Kept(
            Path file,
            SessionId session,
            UUID token,
            Optional<IterationCommit> commit,
            Optional<SessionStatus> status,
            Optional<SessionEnd> end) {}

    /**
     * @param commit an iteration that could not be stored
     * @param token of the session's lease
     * @return the file it is in, safe on the disk
     * @throws StoreException if it can't be written
     */
    public synchronized Path keep(IterationCommit commit, UUID token) {
        ObjectNode entry = head("iteration", commit.session(), token);
        entry.set("commit", CommitJson.write(commit));
        return write(commit.session(), List.of(Json.text(entry)));
    }

    /**
     * @param id a session
     * @param status how it ended
     * @param end why
     * @param token of its lease
     * @return the file it is in, safe on the disk, behind the iteration that is there already
     * @throws StoreException if it can't be written
     */
    public synchronized Path keep(SessionId id, SessionStatus status, SessionEnd end, UUID token) {
        ObjectNode entry = head("end", id, token).put("status", status.name());
        entry.set("end", SessionJson.write(end));
        List<String> entries = new ArrayList<>();
        try {
            entriesOf(file(id)).stream()
                    .filter(e -> kind(e).equals("iteration"))
                    .forEach(entries::add);
        } catch (NoSuchFileException e) {
            // no iteration waits
        } catch (IOException | DamagedJournalException e) {
            LOG.warn("The journal {} can't be read and is replaced: {}", file(id), e.getMessage());
        }
        entries.add(Json.text(entry));
        return write(id, entries);
    }

    private static ObjectNode head(String kind, SessionId id, UUID token) {
        return Json.object().put("kind", kind).put("session", id.value()).put("token", token.toString());
    }

    private static String kind(String entry) {
        return Json.parse(entry).path("kind").asText();
    }

    private Path file(SessionId id) {
        return folder.resolve(id.value().replaceAll("[^A-Za-z0-9._-]", "_") + SUFFIX);
    }

    private Path write(SessionId id, List<String> entries) {
        Path file = file(id);
        try {
            SafeFile.makeFolder(folder);
            SafeFile.write(file, JournalBytes.write(entries));
            return file;
        } catch (IOException e) {
            throw failure("write", file, e);
        }
    }

    private static List<String> entriesOf(Path file) throws IOException, DamagedJournalException {
        return JournalBytes.read(Files.readAllBytes(file));
    }

    /**
     * Forgets what was kept of a session, for it is stored.
     *
     * @param id a session
     */
    public synchronized void settled(SessionId id) {
        delete(file(id));
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The journal {} is stored in the database and can be deleted: {}", file, e.toString());
        }
    }

    /** {@return whether anything waits to be stored} */
    public boolean holdsAny() {
        return !files().isEmpty();
    }

    /** {@return the files there are, by name; empty without a folder} */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            all.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("read", folder, e);
        }
        files.sort(null);
        return files;
    }

    Kept read(Path file) throws IOException, DamagedJournalException {
        List<String> entries = entriesOf(file);
        if (entries.isEmpty()) {
            throw new DamagedJournalException("it is empty");
        }
        Optional<IterationCommit> commit = Optional.empty();
        Optional<SessionStatus> status = Optional.empty();
        Optional<SessionEnd> end = Optional.empty();
        try {
            JsonNode first = Json.parse(entries.get(0));
            for (String text : entries) {
                JsonNode entry = Json.parse(text);
                if (entry.path("kind").asText().equals("iteration")) {
                    commit = Optional.of(CommitJson.read(entry.get("commit")));
                } else {
                    status = Optional.of(
                            SessionStatus.valueOf(entry.get("status").textValue()));
                    end = Optional.of(SessionJson.readEnd(entry.get("end")));
                }
            }
            return new Kept(
                    file,
                    new SessionId(first.get("session").textValue()),
                    UUID.fromString(first.get("token").textValue()),
                    commit,
                    status,
                    end);
        } catch (RuntimeException e) {
            throw new DamagedJournalException("its content can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Gives a file that can't be used a name that says so, and forgets the oldest of those.
     *
     * @param why one word for its name
     * @return its new name
     */
    Path setAside(Path file, String why) {
        Path aside = file.resolveSibling(file.getFileName() + "." + why + "-" + STAMP.format(clock.instant()));
        try {
            for (int n = 2; Files.exists(aside); n++) {
                aside = aside.resolveSibling(
                        file.getFileName() + "." + why + "-" + STAMP.format(clock.instant()) + "-" + n);
            }
            Files.move(file, aside);
            rotate();
            return aside;
        } catch (IOException e) {
            throw failure("rename", file, e);
        }
    }

    private void rotate() throws IOException {
        List<Path> aside = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX + ".*")) {
            all.forEach(aside::add);
        }
        aside.sort((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified()));
        for (Path old : aside.subList(Math.min(KEPT_ASIDE, aside.size()), aside.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static StoreException failure(String doing, Path file, IOException e) {
        String reason = e instanceof java.nio.file.AccessDeniedException ? "permission denied" : e.getMessage();
        return new StoreException(
                "Cannot " + doing + " the journal " + file + ": " + reason + "; make room there or make it writable",
                e);
    }
}
