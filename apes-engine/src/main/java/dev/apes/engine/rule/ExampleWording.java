package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import java.util.List;

/** How examples are written into a prompt, and how to recognise them. */
final class ExampleWording {
    static final String TAG = "examples";
    static final String HEADING = "Examples to follow for ";
    private static final String INPUT = "Input: ";
    private static final String OUTPUT = "\nOutput: ";
    private static final String WRONG = "\nWrong output: ";

    private ExampleWording() {}

    /** An example to show. */
    record Shown(Prompt.Example example, boolean wrong) {}

    /** The block with tags around each part. */
    static String tagged(List<Shown> shown) {
        StringBuilder out = new StringBuilder("<" + TAG + ">\n");
        for (Shown s : shown) {
            String output = s.wrong() ? "wrong_output" : "output";
            out.append("<example>\n<input>")
                    .append(s.example().input())
                    .append("</input>\n<")
                    .append(output)
                    .append('>');
            out.append(s.example().output()).append("</").append(output).append(">\n</example>\n");
        }
        return out.append("</").append(TAG).append('>').toString();
    }

    /** The block with plain labels. */
    static String plain(List<Shown> shown, String about) {
        StringBuilder out = new StringBuilder(HEADING).append(about).append(':');
        for (int i = 0; i < shown.size(); i++) {
            Shown s = shown.get(i);
            out.append(i == 0 ? "\n" : "\n\n")
                    .append(INPUT)
                    .append(s.example().input())
                    .append(s.wrong() ? WRONG : OUTPUT)
                    .append(s.example().output());
        }
        return out.toString();
    }

    /** Whether plain labels can show where each example ends. */
    static boolean fitsPlain(List<Shown> shown) {
        return shown.stream()
                .noneMatch(
                        s -> hasGap(s.example().input()) || hasGap(s.example().output()));
    }

    private static boolean hasGap(String text) {
        return text.contains("\n") || text.contains("\r");
    }

    /** The end of the plain block whose heading begins at an offset. */
    static int end(String text, int heading) {
        int end = paragraphEnd(text, heading);
        while (text.startsWith("\n\n" + INPUT, end)) {
            end = paragraphEnd(text, end + 2);
        }
        return end;
    }

    private static int paragraphEnd(String text, int from) {
        int end = text.indexOf("\n\n", from);
        int tag = text.indexOf("\n</", from);
        int stop = end < 0 ? text.length() : end;
        return tag >= 0 && tag < stop ? tag : stop;
    }
}
