package dev.apes.persistence.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.SessionId;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.journal.Rotation;
import dev.apes.persistence.journal.SafeFile;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.schema.Migrations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * One session with all it needs to be looked at and resumed elsewhere, and all rules with their history, in one file: a zip of {@code
 * manifest.json} (version, schema, columns, rows and SHA-256 of each table) and the tables as PostgreSQL's COPY writes them.
 */
public final class Archive {
    private static final String MANIFEST = "manifest.json";
    private static final String SUFFIX = ".apes.zip";
    private static final Pattern NAMES = Pattern.compile(".*" + Pattern.quote(SUFFIX));
    private static final int END = 0x504B0506;
    private static final long LARGEST = 1L << 30;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Database database;

    /** @param database to read from or restore into */
    public Archive(Database database) {
        this.database = database;
    }

    /**
     * Writes a session's archive and deletes the oldest beyond those that are kept.
     *
     * @param session which
     * @param folder where; made if it is missing
     * @param kept how many archives stay there, at least 1
     * @param now for its name
     * @return the file
     * @throws StoreException if it can't be read or written
     */
    public Path write(SessionId session, Path folder, int kept, Instant now) {
        byte[] bytes = database.transaction("archive session " + session, c -> {
            Sql.run(c, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            try {
                return bytes(c, session, now);
            } catch (IOException e) {
                throw new SQLException("reading the tables", e);
            }
        });
        String name = session.value().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + STAMP.format(now) + SUFFIX;
        Path file = folder.resolve(name);
        try {
            SafeFile.makeFolder(folder);
            SafeFile.write(file, bytes);
            Rotation.keepNewest(folder, NAMES, kept);
            return file;
        } catch (IOException e) {
            throw new StoreException("Cannot write the archive " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Connection connection, SessionId session, Instant now)
            throws SQLException, IOException {
        ObjectNode manifest = Json.object()
                .put("format", "apes-archive")
                .put("formatVersion", 1)
                .put("schemaVersion", Migrations.version(connection))
                .put("session", session.value())
                .put("at", now.toString());
        ObjectNode tables = manifest.putObject("tables");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(all, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED); // a session's end should not wait for it
            for (ArchivedTable table : ArchivedTable.ALL) {
                List<String> columns = table.columns(connection);
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                long count = table.write(connection, session.value(), columns, rows);
                ObjectNode about =
                        tables.putObject(table.name()).put("rows", count).put("sha256", digest(rows.toByteArray()));
                columns.forEach(about.putArray("columns")::add);
                put(zip, table.name() + ".copy", rows.toByteArray());
            }
            put(zip, MANIFEST, Json.text(manifest).getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Puts an archive into a database with APES' tables in which nothing has been trained yet. Rules of others that are there stay;
     * those in the archive get the values they had.
     *
     * @param file an archive
     * @return what was restored, a sentence
     * @throws InvalidInputException if the file is no archive of this version, or damaged; nothing is changed then
     * @throws StoreException if the database has sessions of its own
     */
    public String restore(Path file) {
        Map<String, byte[]> entries = read(file);
        JsonNode manifest = manifest(file, entries);
        return database.transaction("restore " + file, c -> {
            requireFit(c, file, manifest);
            Sql.run(c, "DELETE FROM rule_parameter_history WHERE kind = 'seed'"); // the archive has the same, and what
            // followed
            for (ArchivedTable table : ArchivedTable.ALL) {
                JsonNode about = manifest.path("tables").path(table.name());
                if (about.isMissingNode()) {
                    continue;
                }
                List<String> columns = new ArrayList<>();
                about.path("columns").forEach(column -> columns.add(column.textValue()));
                List<String> unknown = new ArrayList<>(columns);
                unknown.removeAll(table.columns(c));
                if (!unknown.isEmpty()) {
                    throw new InvalidInputException(
                            file.toString(), "has columns that this database lacks: " + table.name() + " " + unknown);
                }
                try {
                    table.read(c, columns, new ByteArrayInputStream(entries.get(table.name() + ".copy")));
                } catch (IOException e) {
                    throw new SQLException("writing table " + table.name(), e);
                }
            }
            return "restored session " + manifest.path("session").asText() + " with "
                    + manifest.at("/tables/training_iterations/rows").asLong() + " iterations and "
                    + manifest.at("/tables/rule_metadata/rows").asLong() + " rules, as of "
                    + manifest.path("at").asText();
        });
    }

    private static void requireFit(Connection c, Path file, JsonNode manifest) throws SQLException {
        int schema = manifest.path("schemaVersion").asInt();
        if (schema > Migrations.LATEST) {
            throw new InvalidInputException(
                    file.toString(),
                    "was written by a newer APES (tables of version " + schema + ", this one knows " + Migrations.LATEST
                            + "); use that one");
        }
        long trained = Sql.first(
                        c,
                        "SELECT (SELECT count(*) FROM improvement_sessions WHERE session_type = 'continuous_training')"
                                + " + (SELECT count(*) FROM rule_parameter_history WHERE kind <> 'seed')",
                        row -> row.getLong(1))
                .orElseThrow();
        if (trained > 0) {
            throw new StoreException(
                    "This database has sessions or promotions of its own; restore " + file
                            + " into an empty one, e.g. with --home and a new folder",
                    null);
        }
    }

    private static Map<String, byte[]> read(Path file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        long size = 0;
        requireEnd(file);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readNBytes((int) (LARGEST - size));
                size += bytes.length;
                if (size >= LARGEST) {
                    throw new InvalidInputException(file.toString(), "unpacks to more than 1 GiB and is not read");
                }
                entries.put(entry.getName(), bytes);
            }
        } catch (IOException e) {
            throw new InvalidInputException(file.toString(), "is damaged or no archive: " + e.getMessage(), e);
        }
        return entries;
    }

    /** A zip ends with a record of 22 bytes; without it something is cut off, though all tables may be there. */
    private static void requireEnd(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long at = bytes.length() - 22;
            bytes.seek(Math.max(0, at));
            if (at < 0 || bytes.readInt() != END) {
                throw new InvalidInputException(file.toString(), "is torn, or no archive of APES");
            }
        } catch (FileNotFoundException e) {
            throw new InvalidInputException(file.toString(), "there is no such file that can be read", e);
        } catch (IOException e) {
            throw new InvalidInputException(file.toString(), "can't be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode manifest(Path file, Map<String, byte[]> entries) {
        byte[] bytes = entries.get(MANIFEST);
        if (bytes == null) {
            throw new InvalidInputException(
                    file.toString(), "is no archive of APES, or is torn: it has no " + MANIFEST);
        }
        JsonNode manifest = Json.parse(new String(bytes, StandardCharsets.UTF_8));
        if (!manifest.path("format").asText().equals("apes-archive")
                || manifest.path("formatVersion").asInt() != 1) {
            throw new InvalidInputException(file.toString(), "is an archive of a version that this APES does not read");
        }
        manifest.path("tables").properties().forEach(table -> {
            byte[] rows = entries.get(table.getKey() + ".copy");
            if (rows == null
                    || !digest(rows).equals(table.getValue().path("sha256").asText())) {
                throw new InvalidInputException(
                        file.toString(), "is damaged: table " + table.getKey() + " does not match its checksum");
            }
        });
        return manifest;
    }
}
