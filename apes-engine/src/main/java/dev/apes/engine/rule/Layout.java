package dev.apes.engine.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt's text seen as the user's own words and the blocks that rules put around them, told apart by their form. Immutable.
 *
 * <p>Every block is a run of whole lines. {@link #core()} is the same before and after a rule has added its block, which is what makes
 * the rules idempotent: they decide by the core.
 */
final class Layout {
    static final String NOT_SAID = "I have not said ";
    static final String ASSUME = "; state what you assume.";
    static final String LIST_OPEN = "What I have not said about ";
    static final String LIST_ASSUME = " (state what you assume):";
    static final String DONE = "Done when ";
    static final String OPEN_TAG = "open_points";
    static final String DONE_TAG = "done_when";

    /** The kinds of block. */
    enum Kind {
        CORE,
        OPEN,
        DONE,
        ROLE,
        REASONING,
        EXAMPLES,
        /** What stands between tags for given material. */
        MATERIAL,
        TAG
    }

    /** A run of lines: offsets of its first character and behind its last one, without the final line break. */
    record Block(Kind kind, int start, int end) {}

    private final String text;
    private final List<Block> blocks;
    private final String core;

    Layout(String text) {
        this.text = text;
        this.blocks = new BlockScanner(text).blocks();
        this.core = joined();
    }

    /**
     * Tells the blocks of a text apart.
     *
     * @param text any text
     * @return its layout
     */
    static Layout of(String text) {
        return Readings.layout(text);
    }

    String text() {
        return text;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** {@return the user's own words: the core blocks, one blank line between them} */
    String core() {
        return core;
    }

    private String joined() {
        StringBuilder core = new StringBuilder();
        for (Block block : blocks) {
            if (block.kind() == Kind.CORE) {
                core.append(core.length() == 0 ? "" : "\n\n").append(text, block.start(), block.end());
            }
        }
        String joined = core.toString();
        // most prompts are all core; one string for both is found faster and takes less room
        return joined.equals(text) ? text : joined;
    }

    /** {@return the first block of a kind, null if there is none} */
    Block first(Kind kind) {
        for (Block block : blocks) {
            if (block.kind() == kind) {
                return block;
            }
        }
        return null;
    }

    boolean has(Kind kind) {
        return first(kind) != null;
    }

    /** {@return whether rules or the user have put the text between structural tags} */
    boolean tagged() {
        return has(Kind.TAG) || has(Kind.MATERIAL);
    }

    /** {@return whether all parts stand between tags, so that nothing is to be added; the clarity rule's tags alone do not count} */
    boolean structured() {
        return tagged() && !text.contains("<material>");
    }

    String textOf(Block block) {
        return text.substring(block.start(), block.end());
    }

    /** {@return the text with other text in place of a block} */
    String replace(Block block, String replacement) {
        return text.substring(0, block.start()) + replacement + text.substring(block.end());
    }

    /** {@return the text with a paragraph of its own behind a block} */
    String insertAfter(Block block, String paragraph) {
        String rest = text.substring(block.end());
        String gap = rest.isBlank() ? "" : rest.startsWith("\n\n") || rest.startsWith("\n<") ? "" : "\n";
        return text.substring(0, block.end()) + "\n\n" + paragraph + gap + (rest.isBlank() ? "" : rest);
    }

    /** {@return the last block of a kind, null if there is none} */
    Block last(Kind kind) {
        List<Block> all = new ArrayList<>(blocks);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).kind() == kind) {
                return all.get(i);
            }
        }
        return null;
    }
}
