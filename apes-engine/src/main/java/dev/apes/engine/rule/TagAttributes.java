package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;

/** What a tag says about its content; only what the prompt itself shows. */
final class TagAttributes {
    private TagAttributes() {}

    /** {@return the attributes with a leading space, or an empty string} */
    static String of(PromptPart part, Reading reading, String usage) {
        if (usage.equals("none")) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (part.kind() == PromptPart.Kind.CONTEXT) {
            out.append(" type=\"").append(type(part.text())).append('"');
        }
        boolean moderate = usage.equals("moderate") || usage.equals("extensive");
        if (moderate && part.kind() == PromptPart.Kind.INSTRUCTIONS && reading.topic() != null) {
            out.append(" about=\"").append(escape(reading.topic())).append('"');
        }
        if (usage.equals("extensive") && reading.subject() != null && part.kind() == PromptPart.Kind.RESPONSE) {
            out.append(" for=\"").append(escape(reading.subject())).append('"');
        }
        if (usage.equals("extensive") && part.kind() == PromptPart.Kind.CONTEXT) {
            out.append(" words=\"").append(WordCount.of(part.text())).append('"');
        }
        return out.toString();
    }

    private static String type(String text) {
        PromptText analysed = Readings.text(text);
        boolean code = analysed.protectedSpans().stream()
                .anyMatch(s -> s.kind() == ProtectedKind.CODE_FENCE || s.kind() == ProtectedKind.CODE_BLOCK);
        String start = text.stripLeading();
        boolean data = start.startsWith("{") || start.startsWith("[") || start.startsWith("|");
        return code ? "code" : data ? "data" : "text";
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace("\n", " ");
    }
}
