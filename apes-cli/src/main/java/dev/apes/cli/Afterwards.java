package dev.apes.cli;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingReport;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.report.HomeFiles;
import dev.apes.cli.report.Kept;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.status.StatusReader;
import dev.apes.engine.PromptExamples;
import dev.apes.persistence.journal.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Writes the report on a session that has ended into the home folder, as setting {@code report} says. */
final class Afterwards {
    private static final String NONE = "none";

    private final Settings settings;
    private final Streams streams;
    private final Kept kept;
    private final Optional<SessionReports.Format> format;

    /**
     * @param settings where sessions are kept, and which report is wanted
     * @throws InvalidInputException if setting {@code report} is none of those there are
     */
    Afterwards(Settings settings, Streams streams, Kept kept) {
        this.settings = settings;
        this.streams = streams;
        this.kept = kept;
        String wanted = settings.file().text("report").orElse("html");
        format = wanted.equals(NONE)
                ? Optional.empty()
                : Optional.of(Arrays.stream(SessionReports.Format.values())
                        .filter(f -> f.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException(
                                settings.file().where("report"),
                                "must be html, md, json, csv or none but is '" + wanted + "'")));
    }

    /** A report that can't be written spoils nothing: all of it is in the database. */
    void write(TrainingReport report) {
        if (format.isEmpty()) {
            return;
        }
        SessionId id = report.session();
        Path file = settings.home().resolve("reports").resolve(id + "." + format.get());
        try (StatusReader reader = new StatusReader(settings)) {
            String text = new SessionReports(streams, kept)
                    .text(reader, id.value(), format.get(), Optional.of(PromptExamples.of(report)));
            SafeFile.makeFolder(file.getParent());
            SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
            streams.say("wrote " + file);
            HomeFiles.rotate(file, settings.filesKept());
        } catch (IOException | ApesException e) {
            streams.say("the report can't be written to " + file + " (" + e.getMessage() + "); '"
                    + kept.command("status -s " + id + " --report " + format.get()) + "' gives it");
        }
    }
}
