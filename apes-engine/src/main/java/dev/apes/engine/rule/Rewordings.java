package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Phrases with a shorter or plainer equivalent: the entries of {@code rewordings.txt}, found with one look-up a word. */
final class Rewordings {
    private static final String RESOURCE = "rewordings.txt";
    private static final Map<Group, Map<String, List<Entry>>> ENTRIES = load();

    private Rewordings() {}

    /** The places in which phrases are reworded. */
    enum Group {
        OPENING,
        GREETING,
        WORDY,
        HEDGE,
        VERB
    }

    /** A phrase as lower-case tokens, and what takes its place. */
    record Entry(String[] words, String replacement) {}

    /** {@return the longest phrase of a group that begins at a token, null if none does} */
    static Entry at(Group group, PromptText text, int token, int end) {
        if (text.tokenKind(token) != TokenKind.WORD) {
            return null;
        }
        List<Entry> entries = ENTRIES.get(group)
                .get(text.token(token).toLowerCase(Locale.ROOT).replace('\u2019', '\''));
        if (entries == null) {
            return null;
        }
        for (Entry entry : entries) {
            if (matches(entry.words(), text, token, end)) {
                return entry;
            }
        }
        return null;
    }

    private static boolean matches(String[] words, PromptText text, int token, int end) {
        if (token + words.length > end) {
            return false;
        }
        for (int w = 1; w < words.length; w++) {
            int start = text.tokenStart(token + w);
            if (text.tokenEnd(token + w) - start != words[w].length()
                    || !text.text().regionMatches(true, start, words[w], 0, words[w].length())) {
                return false;
            }
        }
        return true;
    }

    private static Map<Group, Map<String, List<Entry>>> load() {
        Map<Group, Map<String, List<Entry>>> groups = new EnumMap<>(Group.class);
        try (InputStream in = Rewordings.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + RESOURCE + " is missing beside "
                        + Rewordings.class.getName() + ". Rebuild the jar with its resources.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, List<Entry>> open = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int arrow = line.indexOf("=>");
                if (line.startsWith("[")) {
                    Group group =
                            Group.valueOf(line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT));
                    open = groups.computeIfAbsent(group, g -> new HashMap<>());
                } else if (!line.startsWith("#") && arrow > 0 && open != null) {
                    String[] words = line.substring(0, arrow).strip().split(" ");
                    open.computeIfAbsent(words[0], w -> new ArrayList<>())
                            .add(new Entry(words, line.substring(arrow + 2).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
        groups.values()
                .forEach(byWord ->
                        byWord.values().forEach(list -> list.sort((a, b) -> b.words().length - a.words().length)));
        return groups;
    }
}
