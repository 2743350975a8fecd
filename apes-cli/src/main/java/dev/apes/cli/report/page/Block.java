package dev.apes.cli.report.page;

import java.util.List;

/** A part of a {@link Page}. All text is plain and comes from anywhere: whoever writes it down escapes it. */
public sealed interface Block {
    /**
     * Begins a section.
     *
     * @param text its title
     */
    record Heading(String text) implements Block {}

    /**
     * A paragraph.
     *
     * @param text its sentences
     */
    record Text(String text) implements Block {}

    /**
     * A list.
     *
     * @param items one text each, at least one
     */
    record Items(List<String> items) implements Block {
        /** Copies. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A few figures that lead.
     *
     * @param figures what to show
     */
    record Figures(List<Figure> figures) implements Block {
        /** Copies. */
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A figure.
     *
     * @param label what it is
     * @param value its value, with unit
     * @param note how to read it; may be empty
     */
    record Figure(String label, String value, String note) {}

    /**
     * A table.
     *
     * @param header its columns
     * @param rows cells, as many as there are columns
     * @param texts how many columns from the left hold text; the others hold numbers
     */
    record Grid(List<String> header, List<List<String>> rows, int texts) implements Block {
        /** Copies. */
        public Grid {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Values over iterations.
     *
     * @param title what is shown
     * @param lines one or more, of one length
     */
    record Chart(String title, List<Line> lines) implements Block {
        /** Copies. */
        public Chart {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of a chart.
     *
     * @param name for the key
     * @param x iterations, ascending
     * @param y finite values
     */
    record Line(String name, int[] x, double[] y) {}

    /**
     * A text before and after, to be read side by side.
     *
     * @param title what it is
     * @param before as it was; line ends are kept
     * @param after what became of it; line ends are kept
     * @param notes what was done, and what was not; may be empty
     */
    record Pair(String title, String before, String after, List<String> notes) implements Block {
        /** Copies. */
        public Pair {
            notes = List.copyOf(notes);
        }
    }

    /**
     * How values are spread.
     *
     * @param title what is shown
     * @param unit of the values, for the axis
     * @param edges of the bins, ascending, one more than there are bins
     * @param counts of the bins, at least one
     */
    record Histogram(String title, String unit, double[] edges, int[] counts) implements Block {}
}
