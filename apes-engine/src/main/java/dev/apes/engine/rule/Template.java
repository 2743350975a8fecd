package dev.apes.engine.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with places for the prompt's own words; {@code {?place}} only demands that the prompt has words for a place. {@code [one|many]} chooses by the number of the nearest placeholder before it, else
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
            "number",
            "word",
            "sentence",
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
    private static final int MAX_PURPOSE = 9;
    private static final java.util.Set<String> KEPT = java.util.Set.of("bare", "choice");
    private static final java.util.regex.Pattern OF_PRONOUN =
            java.util.regex.Pattern.compile("\\bthe (\\w+) of (it|them)\\b");
    private static final java.util.Set<String> VERBS =
            java.util.Set.of("may", "should", "must", "can", "will", "would", "differ", "come");
    private static final java.util.Set<String> GOVERNING =
            java.util.Set.of("of", "in", "on", "for", "with", "to", "about", "from", "at", "by", "as");
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
                String place = source.substring(next + 1, close);
                previous = place.startsWith("?") ? previous : place;
                parts.add(new Part(null, place, null, null, null));
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
        return fill(reading, out, false) ? out.toString() : null;
    }

    /** {@return the same with a pronoun for the thing that it speaks about, for use after its first mention} */
    String fillAgain(Reading reading) {
        StringBuilder out = new StringBuilder();
        return about(reading) != null && fill(reading, out, true)
                ? OF_PRONOUN.matcher(out).replaceAll(m -> (m.group(2).equals("it") ? "its " : "their ") + m.group(1))
                : null;
    }

    /** {@return what the text speaks about, in the prompt's words; null if it names none or more than one such thing} */
    String about(Reading reading) {
        String about = null;
        for (Part part : parts) {
            String named = part.place() == null ? null : referent(part.place(), reading);
            if (named != null && about != null && !named.equals(about)) {
                return null;
            }
            about = named == null ? about : named;
        }
        return about;
    }

    private static String referent(String place, Reading reading) {
        return switch (place) {
            case "obj", "head", "bare", "choice" -> reading.subject();
            case "in" ->
                reading.input() != null && reading.input().definite().equals(reading.subject())
                        ? reading.subject()
                        : null;
            case "topic", "short" -> reading.topicIsSubject() ? reading.subject() : reading.topic();
            default -> null;
        };
    }

    private boolean fill(Reading reading, StringBuilder out, boolean again) {
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            if (part.constant() != null) {
                out.append(part.constant());
            } else if (part.place() != null && part.place().startsWith("?")) {
                if (words(part.place().substring(1), reading) == null) {
                    return false;
                }
            } else if (part.place() != null) {
                String words = words(part.place(), reading);
                if (words == null || words.isBlank()) {
                    return false;
                }
                boolean replaced = again && !KEPT.contains(part.place()) && referent(part.place(), reading) != null;
                out.append(replaced ? pronoun(plural(part.place(), reading), out, behind(p)) : words);
            } else if (!(plural(part.agreesWith(), reading) ? part.many() : part.one()).fill(reading, out, again)) {
                return false;
            }
        }
        return true;
    }

    /** The next part that is more than a space; null at the end. */
    private Part behind(int p) {
        int next = p + 1;
        while (next < parts.size()
                && parts.get(next).constant() != null
                && parts.get(next).constant().isBlank()) {
            next++;
        }
        return next < parts.size() ? parts.get(next) : null;
    }

    /** Of plurals, "they" before a verb unless a preposition governs it, else "them". */
    private static String pronoun(boolean plural, StringBuilder before, Part next) {
        if (!plural) {
            return "it";
        }
        String word = before.substring(before.lastIndexOf(" ", Math.max(0, before.length() - 2)) + 1)
                .strip();
        boolean verb = next != null
                && (next.one() != null
                        || next.constant() != null
                                && VERBS.contains(next.constant().strip().split(" ", 2)[0]));
        return verb && !GOVERNING.contains(word) ? "they" : "them";
    }

    private static boolean plural(String place, Reading reading) {
        return switch (place) {
            case "topic", "short" -> reading.topicPlural();
            case "in", "coll" -> reading.input() != null && reading.input().plural();
            default -> reading.subjectPlural();
        };
    }

    private static String words(String place, Reading reading) {
        Phrase object = reading.object();
        return switch (place) {
            case "obj" -> object == null ? null : reading.subject();
            case "head" -> reading.shortSubject();
            case "bare" -> object == null || !object.plural() || Reading.isGeneric(object) ? null : object.words();
            case "choice" ->
                object != null && object.plural() && !Reading.isGeneric(object) && reading.isGraded()
                        ? object.words()
                        : null;
            case "topic" -> reading.topic();
            case "short" -> reading.shortTopic();
            case "coll" ->
                reading.input() == null
                                || !COLLECTIONS.contains(reading.input().head().toLowerCase(java.util.Locale.ROOT))
                        ? null
                        : reading.input().shortDefinite();
            case "in" -> reading.input() == null ? null : reading.input().shortDefinite();
            case "several" -> reading.topicPlural() ? "several" : null;
            case "lang" -> reading.language();
            case "does" ->
                reading.purpose() == null
                                || reading.purpose().tail().isEmpty()
                                || reading.purposeGoesOn()
                                || WordCount.of(reading.purpose().tail()) > MAX_PURPOSE
                        ? null
                        : reading.purpose().thirdPerson();
            default ->
                throw new IllegalStateException("unknown place {" + place + "} in a template of open-points.txt");
        };
    }
}
