package dev.apes.cli.report;

import dev.apes.cli.status.Component;
import dev.apes.cli.status.SessionCourse;
import dev.apes.cli.status.SystemView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of a detailed status as plain text: health of each component, sessions at a glance. */
final class DetailText {
    private DetailText() {}

    static List<String> components(SystemView view, int width) {
        List<String> lines = new ArrayList<>();
        if (view.components().isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("Components");
        for (Component component : view.components()) {
            String mark = switch (component.health()) {
                case GOOD -> "ok";
                case WARNING -> "LOOK";
                case FAILED -> "FAILED";
            };
            lines.addAll(StatusText.wrap(
                    String.format(Locale.ROOT, "  %-11s %-6s ", component.name(), mark),
                    " ".repeat(width < 50 ? 4 : 21),
                    component.text(),
                    width));
        }
        return lines;
    }

    static List<String> courses(SystemView view, int width) {
        List<String> lines = new ArrayList<>();
        if (view.courses().isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.addAll(StatusText.wrap(
                "", "  ", "Performance score over each session, from its lowest to its highest", width));
        boolean drawn = drawn();
        for (SessionCourse course : view.courses()) {
            String id = course.item().id().value();
            String scores = course.scores().isEmpty()
                    ? "no model yet"
                    : String.format(
                            Locale.ROOT,
                            "%.3f → %.3f",
                            course.scores().get(0),
                            course.scores().get(course.scores().size() - 1));
            String line = String.format(
                    Locale.ROOT,
                    "  %-8s %-7s %-13s  %s",
                    id.length() > 8 ? id.substring(0, 8) : id,
                    course.trend(),
                    drawn ? scores : scores.replace('→', '>'),
                    course.sparkline(drawn));
            if (TextLayout.width(line) <= width) {
                lines.add(line.stripTrailing());
            } else {
                String curve = course.sparkline(drawn);
                lines.addAll(StatusText.wrap(
                        "  ",
                        "    ",
                        line.substring(0, line.length() - curve.length())
                                .strip()
                                .replaceAll(" +", " "),
                        width));
                lines.add("    " + curve.substring(Math.max(0, curve.length() - (width - 4))));
            }
        }
        return lines;
    }

    /** Whether standard output takes more than ASCII. */
    private static boolean drawn() {
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", "UTF-8"));
        return encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    }
}
