package dev.apes.engine.rule;

import dev.apes.api.rule.Edit;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts given material, background and examples where a reader can tell them from the instruction. Their text stays as it is. */
final class MaterialPlacement {
    private MaterialPlacement() {}

    /** Starts a new paragraph for material that follows its announcement on the same line. */
    static String apart(OwnWords own, List<Edit> edits) {
        String text = own.source();
        Material material = own.material();
        if (!material.present() || material.separated() || material.start() == 0) {
            return text;
        }
        String before = text.substring(0, material.start()).stripTrailing();
        String behind = text.substring(material.start());
        if (!before.endsWith(":") || isLabel(before)) {
            return text;
        }
        String result = before + "\n\n" + behind;
        if (GivenMaterial.of(Readings.text(result)).present()) {
            edits.add(new Edit(
                    Edit.Kind.MOVE,
                    firstWords(behind),
                    firstWords(behind),
                    "The material after \"" + lastWords(before) + "\" gets a paragraph of its own."));
            return result;
        }
        return text;
    }

    /** Whether the colon ends a label such as "Context:" instead of an announcement. */
    private static boolean isLabel(String before) {
        return WordCount.of(before.substring(before.lastIndexOf('\n') + 1)) < 3;
    }

    /** Puts a paragraph of background before the examples, or behind them. */
    static String order(OwnWords own, boolean contextFirst, List<Edit> edits) {
        String text = own.source();
        List<TextSpan> paragraphs = Paragraphs.of(own.text());
        int context = -1;
        int firstExample = -1;
        int lastExample = -1;
        for (int p = 0; p < paragraphs.size(); p++) {
            String label = label(paragraphs.get(p).of(text));
            if (isContext(label) && context < 0) {
                context = p;
            } else if (isExample(label)) {
                firstExample = firstExample < 0 ? p : firstExample;
                lastExample = p;
            }
        }
        if (context < 0
                || firstExample < 0
                || contextFirst == context < firstExample
                || !contextFirst && context > lastExample) {
            return text;
        }
        if (contextFirst && context < lastExample) {
            return text;
        }
        List<String> parts = new ArrayList<>();
        for (TextSpan paragraph : paragraphs) {
            parts.add(paragraph.of(text));
        }
        String moved = parts.remove(context);
        parts.add(contextFirst ? firstExample : lastExample, moved);
        edits.add(new Edit(
                Edit.Kind.MOVE,
                firstWords(moved),
                firstWords(moved),
                "\"" + firstWords(moved) + "\" now stands " + (contextFirst ? "before" : "behind") + " the examples."));
        return String.join("\n\n", parts);
    }

    /** Puts tags around instruction and material, if there is material and no tags yet. */
    static String wrap(OwnWords own, boolean tagged, List<Edit> edits) {
        String text = own.source();
        Material material = own.material();
        if (tagged
                || !material.present()
                || material.start() == 0
                || material.end() < text.stripTrailing().length()
                || text.contains("<material>")
                || isTagged(text, material)) {
            return text;
        }
        String instruction = text.substring(0, material.start()).strip();
        String given = text.substring(material.start()).strip();
        if (instruction.isEmpty() || given.isEmpty() || isLabel(instruction)) {
            return text;
        }
        edits.add(new Edit(
                Edit.Kind.WRAP,
                firstWords(given),
                "<material>",
                "Tags show where the material of \"" + firstWords(instruction) + "\" begins and ends."));
        return "<instructions>\n" + instruction + "\n</instructions>\n\n<material>\n" + given + "\n</material>";
    }

    private static boolean isTagged(String text, Material material) {
        return text.charAt(material.start()) == '<';
    }

    private static String label(String paragraph) {
        int colon = paragraph.indexOf(':');
        if (colon < 0 || colon > 24) {
            return "";
        }
        return paragraph
                .substring(0, colon)
                .replace("#", "")
                .replace("*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    static boolean isContext(String label) {
        return label.equals("context")
                || label.equals("background")
                || label.equals("situation")
                || label.equals("background information")
                || label.equals("about");
    }

    static boolean isExample(String label) {
        return label.equals("example")
                || label.equals("examples")
                || label.equals("for example")
                || label.startsWith("example ") && label.length() < 12
                || label.equals("sample");
    }

    /** Labels of given material, such as "Article:". */
    static boolean isGiven(String label) {
        return switch (label) {
            case "article",
                    "text",
                    "review",
                    "email",
                    "passage",
                    "document",
                    "input",
                    "code",
                    "data",
                    "story",
                    "paragraph",
                    "content",
                    "transcript",
                    "table" -> true;
            default -> false;
        };
    }

    static boolean isResponse(String label) {
        return switch (label) {
            case "format",
                    "output format",
                    "output",
                    "response format",
                    "answer format",
                    "constraints",
                    "requirements",
                    "rules",
                    "response" -> true;
            default -> false;
        };
    }

    /** {@return the label of a paragraph such as "Context: …", empty if it has none} */
    static String labelOf(String paragraph) {
        return label(paragraph);
    }

    private static String firstWords(String text) {
        return Applicability.start(text);
    }

    private static String lastWords(String text) {
        int from = Math.max(0, text.length() - 30);
        int space = text.indexOf(' ', from);
        return (space > 0 ? text.substring(space + 1) : text.substring(from)).strip();
    }
}
