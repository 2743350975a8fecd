package dev.apes.cli.report;

import dev.apes.persistence.journal.Rotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files that are written into the home, one for each session: after each, the oldest go. */
public final class HomeFiles {
    private static final String ANY_SESSION = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private HomeFiles() {}

    /**
     * Deletes the oldest of those that end as this one does. What a person put there under a name of another kind stays.
     *
     * @param written the file just written, named after its session
     * @param kept how many of the newest stay, at least 1
     * @throws IOException if the folder can't be read or a file not be deleted
     */
    public static void rotate(Path written, int kept) throws IOException {
        String name = written.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.'));
        Rotation.keepNewest(written.getParent(), Pattern.compile(ANY_SESSION + Pattern.quote(ending)), kept);
    }
}
