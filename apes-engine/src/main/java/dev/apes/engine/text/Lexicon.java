package dev.apes.engine.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words and phrases sorted into at most 64 categories, found in a text with one hash look-up a word.
 *
 * <p>The resource format: a line {@code [category]} opens a category, other lines hold entries separated by commas, {@code #} starts
 * a comment line. An entry is one word or several; {@code write~} stands for all regular forms of a verb ({@code write, writes,
 * writing, writed}), {@code plan~~} doubles the last consonant, {@code city+} adds the plural. Matching ignores case. An entry of
 * several words matches words that follow each other with nothing but white space or hyphens between.
 *
 * <p>This class holds no words of its own: each package brings its own lists. Immutable and thread-safe.
 */
public final class Lexicon {
    private final List<String> categories;
    private final String[] words;
    private final int[] table;
    private final long[] wordMask;
    private final int[] firstNode;
    private final long[] edgeKeys;
    private final int[] edgeTargets;
    private final long[] nodeMask;

    private Lexicon(Builder builder) {
        categories = List.copyOf(builder.masks.keySet());
        words = builder.ids.keySet().toArray(new String[0]);
        int size = Integer.highestOneBit(Math.max(4, words.length) * 4 - 1);
        table = new int[size];
        Arrays.fill(table, -1);
        for (int id = 0; id < words.length; id++) {
            int slot = slot(words[id].hashCode());
            while (table[slot] >= 0) {
                slot = (slot + 1) & (size - 1);
            }
            table[slot] = id;
        }
        wordMask = new long[words.length];
        firstNode = new int[words.length];
        Map<Long, Integer> edges = new LinkedHashMap<>();
        List<Long> nodes = new ArrayList<>(List.of(0L));
        builder.entries.forEach((entry, mask) -> insert(entry.split(" "), mask, builder.ids, nodes, edges));
        nodeMask = nodes.stream().mapToLong(Long::longValue).toArray();
        edgeKeys = new long[Integer.highestOneBit(Math.max(4, edges.size())) * 4];
        edgeTargets = new int[edgeKeys.length];
        edges.forEach(this::addEdge);
    }

    private void addEdge(long key, int target) {
        int slot = edgeSlot(key);
        while (edgeKeys[slot] != 0) {
            slot = (slot + 1) & (edgeKeys.length - 1);
        }
        edgeKeys[slot] = key;
        edgeTargets[slot] = target;
    }

    /** The node behind an edge; 0, which is no node, if there is none. Keys are never 0, since nodes count from 1. */
    private int follow(int node, int word) {
        long key = edge(node, word);
        int slot = edgeSlot(key);
        while (edgeKeys[slot] != 0) {
            if (edgeKeys[slot] == key) {
                return edgeTargets[slot];
            }
            slot = (slot + 1) & (edgeKeys.length - 1);
        }
        return 0;
    }

    private static long edge(int node, int word) {
        return (long) node << 32 | word;
    }

    private int edgeSlot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (edgeKeys.length - 1);
    }

    private void insert(
            String[] parts, long mask, Map<String, Integer> ids, List<Long> nodes, Map<Long, Integer> edges) {
        int first = ids.get(parts[0]);
        if (parts.length == 1) {
            wordMask[first] |= mask;
            return;
        }
        if (firstNode[first] == 0) {
            nodes.add(0L);
            firstNode[first] = nodes.size() - 1;
        }
        int node = firstNode[first];
        for (int i = 1; i < parts.length; i++) {
            long edge = edge(node, ids.get(parts[i]));
            Integer next = edges.get(edge);
            if (next == null) {
                nodes.add(0L);
                next = nodes.size() - 1;
                edges.put(edge, next);
            }
            node = next;
        }
        nodes.set(node, nodes.get(node) | mask);
    }

    static Lexicon load(String... resources) {
        return load(Lexicon.class, resources);
    }

    /**
     * Reads lists from the class path.
     *
     * @param owner the class whose package holds the resources
     * @param resources names relative to that package, read in this order
     * @return the lexicon
     * @throws IllegalStateException if a resource is missing, malformed, or there are more than 64 categories
     */
    public static Lexicon load(Class<?> owner, String... resources) {
        Builder builder = new Builder();
        for (String resource : resources) {
            try (InputStream in = owner.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("Word list " + resource + " is missing beside " + owner.getName()
                            + ". Rebuild the jar with its resources.");
                }
                builder.read(resource, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read word list " + resource, e);
            }
        }
        return new Lexicon(builder);
    }

    /** {@return the names of the categories in the order of their bits} */
    public List<String> categories() {
        return categories;
    }

    /**
     * The bit of a category.
     *
     * @param category its name
     * @return a mask with one bit set
     * @throws IllegalArgumentException if there is no such category
     */
    public long mask(String category) {
        int index = categories.indexOf(category);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "No category '" + category + "' in this lexicon; there are " + categories);
        }
        return 1L << index;
    }

    /**
     * Looks a single word up.
     *
     * @param word a word in any case
     * @return the bits of its categories; 0 if it is in none
     */
    public long word(String word) {
        String lower = lower(word);
        return word(lower, 0, lower.length(), lower.hashCode());
    }

    long word(String text, int start, int end, int hash) {
        int id = id(text, start, end, hash);
        return id < 0 ? 0 : wordMask[id];
    }

    /**
     * Finds all entries in a text.
     *
     * @param text the text
     * @return for each token the bits of the categories of the entries that begin there
     */
    public LexiconMatches match(PromptText text) {
        return match(text.text(), text.tokenSpans(), text.hashes());
    }

    LexiconMatches match(String text, SpanList tokens, int[] hashes) {
        int count = tokens.size();
        long[] masks = new long[count];
        byte[] lengths = new byte[count];
        int word = TokenKind.WORD.ordinal();
        for (int i = 0; i < count; i++) {
            if (tokens.kind(i) != word) {
                continue;
            }
            int id = id(text, tokens.start(i), tokens.end(i), hashes[i]);
            if (id < 0) {
                continue;
            }
            masks[i] = wordMask[id];
            lengths[i] = (byte) (wordMask[id] == 0 ? 0 : 1);
            if (firstNode[id] != 0) {
                phrases(i, firstNode[id], text, tokens, hashes, masks, lengths);
            }
        }
        return new LexiconMatches(masks, lengths);
    }

    private void phrases(
            int at, int startNode, String text, SpanList tokens, int[] hashes, long[] masks, byte[] lengths) {
        int node = startNode;
        int i = at;
        while (true) {
            int next = i + 1;
            if (next < tokens.size() && text.charAt(tokens.start(next)) == '-') {
                next++;
            }
            if (next >= tokens.size() || tokens.kind(next) != TokenKind.WORD.ordinal() || next - at >= Byte.MAX_VALUE) {
                return;
            }
            int id = id(text, tokens.start(next), tokens.end(next), hashes[next]);
            int target = id < 0 ? 0 : follow(node, id);
            if (target == 0) {
                return;
            }
            node = target;
            i = next;
            if (nodeMask[node] != 0) {
                masks[at] |= nodeMask[node];
                lengths[at] = (byte) (i - at + 1);
            }
        }
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & (table.length - 1);
    }

    private int id(String text, int start, int end, int hash) {
        int slot = slot(hash);
        while (true) {
            int id = table[slot];
            if (id < 0 || words[id].hashCode() == hash && same(words[id], text, start, end)) {
                return id;
            }
            slot = (slot + 1) & (table.length - 1);
        }
    }

    private static boolean same(String word, String text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != (char) CharClass.lower(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            lower.append((char) CharClass.lower(word.charAt(i)));
        }
        return lower.toString();
    }

    private static final class Builder {
        private final Map<String, Long> masks = new LinkedHashMap<>();
        private final Map<String, Integer> ids = new LinkedHashMap<>();
        private final Map<String, Long> entries = new LinkedHashMap<>();

        void read(String resource, BufferedReader reader) throws IOException {
            long mask = 0;
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String trimmed = line.strip();
                if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                    continue;
                }
                if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
                    mask = category(trimmed.substring(1, trimmed.length() - 1));
                } else if (mask == 0) {
                    throw new IllegalStateException(resource + ":" + number + ": entry before the first [category]");
                } else {
                    for (String entry : trimmed.split(",")) {
                        expand(lower(entry.strip()), mask);
                    }
                }
            }
        }

        private long category(String name) {
            if (masks.size() == 64 && !masks.containsKey(name)) {
                throw new IllegalStateException("More than 64 categories; '" + name + "' is one too many");
            }
            return masks.computeIfAbsent(name, key -> 1L << masks.size());
        }

        private void expand(String entry, long mask) {
            if (entry.isEmpty()) {
                return;
            }
            if (entry.endsWith("~~")) {
                String verb = entry.substring(0, entry.length() - 2);
                String doubled = verb + verb.charAt(verb.length() - 1);
                addAll(mask, verb, verb + "s", doubled + "ed", doubled + "ing");
            } else if (entry.endsWith("~")) {
                String verb = entry.substring(0, entry.length() - 1);
                String stem = verb.endsWith("e") ? verb.substring(0, verb.length() - 1) : verb;
                boolean consonantY = endsInConsonantY(verb);
                addAll(
                        mask,
                        verb,
                        plural(verb),
                        consonantY ? stem.substring(0, stem.length() - 1) + "ied" : stem + "ed",
                        stem + "ing");
            } else if (entry.endsWith("+")) {
                String noun = entry.substring(0, entry.length() - 1);
                addAll(mask, noun, plural(noun));
            } else {
                addAll(mask, entry);
            }
        }

        private static boolean endsInConsonantY(String word) {
            int n = word.length();
            return n > 1 && word.charAt(n - 1) == 'y' && "aeiou".indexOf(word.charAt(n - 2)) < 0;
        }

        private static String plural(String word) {
            if (endsInConsonantY(word)) {
                return word.substring(0, word.length() - 1) + "ies";
            }
            boolean sibilant = word.endsWith("s")
                    || word.endsWith("x")
                    || word.endsWith("z")
                    || word.endsWith("ch")
                    || word.endsWith("sh");
            return word + (sibilant ? "es" : "s");
        }

        private void addAll(long mask, String... forms) {
            for (String form : forms) {
                String spaced = form.replace('-', ' ');
                entries.merge(spaced, mask, (a, b) -> a | b);
                for (String part : spaced.split(" ")) {
                    ids.putIfAbsent(part, ids.size());
                }
            }
        }
    }
}
