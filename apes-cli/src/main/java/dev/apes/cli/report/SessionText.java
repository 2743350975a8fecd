package dev.apes.cli.report;

import dev.apes.api.gap.Gap;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.process.CrashReport;
import dev.apes.cli.status.SessionView;
import dev.apes.persistence.table.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One session of a status as plain text. */
final class SessionText {
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";

    private final List<String> lines = new ArrayList<>();
    private final SessionView view;
    private final SessionRecord session;

    private final int width;

    private SessionText(SessionView view, int width) {
        this.view = view;
        this.width = width;
        session = view.session();
    }

    static List<String> of(SessionView view, Instant now, Kept kept, StatusText.Detail detail) {
        SessionText text = new SessionText(view, detail.width());
        text.head(now);
        text.figures();
        text.end();
        if (view.condition().cutOff()) {
            text.add("go on with it: " + kept.command("train --resume " + session(view)));
        }
        if (view.running()) {
            text.add("end it: " + kept.command("stop -s " + view.shortId()));
        }
        if (detail.all() || detail.one()) {
            text.settings();
            text.iterations();
            text.incidents();
        }
        if (detail.adaptive()) {
            text.adaptive();
        }
        return text.lines;
    }

    private static String session(SessionView view) {
        return view.shortId();
    }

    private void head(Instant now) {
        // an id is copied and pasted: rather on a line of its own than broken
        String id = session.id().value();
        boolean fits = 8 + id.length() <= width;
        lines.add(fits ? "Session " + id : "Session");
        if (!fits) {
            lines.add(INDENT + id);
        }
        String done = Numbers.count(session.iterations(), "iteration", "iterations");
        String since = view.running()
                ? " for " + Ages.between(session.startedAt(), now)
                : ", started " + Ages.minute(session.startedAt());
        add(view.state() + since + ", " + done
                + view.row()
                        .lastCommit()
                        .map(at -> ", the last " + Ages.between(at, now) + " ago")
                        .orElse(""));
        session.lease()
                .filter(lease -> view.running() || !session.end().isPresent())
                .ifPresent(lease -> add("process "
                        + lease.pid() + " on " + lease.host() + ", last heard of "
                        + Ages.of(view.row().heartbeatAge().orElse(Duration.ZERO)) + " ago"
                        + view.row()
                                .stopRequest()
                                .map(mode -> ", asked to stop")
                                .orElse("")));
    }

    private void figures() {
        view.row().last().ifPresent(last -> {
            add(LiveText.metrics(last));
            best(last).ifPresent(this::add);
        });
        session.end()
                .flatMap(SessionEnd::holdout)
                .ifPresent(h -> add(String.format(
                        Locale.ROOT,
                        "holdout: raw %.4f, at start %.4f, at end %.4f; end - start %s %s, n = %d",
                        h.raw(),
                        h.atStart(),
                        h.atEnd(),
                        Numbers.signed(h.difference()),
                        Numbers.interval(h.low(), h.high()),
                        h.prompts())));
    }

    private Optional<String> best(PerformanceMetrics last) {
        return view.row()
                .best()
                .filter(best -> !best.metrics().equals(last))
                .map(best -> "best so far"
                        + best.iteration().map(n -> ", in iteration " + n).orElse("") + ": "
                        + LiveText.metrics(best.metrics()));
    }

    private void end() {
        session.end().ifPresent(end -> add("ended: " + end.reason() + ": " + end.explanation()));
    }

    private void settings() {
        add("judged by " + session.evaluator().name() + " "
                + session.evaluator().version() + "; seed " + session.seed());
        SessionRecord.acceptedChanges(session.configuration())
                .forEach((after, what) -> add("changed behind iteration " + after + ", as accepted: " + what));
        view.row()
                .data()
                .ifPresent(data -> add(String.format(
                        Locale.ROOT,
                        "%,d prompts (%s): %,d train, %,d validate, %,d held out",
                        data.given(),
                        data.source(),
                        data.training(),
                        data.validation(),
                        data.holdout())));
    }

    private void iterations() {
        if (view.iterations().isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable().row("", "accuracy", "effect.", "coverage", "improvement", "promoted", "generated");
        for (IterationRecord record : view.iterations()) {
            PerformanceMetrics m = record.summary().metrics();
            table.row(
                    String.valueOf(record.iteration()),
                    Section.accuracy(m.modelAccuracy(), 4),
                    Numbers.score(m.ruleEffectiveness()),
                    Numbers.score(m.patternCoverage()),
                    Numbers.signed(record.summary().improvement()),
                    String.valueOf(record.promotions().size()),
                    String.valueOf(record.generation().promptsAccepted()));
        }
        lines.addAll(table.lines(INDENT, width));
        for (IterationRecord record : view.iterations()) {
            record.promotions()
                    .forEach(p -> lines.addAll(StatusText.wrap(INDENT, DEEPER, LiveText.promoted(p), width)));
        }
    }

    private void incidents() {
        for (Incident incident : view.incidents()) {
            List<String> told = CrashReport.lines(incident);
            add("cut off"
                    + incident.foundAt().map(at -> ", found " + Ages.minute(at)).orElse("") + ": " + told.get(0));
            told.subList(1, told.size())
                    .forEach(line -> lines.addAll(StatusText.wrap(DEEPER, DEEPER + "  ", line, width)));
        }
    }

    private void adaptive() {
        if (view.newest().isEmpty()) {
            add("no iteration yet, so no gaps are known");
            return;
        }
        IterationRecord newest = view.newest().get();
        add("gaps found in iteration " + newest.iteration() + ":");
        if (newest.gaps().gaps().isEmpty()) {
            lines.add(DEEPER + "none");
        }
        // what is left alone comes last: the others drive what is generated
        List<Gap> gaps = new ArrayList<>(newest.gaps().open());
        newest.gaps().gaps().stream().filter(Gap::exhausted).forEach(gaps::add);
        for (Gap gap : gaps) {
            lines.addAll(StatusText.wrap(DEEPER, DEEPER + "  ", GapText.figures(gap), width));
            lines.addAll(StatusText.wrap(DEEPER + "  ", DEEPER + "  ", gap.explanation(), width));
        }
        GapText.strategy(newest).forEach(this::add);
    }

    private void add(String text) {
        lines.addAll(StatusText.wrap(INDENT, DEEPER, text, width));
    }
}
