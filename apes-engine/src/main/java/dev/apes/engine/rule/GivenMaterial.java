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
