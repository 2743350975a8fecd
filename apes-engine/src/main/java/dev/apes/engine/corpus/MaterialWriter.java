package dev.apes.engine.corpus;

import dev.apes.engine.text.Decimals;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what people paste below a request: articles, notes, mails, reviews, drafts, lines, tables and code. */
final class MaterialWriter {
    private static final Set<String> DATES =
            Set.of("date", "night", "stop", "fetched_at", "event_date", "bedtime", "due", "created");
    private static final Set<String> PEOPLE = Set.of(
            "who", "person", "owner", "member", "player", "author", "name", "student", "guest", "actor", "speaker",
            "patient", "seller");

    private static final Pattern PLACE = Pattern.compile("\\$([123fFnm])\\b");
    private static final List<String> NAMES = List.of("total", "collect", "merge", "rank", "latest", "summary", "best");

    private final TopicSlots slots;
    private final Vocabulary vocabulary;
    private final RandomGenerator random;

    MaterialWriter(TopicSlots slots, Vocabulary vocabulary, RandomGenerator random) {
        this.slots = slots;
        this.vocabulary = vocabulary;
        this.random = random;
    }

    /**
     * @param kind as in {@link Family#material()}
     * @param words about how many words, at least a few
     * @return the material, without a line feed at its ends
     */
    String write(String kind, int words) {
        return switch (kind) {
            case "table" -> table(Math.max(4, words / 8));
            case "code" -> code(words);
            case "article" -> lines("m-article", words, " ", 4);
            case "draft" -> lines("m-draft", words, " ", 6);
            case "email" -> lines("m-email", words, " ", 3) + "\n\n" + slots.one("person", random);
            case "sentences" -> lines("sentence", words, "\n", Integer.MAX_VALUE);
            default -> lines("m-" + kind, words, "\n", Integer.MAX_VALUE);
        };
    }

    private String lines(String symbol, int words, String separator, int paragraph) {
        StringBuilder out = new StringBuilder();
        int written = 0;
        for (int i = 0; written < words; i++) {
            String line = slots.one(symbol, random);
            if (i > 0) {
                out.append(i % paragraph == 0 ? "\n\n" : separator);
            }
            out.append(symbol.equals("m-draft") ? line : Template.capitalised(line));
            written += Wording.words(line);
        }
        return out.toString();
    }

    private String table(int rows) {
        List<String> columns = slots.topic().columns();
        String separator = random.nextInt(3) == 0 ? " | " : ",";
        StringBuilder out = new StringBuilder(String.join(separator, columns));
        double[] level = columns.stream()
                .mapToDouble(c -> Math.pow(10, random.nextDouble(0.5, 3)))
                .toArray();
        for (int row = 1; row <= rows; row++) {
            out.append('\n');
            for (int c = 0; c < level.length; c++) {
                out.append(c == 0 ? "" : separator).append(cell(columns.get(c), c, row, level[c]));
            }
        }
        return out.toString();
    }

    private String cell(String column, int index, int row, double level) {
        String name = column.toLowerCase(Locale.ROOT);
        if (DATES.contains(name)) {
            return LocalDate.of(2024, 1 + row / 27 % 12, 1 + row % 27).toString();
        }
        if (index == 0) {
            return Integer.toString(row);
        }
        if (PEOPLE.contains(name)) {
            return slots.one("person", random);
        }
        if (!name.contains("_") && !name.endsWith("s") && random.nextInt(12) > 10) {
            return "";
        }
        double value = level * (1 + 0.25 * (random.nextDouble() + random.nextDouble() - 1));
        double shown = random.nextInt(40) == 0 ? value * 10 : value;
        return level < 10 ? Decimals.fixed(shown, 1) : Long.toString(Math.round(shown));
    }

    /** One snippet, two for long material. */
    private String code(int words) {
        String first = snippet();
        return words > 90 ? first + "\n" + snippet() : first;
    }

    private String snippet() {
        GrammarFiles.Block block = slots.next("code", vocabulary.code(), random);
        List<String> columns = slots.topic().columns();
        int from = random.nextInt(columns.size());
        String name = NAMES.get(random.nextInt(NAMES.size()))
                + Template.capitalised(columns.get(from).replaceAll("\\W", ""));
        String number = Integer.toString(2 + random.nextInt(200));
        String small = Integer.toString(1 + random.nextInt(4));
        Matcher place = PLACE.matcher(String.join("\n", block.lines()).stripTrailing());
        String code = place.replaceAll(found -> switch (found.group(1)) {
            case "f" -> name;
            case "F" -> Template.capitalised(name);
            case "n" -> number;
            case "m" -> small;
            default -> columns.get((from + Integer.parseInt(found.group(1)) - 1) % columns.size());
        });
        return random.nextInt(3) > 0 ? "```" + block.header() + "\n" + code + "\n```" : code;
    }
}
