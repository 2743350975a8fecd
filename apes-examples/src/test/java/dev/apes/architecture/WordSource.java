package dev.apes.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that one resource file or one class brings along.
 *
 * @param name the file, from its package on
 * @param phrases its entries of two words and more, in lower case with single spaces
 * @param runs all runs of four words within a line or literal
 * @param words its words of four letters and more
 */
record WordSource(String name, Set<String> phrases, Set<String> runs, Set<String> words) {

    private static final int RUN = 4;
    private static final Pattern ENTRY_BREAK = Pattern.compile("[\\t\\r\\n|,;=:.?!()\\[\\]{}\"<>]+|\\\\[bBsSwWdDn]");
    private static final Pattern ITEM_BREAK = Pattern.compile("[\\t\\r\\n|]+");
    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}']+");
    /** What an exception tells a programmer is no vocabulary. */
    private static final Pattern MESSAGE =
            Pattern.compile("\\b(must (not )?be|must have|cannot|not allowed|is null)\\b");

    static WordSource of(String name, List<String> texts) {
        Set<String> phrases = new TreeSet<>();
        Set<String> runs = new TreeSet<>();
        Set<String> words = new TreeSet<>();
        for (String text : texts) {
            String plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replace('\u0001', '\n');
            if (MESSAGE.matcher(plain).find()) {
                continue;
            }
            for (String entry : ENTRY_BREAK.split(plain)) {
                List<String> inEntry = words(entry);
                if (inEntry.size() > 1) {
                    phrases.add(String.join(" ", inEntry));
                }
            }
            for (String item : ITEM_BREAK.split(plain)) {
                List<String> inItem = words(item);
                for (int i = 0; i + RUN <= inItem.size(); i++) {
                    runs.add(String.join(" ", inItem.subList(i, i + RUN)));
                }
                inItem.stream().filter(word -> word.length() >= 4).forEach(words::add);
            }
        }
        return new WordSource(name, phrases, runs, words);
    }

    private static List<String> words(String text) {
        return Arrays.stream(WORD_BREAK.split(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** All classes and resources of a package on the class path, in the order of their names. */
    static List<WordSource> ofPackage(String packageName) throws IOException {
        String folder = packageName.replace('.', '/');
        URL url = WordSource.class.getClassLoader().getResource(folder);
        if (url == null) {
            throw new IOException("no package " + packageName + " on the class path");
        }
        URI uri;
        try {
            uri = url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return readAll(jar.getPath(folder));
            }
        }
        return readAll(Path.of(uri));
    }

    private static List<WordSource> readAll(Path folder) throws IOException {
        List<WordSource> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sources.add(of(folder.getParent().relativize(file).toString(), texts(file)));
            }
        }
        return sources;
    }

    private static List<String> texts(Path file) throws IOException {
        if (file.toString().endsWith(".class")) {
            try (InputStream in = Files.newInputStream(file)) {
                return StringConstants.of(in);
            }
        }
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
