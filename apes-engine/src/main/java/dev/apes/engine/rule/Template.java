package dev.apes.engine.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with places for the prompt's own words. {@code [one|many]} chooses by the number of the nearest placeholder before it, else
 * the first one in or behind it.
 */
final class Template {
    private static final java.util.Set<String> COLLECTIONS = java.util.Set.of(
            "list",
            "lists",
            "file",
            "files",
            "array",
            "string",
            "strings",
            "text",
            "dataset",
            "data",
            "directory",
            "folder",
            "table",
            "database",
            "matrix",
            "tree",
            "numbers",
            "integers",
            "document",
            "log",
            "csv",
            "set",
            "image",
            "images");
    private final List<Part> parts = new ArrayList<>();

    /** A constant, a placeholder, or two variants by number. */
    private record Part(String constant, String place, Template one, Template many, String agreesWith) {}

    Template(String source) {
        String previous = null;
        int at = 0;
        while (at < source.length()) {
            int brace = source.indexOf('{', at);
            int bracket = source.indexOf('[', at);
            int next = brace < 0 ? bracket : bracket < 0 ? brace : Math.min(brace, bracket);
            if (next < 0) {
                next = source.length();
            }
            if (next > at) {
                parts.add(new Part(source.substring(at, next), null, null, null, null));
            }
            if (next == source.length()) {
                break;
            }
            if (source.charAt(next) == '{') {
                int close = source.indexOf('}', next);
                previous = source.substring(next + 1, close);
                parts.add(new Part(null, previous, null, null, null));
                at = close + 1;
            } else {
                int close = source.indexOf(']', next);
                String[] variants = source.substring(next + 1, close).split("\\|", 2);
                String agrees = previous != null ? previous : firstPlace(source, next);
                parts.add(new Part(null, null, new Template(variants[0]), new Template(variants[1]), agrees));
                at = close + 1;
            }
        }
    }

    private static String firstPlace(String source, int from) {
        int brace = source.indexOf('{', from);
        return source.substring(brace + 1, source.indexOf('}', brace));
    }

    /** {@return the text with the prompt's words, or null if the prompt has none for one of the places} */
    String fill(Reading reading) {
        StringBuilder out = new StringBuilder();
        return fill(reading, out) ? out.toString() : null;
    }

    private boolean fill(Reading reading, StringBuilder out) {
        for (Part part : parts) {
            if (part.constant() != null) {
                out.append(part.constant());
            } else if (part.place() != null) {
                String words = words(part.place(), reading);
                if (words == null || words.isBlank()) {
                    return false;
                }
                out.append(words);
            } else if (!(plural(part.agreesWith(), reading) ? part.many() : part.one()).fill(reading, out)) {
                return false;
            }
        }
        return true;
    }

    private static boolean plural(String place, Reading reading) {
        return switch (place) {
            case "topic", "short" -> reading.topicPlural();
            case "in" -> reading.input() != null && reading.input().plural();
            default -> reading.object() != null && reading.object().plural();
        };
    }

    private static String words(String place, Reading reading) {
        Phrase object = reading.object();
        return switch (place) {
            case "obj" -> object == null ? null : reading.subject();
            case "head" -> reading.shortSubject();
            case "bare" -> object == null || !object.plural() ? null : object.words();
            case "choice" -> object != null && object.plural() && reading.isGraded() ? object.words() : null;
            case "topic" -> reading.topic();
            case "short" -> reading.shortTopic();
            case "coll" ->
                reading.input() == null
                                || !COLLECTIONS.contains(reading.input().head().toLowerCase(java.util.Locale.ROOT))
                        ? null
                        : reading.input().shortDefinite();
            case "in" -> reading.input() == null ? null : reading.input().shortDefinite();
            case "lang" -> reading.language();
            case "does" -> reading.purpose() == null ? null : reading.purpose().thirdPerson();
            default ->
                throw new IllegalStateException("unknown place {" + place + "} in a template of open-points.txt");
        };
    }
}
