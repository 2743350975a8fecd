package dev.apes.engine.rule;

import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TextSpan;
import java.util.List;

/** The material of a prompt, as far as it goes: behind a label such as "Context:" it ends with the paragraph. */
final class GivenMaterial {
    private static final Material NONE = new Material(0, 0, false);

    private GivenMaterial() {}

    static Material of(PromptText text) {
        Material material = Material.of(text);
        if (!material.present()) {
            return material;
        }
        if (!isMarked(text.text(), material) && asksForWork(text, material)) {
            return NONE;
        }
        List<TextSpan> paragraphs = text.paragraphs();
        boolean announcedByLabel = paragraphs.size() > 1
                && material.start() == paragraphs.get(1).start()
                && !MaterialPlacement.labelOf(paragraphs.get(0).of(text.text())).isEmpty()
                && !isMarked(text.text(), material);
        if (announcedByLabel) {
            return NONE;
        }
        int end = material.end();
        boolean labelled = behindLabel(text.text(), material.start());
        for (TextSpan paragraph : paragraphs) {
            boolean holdsStart = material.start() >= paragraph.start() && material.start() < paragraph.end();
            boolean laterPart = paragraph.start() > material.start() && isPart(paragraph.of(text.text()));
            if (labelled && holdsStart) {
                end = Math.min(end, paragraph.end());
            } else if (laterPart && paragraph.start() < end && !isMarked(text.text(), material)) {
                end = Math.min(end, paragraph.start());
            }
        }
        return end == material.end() ? material : new Material(material.start(), end, true);
    }

    /** "… with these columns: id, date. Write a query …": the request stands in the same line, so a colon announced only a list. */
    private static boolean asksForWork(PromptText text, Material material) {
        int line = text.text().indexOf('\n', material.start());
        int end = Math.min(material.end(), line < 0 ? material.end() : line);
        boolean sameLine = text.text().lastIndexOf('\n', material.start() - 1)
                        <= text.text().lastIndexOf(':', material.start()) - 1
                && text.text().charAt(Math.max(0, material.start() - 1)) != '\n';
        for (int s = 0; sameLine && s < text.sentenceCount(); s++) {
            int first = text.sentenceFirstToken(s);
            int start = text.tokenStart(first);
            if (start > material.start()
                    && start < end
                    && (WordLists.GRAMMAR.word(text.token(first)) & WordLists.MAKE) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Fences, quotation marks and tags show the end of material by themselves. */
    private static boolean isMarked(String text, Material material) {
        return "`\"“'<".indexOf(text.charAt(material.start())) >= 0;
    }

    private static boolean isPart(String paragraph) {
        String label = MaterialPlacement.labelOf(paragraph);
        return MaterialPlacement.isContext(label)
                || MaterialPlacement.isExample(label)
                || MaterialPlacement.isResponse(label);
    }

    /** Whether the line before the material has one or two words and ends in a colon. */
    private static boolean behindLabel(String text, int start) {
        int colon = start - 1;
        while (colon >= 0 && Character.isWhitespace(text.charAt(colon))) {
            colon--;
        }
        if (colon < 0 || text.charAt(colon) != ':') {
            return false;
        }
        int line = text.lastIndexOf('\n', colon) + 1;
        return WordCount.of(text.substring(line, colon)) < 3;
    }
}
