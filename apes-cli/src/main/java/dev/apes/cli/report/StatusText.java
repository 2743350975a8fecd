package dev.apes.cli.report;

import dev.apes.cli.status.RuleView;
import dev.apes.cli.status.SessionView;
import dev.apes.cli.status.SystemView;
import dev.apes.persistence.query.AlertRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A system's status as plain text of 80 columns at most. */
public final class StatusText {
    /** Columns where there is no terminal to ask. */
    public static final int WIDTH = 80;

    private final List<String> lines = new ArrayList<>();
    private final SystemView view;
    private final Kept kept;
    private final Detail detail;

    /**
     * What to show beyond the usual.
     *
     * @param all all there is of it
     * @param adaptive gaps, strategy and difficulty mix
     * @param one whether only one session was asked for
     * @param width columns of the text, at least 20
     */
    public record Detail(boolean all, boolean adaptive, boolean one, int width) {}

    private StatusText(SystemView view, Kept kept, Detail detail) {
        this.view = view;
        this.kept = kept;
        this.detail = detail;
    }

    /**
     * @param view what there is
     * @param kept tells how to go on with a session
     * @param detail what to show
     * @return the text, each line ended by LF
     */
    public static String of(SystemView view, Kept kept, Detail detail) {
        StatusText text = new StatusText(view, kept, detail);
        text.write();
        return String.join("\n", text.lines) + "\n";
    }

    private void write() {
        if (view.state() == SystemView.State.ABSENT) {
            wrapped(
                    "",
                    "",
                    "APES: nothing is here yet. There is no database under " + kept.place() + "; '"
                            + kept.command("train") + "' makes it and trains.");
            return;
        }
        lines.add("APES: " + (view.healthy() ? "healthy" : "NOT HEALTHY"));
        view.problems().forEach(problem -> wrapped("  problem   ", " ".repeat(12), problem));
        database();
        if (!view.rules().isEmpty() && !detail.one()) {
            rulesLine();
        }
        view.shutdownRates().ifPresent(rates -> wrapped("  ended     ", " ".repeat(12), rates));
        view.alerts().forEach(alert -> wrapped("  ALERT     ", " ".repeat(12), alert(alert)));
        view.notes().forEach(note -> wrapped("  note      ", " ".repeat(12), note));
        if (view.facts().isEmpty()) {
            return;
        }
        if (!detail.one()) {
            lines.addAll(DetailText.components(view, detail.width()));
            if (detail.all() && !view.components().isEmpty()) {
                lines.add("");
            }
        }
        sessions();
        if (!detail.one()) {
            lines.addAll(DetailText.courses(view, detail.width()));
            rules();
            tables();
        }
    }

    private void database() {
        view.facts()
                .ifPresentOrElse(
                        facts -> wrapped(
                                "  database  ",
                                " ".repeat(12),
                                facts.version() + " at " + facts.place() + (view.own() ? " (" + kept.place() + ")" : "")
                                        + ", " + megabytes(facts.bytes())),
                        () -> wrapped("  database  ", " ".repeat(12), view.place()));
    }

    private static String megabytes(long bytes) {
        return Math.max(1, bytes >> 20) + " MiB";
    }

    private void rulesLine() {
        long changed =
                view.rules().stream().filter(rule -> !rule.changed().isEmpty()).count();
        long disabled =
                view.rules().stream().filter(rule -> !rule.row().enabled()).count();
        wrapped(
                "  rules     ",
                " ".repeat(12),
                Numbers.count(view.rules().size(), "rule", "rules") + ", " + changed + " with parameters changed"
                        + (disabled > 0 ? ", " + disabled + " disabled" : "")
                        + (view.otherRules() > 0 ? "; " + view.otherRules() + " of others, left as they are" : ""));
    }

    private void sessions() {
        if (view.sessions().isEmpty()) {
            String hint = view.healthy() ? "none yet; '" + kept.command("train") + "' starts one" : "none to see";
            wrapped("  sessions  ", " ".repeat(12), hint);
            return;
        }
        long running = view.sessions().stream().filter(SessionView::running).count();
        if (!detail.one()) {
            wrapped("  sessions  ", " ".repeat(12), running == 0 ? "none is running" : running + " running");
        }
        List<SessionView> shown = view.sessions().stream()
                .filter(s -> s == view.sessions().get(0) || s.running())
                .toList();
        for (SessionView session : shown) {
            lines.add("");
            lines.addAll(SessionText.of(session, view.at(), kept, detail));
        }
        List<SessionView> earlier =
                view.sessions().stream().filter(s -> !shown.contains(s)).toList();
        if (!earlier.isEmpty()) {
            lines.add("");
            lines.add("Earlier sessions");
            TextTable table =
                    new TextTable().row("session", "started", "state", "iter.", "acc.", "eff.", "cov.", "holdout");
            earlier.forEach(session -> table.row(cells(session)));
            lines.addAll(table.lines("  ", detail.width()));
        }
    }

    private String alert(AlertRow alert) {
        return alert.kind().replace('_', ' ') + ", for " + Ages.between(alert.raisedAt(), view.at())
                + (alert.session().isEmpty() ? "" : ", session " + alert.session()) + ": " + alert.message();
    }

    private static String[] cells(SessionView s) {
        return new String[] {
            s.shortId(),
            Ages.minute(s.session().startedAt()),
            s.state(),
            String.valueOf(s.session().iterations()),
            s.row().last().map(m -> Section.accuracy(m.modelAccuracy(), 3)).orElse("-"),
            s.row().last().map(m -> figure(m.ruleEffectiveness())).orElse("-"),
            s.row().last().map(m -> figure(m.patternCoverage())).orElse("-"),
            s.session()
                    .end()
                    .flatMap(end -> end.holdout())
                    .map(h -> Numbers.signed(h.difference()))
                    .orElse("-")
        };
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void rules() {
        List<RuleView> shown = view.rules().stream()
                .filter(rule -> detail.all() || !rule.changed().isEmpty())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        lines.add("");
        wrapped("", "  ", detail.all() ? "Rules" : "Rules with parameters changed from their first values");
        Instant now = view.at();
        for (RuleView rule : shown) {
            wrapped(
                    "  ",
                    "    ",
                    rule.row().id() + " " + rule.row().version()
                            + (rule.row().enabled() ? "" : ", disabled")
                            + rule.row()
                                    .lastPromotion()
                                    .map(t -> ", promoted " + Ages.between(t, now) + " ago")
                                    .orElse(""));
            if (detail.all() && rule.row().name().contains(" where ")) {
                wrapped("    ", "      ", rule.row().name()); // what a derived rule is derived from
            }
            Map<String, Object> parameters = detail.all() ? rule.row().parameters() : rule.changed();
            parameters.forEach((name, value) -> {
                Object first = rule.check().defaults().get(name);
                boolean changed = rule.changed().containsKey(name);
                wrapped(
                        "    ",
                        "      ",
                        name + " = " + Numbers.shown(value)
                                + (changed && first != null ? " (first " + Numbers.shown(first) + ")" : ""));
            });
            if (detail.all()) {
                rule.row()
                        .recent()
                        .ifPresent(r -> wrapped(
                                "    ",
                                "      ",
                                String.format(
                                        Locale.ROOT,
                                        "last 30 days: improvement score %.3f from %.3f to %.3f, %,d measurements (0.5 is no effect)",
                                        r.improvement(),
                                        r.lowest(),
                                        r.highest(),
                                        r.measurements())));
            }
        }
    }

    private void tables() {
        if (!view.tables().isEmpty()) {
            lines.add("");
            lines.add("Rows");
            view.tables()
                    .forEach(t -> wrapped(
                            String.format(Locale.ROOT, "  %-26s ", t.table()),
                            "    ",
                            String.format(Locale.ROOT, "%s%,d", t.exact() ? "" : "about ", t.rows())));
        }
    }

    private void wrapped(String first, String others, String text) {
        lines.addAll(wrap(first, others, text, detail.width()));
    }

    static List<String> wrap(String first, String others, String text, int width) {
        List<String> result = new ArrayList<>();
        String clean = TextLayout.clean(text);
        String head =
                TextLayout.wrap(clean, Math.max(8, width - first.length())).get(0);
        result.add((first + head).stripTrailing());
        String rest = clean.substring(Math.min(clean.length(), head.length())).strip();
        if (!rest.isEmpty()) {
            for (String part : TextLayout.wrap(rest, Math.max(8, width - others.length()))) {
                result.add((others + part).stripTrailing());
            }
        }
        return result;
    }
}
