package dev.apes.cli.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A document: a title and blocks.
 *
 * @param title what it is about
 * @param subtitle when and of what
 * @param blocks in order
 */
public record Page(String title, String subtitle, List<Block> blocks) {
    /** Copies. */
    public Page {
        blocks = List.copyOf(blocks);
    }

    /** Gathers blocks. */
    static final class Draft {
        private final List<Block> blocks = new ArrayList<>();

        Draft heading(String text) {
            return add(new Block.Heading(text));
        }

        Draft text(String text) {
            return add(new Block.Text(text));
        }

        Draft items(List<String> items) {
            return items.isEmpty() ? this : add(new Block.Items(items));
        }

        Draft add(Block block) {
            blocks.add(block);
            return this;
        }

        Page page(String title, String subtitle) {
            return new Page(title, subtitle, blocks);
        }
    }
}
