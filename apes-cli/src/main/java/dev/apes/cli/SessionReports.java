package dev.apes.cli;

import dev.apes.api.store.PatternRecord;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.SessionExport;
import dev.apes.cli.report.page.HtmlPage;
import dev.apes.cli.report.page.MarkdownPage;
import dev.apes.cli.report.page.SessionReport;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.cli.status.SessionView;
import dev.apes.cli.status.StatusReader;
import dev.apes.cli.status.SystemView;
import java.util.List;
import java.util.Optional;

/** Writes the report on one stored session. */
final class SessionReports {
    private final Streams streams;
    private final Kept kept;

    SessionReports(Streams streams, Kept kept) {
        this.streams = streams;
        this.kept = kept;
    }

    /** How a report is written down; the names are what a user types. */
    enum Format {
        /** One file that needs no other. */
        html,
        /** All that is stored. */
        json,
        /** One line for each iteration. */
        csv,
        /** GitHub's Markdown. */
        md
    }

    /**
     * @param reader where to look
     * @param session an id, its beginning, or {@code latest}, which is also what empty means
     * @param format how to write it
     * @param target the file to write to; standard output if empty
     * @return the exit code
     * @throws NothingToDoException if there is no such session
     */
    int write(StatusReader reader, Optional<String> session, Format format, Optional<ExportFile> target) {
        SystemView view = reader.read(
                new StatusReader.Wanted(1_000, Optional.of(session.orElse("latest")), Integer.MAX_VALUE, false));
        if (view.state() == SystemView.State.UNREACHABLE) {
            view.problems().forEach(streams::say);
            return ExitCode.FAILED;
        }
        if (view.sessions().isEmpty()) {
            throw new NothingToDoException("there is no session to report on under " + view.place() + " yet");
        }
        SessionView one = view.sessions().get(0);
        List<PatternRecord> patterns = reader.patterns(one.session().id());
        String text = switch (format) {
            case json -> new SessionExport(one.session(), one.iterations(), patterns).json();
            case csv -> new SessionExport(one.session(), one.iterations(), patterns).csv();
            case html -> HtmlPage.of(SessionReport.of(one, patterns, view.at(), kept));
            case md -> MarkdownPage.of(SessionReport.of(one, patterns, view.at(), kept));
        };
        if (target.isPresent()) {
            target.get().write(text);
            streams.say("report on session " + one.session().id() + " written to "
                    + target.get().path());
        } else {
            streams.out().print(text);
        }
        return ExitCode.DONE;
    }
}
