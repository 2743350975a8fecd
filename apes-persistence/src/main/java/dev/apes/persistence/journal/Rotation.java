package dev.apes.persistence.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps folders of files that are written again and again from growing for ever. */
public final class Rotation {
    /** How many files of a kind are kept unless somebody wishes otherwise. */
    public static final int KEPT = 20;

    private Rotation() {}

    /**
     * Deletes the oldest files of a kind. What has another name, is a link or a folder stays, and does not count.
     *
     * @param folder where; need not exist
     * @param names the whole name of each file of that kind
     * @param kept how many of the newest stay, at least 1
     * @throws IOException if the folder can't be read or a file not be deleted
     */
    public static void keepNewest(Path folder, Pattern names, int kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder,
                file -> names.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
            files.forEach(all::add);
        }
        // another process may just have deleted one: its time is then 0, and deleting it again does no harm
        all.sort(Comparator.comparingLong((Path file) -> file.toFile().lastModified())
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        for (Path old : all.subList(Math.min(kept, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }
}
