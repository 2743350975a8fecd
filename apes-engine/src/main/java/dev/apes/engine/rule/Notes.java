package dev.apes.engine.rule;

import dev.apes.api.rule.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * What two rules write below a prompt: the points it leaves open, and when its result is done. Both rules write into the same two
 * blocks, so neither says twice what the other has said.
 */
final class Notes {
    private final Reading reading;
    private final boolean tagged;
    private final boolean foreign;
    private final List<OpenPoint> points;
    private String done;
    private final List<Edit> edits = new ArrayList<>();

    private Notes(Reading reading, boolean tagged, boolean foreign, List<OpenPoint> points, String done) {
        this.reading = reading;
        this.tagged = tagged;
        this.foreign = foreign;
        this.points = points;
        this.done = done;
    }

    /**
     * Reads the notes that a text has.
     *
     * @param layout the text
     * @param reading of its core
     * @param known every point that rules could have noted for this core
     * @param tagged whether new notes are to stand between tags
     * @return the notes as they are
     */
    static Notes read(Layout layout, Reading reading, List<OpenPoint> known, boolean tagged) {
        Layout.Block open = layout.first(Layout.Kind.OPEN);
        Layout.Block done = layout.first(Layout.Kind.DONE);
        List<OpenPoint> present = new ArrayList<>();
        boolean asTags = tagged;
        boolean foreign = false;
        if (open != null) {
            String block = layout.textOf(open);
            asTags = block.startsWith("<");
            for (OpenPoint point : known) {
                if (point.in(block) >= 0
                        && present.stream().noneMatch(p -> p.text().equals(point.text()))) {
                    present.add(point);
                }
            }
            present.sort((a, b) -> Integer.compare(a.in(block), b.in(block)));
        }
        String doneText = done == null ? null : layout.textOf(done);
        asTags = asTags || doneText != null && doneText.startsWith("<");
        Notes notes = new Notes(reading, asTags, foreign, present, doneText);
        if (open != null && !notes.openBlock().equals(layout.textOf(open))) {
            return new Notes(reading, asTags, true, present, doneText);
        }
        return notes;
    }

    /** {@return whether the open points were edited by hand, so that they cannot be added to} */
    boolean foreign() {
        return foreign;
    }

    List<OpenPoint> points() {
        return points;
    }

    boolean has(OpenPoint point) {
        return points.contains(point);
    }

    boolean hasDone() {
        return done != null;
    }

    boolean changed() {
        return !edits.isEmpty();
    }

    List<Edit> edits() {
        return edits;
    }

    /**
     * Notes a point. An explanation gets one at most, since its reader can ask on.
     *
     * @return whether the point was added
     */
    boolean add(OpenPoint point) {
        boolean brief = reading.genre() == Genre.EXPLAIN || reading.genre() == Genre.HOWTO;
        if (brief && !points.isEmpty()) {
            return false;
        }
        points.add(point);
        edits.add(new Edit(Edit.Kind.ADD, "", point.text(), "The prompt does not say " + point.text() + "."));
        return true;
    }

    void removeLast() {
        points.remove(points.size() - 1);
        edits.remove(edits.size() - 1);
    }

    /** Notes when the result is done. */
    void finishWhen(String outcome) {
        done = tagged
                ? "<" + Layout.DONE_TAG + ">" + outcome + "</" + Layout.DONE_TAG + ">"
                : Layout.DONE + outcome + ".";
        String about = reading.subject();
        edits.add(new Edit(
                Edit.Kind.ADD, "", done, "Says by what to judge " + (about == null ? "the result" : about) + "."));
    }

    void dropDone() {
        done = null;
        edits.remove(edits.size() - 1);
    }

    /** {@return the words of both blocks} */
    int words() {
        return (points.isEmpty() ? 0 : WordCount.of(openBlock())) + (done == null ? 0 : WordCount.of(done));
    }

    /** Writes the notes into a text that has the same core. */
    String write(Layout layout) {
        Layout current = layout;
        if (!points.isEmpty() && !foreign) {
            Layout.Block open = current.first(Layout.Kind.OPEN);
            if (open != null) {
                current = Layout.of(current.replace(open, openBlock()));
            } else {
                Layout.Block anchor = current.last(Layout.Kind.CORE);
                current = Layout.of(current.insertAfter(anchor, openBlock()));
            }
        }
        if (done != null && !current.has(Layout.Kind.DONE)) {
            Layout.Block open = current.first(Layout.Kind.OPEN);
            Layout.Block anchor = open != null ? open : current.last(Layout.Kind.CORE);
            current = Layout.of(current.insertAfter(anchor, done));
        }
        return current.text();
    }

    /** Whether two points can share a sentence: only if neither has an "or" or a comma of its own. */
    private static boolean inline(List<OpenPoint> points) {
        return points.stream()
                .noneMatch(p -> p.text().contains(" or ") || p.text().contains(","));
    }

    private String openBlock() {
        if (points.isEmpty()) {
            return "";
        }
        StringBuilder block = new StringBuilder();
        if (tagged) {
            block.append('<').append(Layout.OPEN_TAG).append(">\n");
            clauses(null)
                    .forEach(c -> block.append("Assume and state ").append(c).append(".\n"));
            return block.append("</").append(Layout.OPEN_TAG).append('>').toString();
        }
        String about = reading.subject();
        if (points.size() < 2 || points.size() == 2 && inline(points) || about == null) {
            block.append(Layout.NOT_SAID);
            block.append(String.join(" or ", clauses(null)));
            return block.append(Layout.ASSUME).toString();
        }
        block.append(Layout.LIST_OPEN).append(about).append(Layout.LIST_ASSUME);
        clauses(about).forEach(c -> block.append("\n- ").append(c));
        return block.toString();
    }

    /** The points in words: each names its thing unless the words before it have just done so. */
    private List<String> clauses(String before) {
        List<String> clauses = new ArrayList<>();
        String named = before;
        for (OpenPoint point : points) {
            clauses.add(point.after(named));
            named = point.about();
        }
        return clauses;
    }
}
