package dev.apes.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of one part of the report under construction. */
final class Section {
    private final List<String> lines = new ArrayList<>();

    Section(String title) {
        lines.add("");
        lines.add(title);
        lines.add("=".repeat(title.length()));
    }

    /** Adds a paragraph, wrapped, each line behind the indent. */
    Section text(String indent, String text) {
        return item(indent, indent, text);
    }

    /** Adds a paragraph whose first line starts differently from the others. */
    Section item(String first, String others, String text) {
        List<String> wrapped = TextLayout.wrap(TextLayout.clean(text), TextLayout.WIDTH - others.length());
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(((i == 0 ? first : others) + wrapped.get(i)).stripTrailing());
        }
        return this;
    }

    Section table(TextTable table) {
        lines.addAll(table.lines("  "));
        return this;
    }

    Section lines(List<String> more) {
        lines.addAll(more);
        return this;
    }

    Section gap() {
        lines.add("");
        return this;
    }

    void appendTo(StringBuilder out) {
        lines.forEach(line -> out.append(line).append('\n'));
    }

    /** The first iteration is assessed before there is a model, so that nothing is known of its accuracy. */
    static String accuracy(double value, int digits) {
        return value == 0 ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
