package dev.apes.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What could be freed where a disk is full: what lies in a home that no training needs, and how much room there is. */
public final class HomeSpace {
    /** Kept for people alone; a journal that was set aside is one that could not be used. */
    private static final List<String> DISPENSABLE = List.of("archive", "exports", "reports", "journal");

    /** What a database can't do anything with: it takes a segment of its log at a time. */
    private static final long NOTHING = 1 << 20;

    private HomeSpace() {}

    /**
     * @param home the home folder
     * @return a sentence: the room there is, and the folders whose old files may go, with their sizes
     */
    static String advice(Path home) {
        List<String> folders = new ArrayList<>();
        for (String name : DISPENSABLE) {
            long bytes = bytes(home.resolve(name));
            if (bytes > 0) {
                folders.add(name + " (" + size(bytes) + ")");
            }
        }
        return "free disk space first: " + free(home) + " under " + home + "; "
                + (folders.isEmpty()
                        ? "nothing of what is there can go, so make room elsewhere on that disk"
                        : "old files may go in " + String.join(", ", folders) + ", but for *.journal");
    }

    /**
     * @param home the home folder
     * @return a remark that its disk is full, to be put before a sentence; empty if it is not
     */
    public static String full(Path home) {
        try {
            return Files.getFileStore(home).getUsableSpace() < NOTHING
                    ? "there is no space left under " + home + "; "
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String free(Path home) {
        try {
            return size(Files.getFileStore(home).getUsableSpace()) + " are left";
        } catch (IOException e) {
            return "nobody knows how much is left";
        }
    }

    private static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".journal"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // what can't be read can't be cleared away either
        }
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? (bytes + 1023 >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
