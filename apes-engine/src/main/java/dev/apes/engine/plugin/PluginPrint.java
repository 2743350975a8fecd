package dev.apes.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells one build of a plugin from another, whatever version it says it has. Plugins that come with APES have none: what they compute
 * is versioned with the loop.
 */
public final class PluginPrint {
    private static final int BYTES = 8;

    private PluginPrint() {}

    /**
     * @param plugin an instance
     * @return its jar's name with the beginning of its SHA-256; of a class that is in no jar, that of its own bytes; empty for those of
     *     APES and where nothing can be read
     */
    public static Optional<String> of(Object plugin) {
        Class<?> type = plugin.getClass();
        if (type.getName().startsWith("dev.apes.")) {
            return Optional.empty();
        }
        try {
            Optional<Path> jar = jar(type);
            if (jar.isPresent()) {
                return Optional.of(jar.get().getFileName() + " " + digest(Files.readAllBytes(jar.get())));
            }
            String name = type.getName().replace('.', '/') + ".class";
            ClassLoader loader = type.getClassLoader();
            try (InputStream bytes = loader == null ? null : loader.getResourceAsStream(name)) {
                return bytes == null
                        ? Optional.empty()
                        : Optional.of(type.getName() + " " + digest(bytes.readAllBytes()));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            return Optional.empty(); // a jar in a jar, or one that was fetched
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(all, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
