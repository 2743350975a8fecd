package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jars of a plugin folder. */
final class PluginPath {
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private PluginPath() {}

    /**
     * @param folder a folder, if any
     * @return a loader over its jars, in the order of their names, to be closed by the caller
     * @throws InvalidInputException if it is no folder or holds no jar
     */
    static URLClassLoader loader(Optional<String> folder) {
        List<URL> urls = folder.isEmpty() ? List.of() : jars(folder.get());
        return new URLClassLoader("apes-plugins", urls.toArray(URL[]::new), PluginPath.class.getClassLoader());
    }

    private static List<URL> jars(String folder) {
        List<Path> jars = new ArrayList<>();
        if (!new File(folder).isDirectory()) {
            throw new InvalidInputException("--plugin-path", "'" + folder + "' is not a folder that can be read");
        }
        refuseIfOthersWrite(folder, folder);
        refuseIfOthersReplace(folder);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
            found.forEach(jars::add);
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException("--plugin-path", "'" + folder + "' is not a folder that can be read", e);
        }
        if (jars.isEmpty()) {
            throw new InvalidInputException("--plugin-path", "there is no jar in '" + folder + "'");
        }
        jars.sort(null);
        jars.forEach(jar -> refuseIfOthersWrite(folder, jar.toString()));
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (IOException e) {
                throw new InvalidInputException("--plugin-path", "'" + jar + "' can't be loaded", e);
            }
        }
        return urls;
    }

    /** A folder can be taken away and another put in its place by whoever writes above it, unless that is sticky as /tmp is. */
    private static void refuseIfOthersReplace(String folder) {
        try {
            Path above = Path.of(folder).toRealPath().getParent();
            for (;
                    above != null && Files.getFileStore(above).supportsFileAttributeView("unix");
                    above = above.getParent()) {
                int mode = (Integer) Files.getAttribute(above, "unix:mode");
                if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                    throw new InvalidInputException(
                            "--plugin-path",
                            "'" + folder + "' lies under '" + above
                                    + "', where every user of this machine could put another"
                                    + " in its place; move it, or take that right away: chmod o-w '" + above + "'");
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new InvalidInputException("--plugin-path", "'" + folder + "' can't be looked at", e);
        }
    }

    /** Whoever may write there would have their code run as this user. */
    private static void refuseIfOthersWrite(String folder, String path) {
        try {
            Path file = Path.of(path).toRealPath();
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new InvalidInputException(
                        "--plugin-path",
                        "'" + path + "' can be written by every user of this machine, who could have any code run;"
                                + " take that right away: chmod -R o-w '" + folder + "'");
            }
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException("--plugin-path", "'" + path + "' can't be read", e);
        }
    }
}
