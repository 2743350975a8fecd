package dev.apes.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the blocks of a {@link Layout}, line by line. */
final class BlockScanner {
    /** Tags on lines of their own that stand around parts of a prompt. */
    private static final Set<String> STRUCTURE = Set.of(
            "prompt",
            "instructions",
            "material",
            "context",
            "request",
            "requirements",
            "open_points",
            "done_when",
            "response",
            "steps",
            "role");

    private final String text;
    private final List<Layout.Block> blocks = new ArrayList<>();
    private boolean fenced;
    private int fences;
    private int openStart = -1;
    private int openEnd = -1;

    BlockScanner(String text) {
        this.text = text;
    }

    List<Layout.Block> blocks() {
        // a last fence that nothing closes is none
        fences = text.contains("```") ? countFences() / 2 * 2 : 0;
        int at = 0;
        while (at < text.length()) {
            int end = lineEnd(at);
            boolean fence = fences > 0 && isFence(at, end);
            fenced ^= fence;
            fences -= fence ? 1 : 0;
            int next = fenced || fence ? -1 : special(at, end);
            if (next < 0) {
                if (!isBlank(at, end)) {
                    openStart = openStart < 0 ? at : openStart;
                    openEnd = trimmedEnd(at, end);
                }
                at = end + 1;
            } else {
                at = next + 1;
            }
        }
        close();
        return blocks;
    }

    /** The end of the special block that begins at a line, -1 if none does. */
    private int special(int at, int end) {
        if (at >= end) {
            return -1;
        }
        char first = text.charAt(at);
        if (first == '<') {
            return tag(at, end);
        }
        if (first == 'Y'
                && blocks.isEmpty()
                && openStart < 0
                && RoleWording.isRoleLine(text, at, end)
                && (end == text.length()
                        || isBlank(end + 1, lineEnd(Math.min(text.length(), end + 1)))
                        || text.startsWith("\n<", end))) {
            return add(Layout.Kind.ROLE, at, end);
        }
        if (text.startsWith(Layout.NOT_SAID, at)
                && text.startsWith(Layout.ASSUME, trimmedEnd(at, end) - Layout.ASSUME.length())) {
            return add(Layout.Kind.OPEN, at, end);
        }
        if (text.startsWith(Layout.LIST_OPEN, at)
                && text.startsWith(Layout.LIST_ASSUME, trimmedEnd(at, end) - Layout.LIST_ASSUME.length())) {
            return add(Layout.Kind.OPEN, at, listEnd(end));
        }
        if (text.startsWith(Layout.DONE, at) && isOwnParagraph(at, end)) {
            return add(Layout.Kind.DONE, at, end);
        }
        if (ReasoningWording.startsBlock(text, at, end)) {
            return add(Layout.Kind.REASONING, at, listEnd(end));
        }
        if (text.startsWith(ExampleWording.HEADING, at) && text.charAt(end - 1) == ':') {
            int stop = ExampleWording.end(text, at);
            return stop < 0 ? -1 : add(Layout.Kind.EXAMPLES, at, stop);
        }
        return -1;
    }

    private int tag(int at, int end) {
        int close = text.indexOf('>', at);
        if (close < 0 || close >= end) {
            return -1;
        }
        int nameEnd = at + 1;
        while (nameEnd < close && text.charAt(nameEnd) != ' ') {
            nameEnd++;
        }
        boolean closing = text.charAt(at + 1) == '/';
        String name = text.substring(at + (closing ? 2 : 1), nameEnd);
        Layout.Kind whole = switch (name) {
            case Layout.OPEN_TAG -> Layout.Kind.OPEN;
            case Layout.DONE_TAG -> Layout.Kind.DONE;
            case ExampleWording.TAG -> Layout.Kind.EXAMPLES;
            case ReasoningWording.TAG -> Layout.Kind.REASONING;
            default -> name.equals("material") || name.equals("context") ? Layout.Kind.MATERIAL : null;
        };
        if (whole != null && !closing) {
            int until = text.indexOf("</" + name + ">", at);
            return until < 0 ? -1 : add(whole, at, until + name.length() + 3);
        }
        boolean alone = trimmedEnd(at, end) == close + 1;
        return alone && STRUCTURE.contains(name) ? add(Layout.Kind.TAG, at, end) : -1;
    }

    /** The end of the list items that follow a line. */
    private int listEnd(int end) {
        int last = end;
        while (last < text.length()) {
            int next = last + 1;
            int nextEnd = lineEnd(Math.min(next, text.length()));
            boolean item = next + 1 < nextEnd
                    && (text.startsWith("- ", next)
                            || Character.isDigit(text.charAt(next)) && text.startsWith(". ", next + 1)
                            || text.startsWith("10. ", next));
            if (!item) {
                break;
            }
            last = nextEnd;
        }
        return last;
    }

    private boolean isOwnParagraph(int at, int end) {
        boolean before = at == 0
                || text.charAt(at - 1) == '\n' && (at < 2 || text.charAt(at - 2) == '\n' || text.charAt(at - 2) == '>');
        boolean after = end >= text.length()
                || isBlank(end, lineEnd(Math.min(text.length(), end + 1)))
                || text.startsWith("\n<", end);
        return before && after;
    }

    private int add(Layout.Kind kind, int start, int end) {
        close();
        int stop = trimmedEnd(start, end);
        blocks.add(new Layout.Block(kind, start, stop));
        return lineEnd(stop);
    }

    private void close() {
        if (openStart >= 0) {
            blocks.add(new Layout.Block(Layout.Kind.CORE, openStart, openEnd));
            openStart = -1;
        }
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int trimmedEnd(int at, int end) {
        int stop = end;
        while (stop > at && Character.isWhitespace(text.charAt(stop - 1))) {
            stop--;
        }
        return stop;
    }

    private int countFences() {
        int count = 0;
        for (int at = 0; at < text.length(); at = lineEnd(at) + 1) {
            count += isFence(at, lineEnd(at)) ? 1 : 0;
        }
        return count;
    }

    private boolean isFence(int at, int end) {
        return text.startsWith("```", firstVisible(at, end));
    }

    private int firstVisible(int at, int end) {
        int first = at;
        while (first < end && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first;
    }

    private boolean isBlank(int at, int end) {
        return trimmedEnd(Math.min(at, end), end) <= at;
    }
}
