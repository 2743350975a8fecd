package dev.apes.cli;

import dev.apes.api.error.StoreException;
import dev.apes.api.store.PatternRecord;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.SessionComparison;
import dev.apes.cli.report.page.ComparisonReport;
import dev.apes.cli.report.page.HtmlPage;
import dev.apes.cli.report.page.MarkdownPage;
import dev.apes.cli.report.page.Page;
import dev.apes.cli.report.page.PlainPage;
import dev.apes.cli.report.page.SessionDocument;
import dev.apes.cli.report.page.SessionReport;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.cli.status.SessionView;
import dev.apes.cli.status.StatusReader;
import dev.apes.cli.status.SystemView;
import dev.apes.engine.PromptExamples;
import java.util.List;
import java.util.Optional;

/** Writes the report on one stored session. */
final class SessionReports {
    private static final int EXAMPLES = 3;

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
        /** The same as data, with all that is stored. */
        json,
        /** The same as a table in long form: a line for each figure. */
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
        String text = text(reader, session.orElse("latest"), format, Optional.empty());
        return give(text, "report on session " + session.orElse("latest"), target);
    }

    /**
     * @param reader where to look
     * @param session an id, its beginning, or {@code latest}
     * @param format how to write it
     * @param examples prompts before and after; empty to enhance some anew
     * @return the report
     * @throws NothingToDoException if there is no such session
     * @throws StoreException if the database can't be reached
     */
    String text(StatusReader reader, String session, Format format, Optional<List<PromptExamples.Example>> examples) {
        SystemView view = reader.read(new StatusReader.Wanted(1_000, Optional.of(session), Integer.MAX_VALUE, false));
        if (view.state() == SystemView.State.UNREACHABLE) {
            throw new StoreException(String.join("; ", view.problems()), null);
        }
        if (view.sessions().isEmpty()) {
            throw new NothingToDoException("there is no session to report on under " + view.place() + " yet");
        }
        SessionView one = view.sessions().get(0);
        List<PatternRecord> patterns = reader.patterns(one.session().id());
        List<PromptExamples.Example> shown = examples.orElseGet(() -> PromptExamples.of(
                one.session(),
                SessionReport.parametersAtEnd(one),
                reader.holdout(one.session().dataKey()),
                EXAMPLES));
        return switch (format) {
            case json -> SessionDocument.json(one, patterns, shown, view.at(), kept);
            case csv -> SessionDocument.csv(one, patterns, shown, view.at(), kept);
            case html -> HtmlPage.of(SessionReport.of(one, patterns, shown, view.at(), kept));
            case md -> MarkdownPage.of(SessionReport.of(one, patterns, shown, view.at(), kept));
        };
    }

    /**
     * @param reader where to look
     * @param sessions ids or their beginnings
     * @param format how to write it; plain text if empty
     * @param width columns of plain text
     * @param target the file to write to; standard output if empty
     * @return the exit code
     * @throws NothingToDoException if there is no such session
     */
    int compare(
            StatusReader reader,
            List<String> sessions,
            Optional<Format> format,
            int width,
            Optional<ExportFile> target) {
        SessionComparison compared = SessionComparison.of(reader.compared(sessions));
        Page page = ComparisonReport.of(compared, reader.now());
        String text = format.isEmpty()
                ? PlainPage.of(page, width)
                : switch (format.get()) {
                    case json -> compared.json();
                    case csv -> compared.csv();
                    case html -> HtmlPage.of(page);
                    case md -> MarkdownPage.of(page);
                };
        return give(text, "comparison", target);
    }

    private int give(String text, String what, Optional<ExportFile> target) {
        if (target.isPresent()) {
            target.get().write(text);
            streams.say(what + " written to " + target.get().path());
        } else {
            streams.out().print(text);
        }
        return ExitCode.DONE;
    }
}
