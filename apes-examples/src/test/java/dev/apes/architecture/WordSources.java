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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the word lists of a package, classes and resources, from the class path. */
final class WordSources {

    private static final Pattern SECTION = Pattern.compile("\\s*\\[([^\\]]+)]\\s*");

    private WordSources() {}

    static boolean exists(String packageName) {
        return WordSources.class.getClassLoader().getResource(folder(packageName)) != null;
    }

    static List<WordSource> ofPackage(String packageName, Set<String> ignored) throws IOException {
        URL url = WordSources.class.getClassLoader().getResource(folder(packageName));
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
                return readAll(jar.getPath(folder(packageName)), ignored);
            }
        }
        return readAll(Path.of(uri), ignored);
    }

    /** The lines of a resource that are neither empty nor comments. */
    static Set<String> lines(String resource) throws IOException {
        try (InputStream in = WordSources.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            return new TreeSet<>(withoutComments(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()));
        }
    }

    private static String folder(String packageName) {
        return packageName.replace('.', '/');
    }

    private static List<WordSource> readAll(Path folder, Set<String> ignored) throws IOException {
        List<WordSource> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.getParent().relativize(file).toString();
                sections(name, file).forEach((section, texts) -> sources.add(WordSource.of(section, texts, ignored)));
            }
        }
        return sources;
    }

    private static Map<String, List<String>> sections(String name, Path file) throws IOException {
        if (file.toString().endsWith(".class")) {
            try (InputStream in = Files.newInputStream(file)) {
                return Map.of(name, StringConstants.of(in));
            }
        }
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String section = name;
        for (String line : withoutComments(Files.readAllLines(file, StandardCharsets.UTF_8).stream())) {
            Matcher heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = name + "[" + heading.group(1) + "]";
            } else {
                sections.computeIfAbsent(section, s -> new ArrayList<>()).add(line);
            }
        }
        return sections;
    }

    private static List<String> withoutComments(Stream<String> lines) {
        return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
}
