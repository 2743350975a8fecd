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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jars of the plugin folders: the one that is named, and {@code plugins} in the home folder, if it is there. */
final class PluginPath {
    /** Of the file's group, or of all others. */
    private static final int OTHERS_WRITE = 0022;

    private static final int STICKY = 01000;
    private static final String OPTION = "--plugin-path";

    private PluginPath() {}

    /**
     * Looks at every jar before anything relies on it.
     *
     * @param folder a folder, if any
     * @param home the home folder
     * @return what there is, to be closed by the caller
     * @throws InvalidInputException if the folder is none or holds no jar, or if others may write to it
     */
    static PluginJars find(Optional<String> folder, Path home) {
        List<Path> jars = new ArrayList<>();
        Path own = home.resolve("plugins");
        if (Files.isDirectory(own)) {
            jars.addAll(jars(own.toString(), "folder"));
        }
        if (folder.isPresent()) {
            List<Path> named = jars(folder.get(), OPTION);
            if (named.isEmpty()) {
                throw new InvalidInputException(OPTION, "there is no jar in '" + folder.get() + "'");
            }
            named.stream().filter(jar -> !jars.contains(jar)).forEach(jars::add);
        }
        return PluginJars.of(jars);
    }

    private static List<Path> jars(String folder, String source) {
        List<Path> jars = new ArrayList<>();
        if (!new File(folder).isDirectory()) {
            throw new InvalidInputException(source, "'" + folder + "' is not a folder that can be read");
        }
        refuseIfOthersWrite(folder, folder, source);
        refuseIfOthersReplace(folder, source);
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of(folder).toAbsolutePath().normalize(), "*.jar")) {
            found.forEach(jars::add);
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException(source, "'" + folder + "' is not a folder that can be read", e);
        }
        jars.sort(null);
        jars.forEach(jar -> refuseIfOthersWrite(folder, jar.toString(), source));
        return jars;
    }

    /**
     * @param jars jar files, in order
     * @return a loader over them, to be closed by the caller
     */
    static URLClassLoader loader(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (IOException e) {
                throw new InvalidInputException(OPTION, "'" + jar + "' can't be loaded", e);
            }
        }
        return new URLClassLoader("apes-plugins", urls.toArray(URL[]::new), PluginPath.class.getClassLoader());
    }

    /** A folder can be taken away and another put in its place by whoever writes above it, unless that is sticky as /tmp is. */
    private static void refuseIfOthersReplace(String folder, String source) {
        try {
            Path above = Path.of(folder).toRealPath().getParent();
            for (;
                    above != null && Files.getFileStore(above).supportsFileAttributeView("unix");
                    above = above.getParent()) {
                int mode = (Integer) Files.getAttribute(above, "unix:mode");
                if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                    throw new InvalidInputException(
                            source,
                            "'" + folder + "' lies under '" + above
                                    + "', where other users of this machine could put another"
                                    + " in its place; move it, or take that right away: chmod go-w '" + above + "'");
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new InvalidInputException(source, "'" + folder + "' can't be looked at", e);
        }
    }

    /** Whoever may write there would have their code run as this user. */
    private static void refuseIfOthersWrite(String folder, String path, String source) {
        try {
            Path file = Path.of(path).toRealPath();
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !Collections.disjoint(
                            Files.getPosixFilePermissions(file),
                            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
                throw new InvalidInputException(
                        source,
                        "'" + path + "' can be written by other users of this machine, who could have any code run;"
                                + " take that right away: chmod -R go-w '" + folder + "'");
            }
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException(source, "'" + path + "' can't be read", e);
        }
    }
}
