package dev.apes.engine.rule;

import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TextSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A component of a prompt.
 *
 * @param kind what it is
 * @param text its text as written
 * @param ownNote whether a rule wrote it about the other components
 */
record PromptPart(Kind kind, String text, boolean ownNote) {
    /** The kinds of component, in the order in which a reader needs them. */
    enum Kind {
        ROLE("role"),
        CONTEXT("context"),
        EXAMPLES("examples"),
        INSTRUCTIONS("instructions"),
        STEPS("steps"),
        RESPONSE("response");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }
    }

    /** Takes a text apart into its components, in text order. */
    static List<PromptPart> of(Layout layout) {
        List<PromptPart> parts = new ArrayList<>();
        for (Layout.Block block : layout.blocks()) {
            String text = layout.textOf(block);
            switch (block.kind()) {
                case CORE -> own(text, parts);
                case ROLE -> parts.add(new PromptPart(Kind.ROLE, text, true));
                case EXAMPLES -> parts.add(new PromptPart(Kind.EXAMPLES, text, false));
                case REASONING -> parts.add(new PromptPart(Kind.STEPS, text, true));
                case OPEN, DONE -> parts.add(new PromptPart(Kind.RESPONSE, text, true));
                case MATERIAL -> parts.add(new PromptPart(Kind.CONTEXT, text, false));
                case TAG -> {}
            }
        }
        return parts;
    }

    private static void own(String text, List<PromptPart> parts) {
        PromptText analysed = Readings.text(text);
        Material material = GivenMaterial.of(analysed);
        List<TextSpan> paragraphs = Paragraphs.of(analysed);
        int at = 0;
        for (int p = 0; p < paragraphs.size(); p++) {
            TextSpan paragraph = paragraphs.get(p);
            if (paragraph.start() < at) {
                continue;
            }
            boolean labelled = !MaterialPlacement.labelOf(paragraph.of(text)).isEmpty();
            boolean opensMaterial = !labelled
                    && material.present()
                    && material.start() <= firstVisible(text, paragraph)
                    && material.end() > paragraph.start()
                    && endsParagraph(paragraphs, material.end(), text);
            if (opensMaterial) {
                add(
                        parts,
                        Kind.CONTEXT,
                        text.substring(paragraph.start(), material.end()).strip());
                at = material.end();
                continue;
            }
            String words = paragraph.of(text);
            String label = MaterialPlacement.labelOf(words);
            Kind kind = MaterialPlacement.isContext(label) || MaterialPlacement.isGiven(label)
                    ? Kind.CONTEXT
                    : MaterialPlacement.isExample(label)
                            ? Kind.EXAMPLES
                            : MaterialPlacement.isResponse(label) ? Kind.RESPONSE : Kind.INSTRUCTIONS;
            add(parts, kind, words);
            at = paragraph.end();
        }
    }

    private static int firstVisible(String text, TextSpan paragraph) {
        int at = paragraph.start();
        while (at < paragraph.end() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean endsParagraph(List<TextSpan> paragraphs, int end, String text) {
        for (TextSpan paragraph : paragraphs) {
            if (end > paragraph.start() && end < paragraph.end()) {
                return text.substring(end, paragraph.end()).isBlank();
            }
        }
        return true;
    }

    private static void add(List<PromptPart> parts, Kind kind, String text) {
        if (!text.isBlank()) {
            parts.add(new PromptPart(kind, text, false));
        }
    }

    /** {@return the parts in the order of their kinds; parts of one kind keep their order} */
    static List<PromptPart> ordered(List<PromptPart> parts) {
        List<PromptPart> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(PromptPart::kind));
        return sorted;
    }

    /** {@return the parts with neighbours of one kind in one} */
    static List<PromptPart> joined(List<PromptPart> parts) {
        List<PromptPart> joined = new ArrayList<>();
        for (PromptPart part : parts) {
            PromptPart last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.kind() == part.kind()) {
                joined.set(
                        joined.size() - 1,
                        new PromptPart(
                                part.kind(), last.text() + "\n\n" + part.text(), last.ownNote() && part.ownNote()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }
}
