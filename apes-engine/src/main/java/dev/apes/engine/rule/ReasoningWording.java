package dev.apes.engine.rule;

import java.util.List;

/** The words with which the working of a task is asked for, and how to recognise them. */
final class ReasoningWording {
    static final String TAG = "steps";
    private static final String NUMBER = " a number";
    private static final String[][] TRIGGERS = {
        {"step_by_step", "Work on ", " step by step"},
        {"step_by_step" + NUMBER, "Work out ", " step by step"},
        {"work_through", "Work through ", " one part at a time"},
        {"work_through" + NUMBER, "Calculate ", " one part at a time"},
        {"before_answering", "Before answering on ", ", go through these steps"},
        {"before_answering" + NUMBER, "Before giving ", ", go through these steps"}
    };
    private static final String THINKING = ", inside <thinking> tags";

    private ReasoningWording() {}

    /**
     * The block that asks for the working.
     *
     * @param trigger the name of the phrasing
     * @param asked what is to be worked out
     * @param number whether that is a number
     * @param steps sentences in order
     * @param listed as numbered lines, else in one line
     * @param thinking whether the working goes between thinking tags
     * @return a paragraph
     */
    static String block(
            String trigger, String asked, boolean number, List<String> steps, boolean listed, boolean thinking) {
        StringBuilder out = new StringBuilder();
        for (String[] t : TRIGGERS) {
            if (t[0].equals(number ? trigger + NUMBER : trigger)) {
                out.append(t[1]).append(asked).append(t[2]);
            }
        }
        out.append(thinking ? THINKING : "").append(':');
        for (int i = 0; i < steps.size(); i++) {
            if (listed) {
                out.append('\n').append(i + 1).append(". ").append(steps.get(i));
            } else {
                out.append(' ').append(steps.get(i));
            }
        }
        return out.toString();
    }

    /** Whether a line opens such a block. */
    static boolean startsBlock(String text, int start, int end) {
        for (String[] t : TRIGGERS) {
            if (text.startsWith(t[1], start)) {
                int marker = text.indexOf(t[2], start);
                int behind = marker + t[2].length();
                if (marker > 0
                        && behind < end
                        && (text.charAt(behind) == ':' || text.startsWith(THINKING + ":", behind))) {
                    return true;
                }
            }
        }
        return false;
    }
}
