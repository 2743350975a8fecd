package dev.apes.cli.dashboard.access;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The users of the dashboard, in a file that is its owner's alone: {@code name:role:hash}, one a line. Passwords are kept as hashes. Read
 * anew for every login, so that a user who is removed can't log in any more. Thread-safe.
 */
public final class UserFile {
    private static final String NAME = "[A-Za-z0-9._@-]{1,64}";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1_000;

    private final Path path;
    private final SecureRandom random = new SecureRandom();
    /** What the password of nobody is compared with, so that an unknown name takes as long as a known one. */
    private final PasswordHash nobody;

    private record Entry(Role role, PasswordHash hash) {}

    /** @param path the file; need not exist */
    public UserFile(Path path) {
        this.path = path;
        nobody = PasswordHash.of(token().toCharArray(), random);
    }

    /** {@return the file} */
    public Path path() {
        return path;
    }

    /** {@return who may log in} */
    public List<User> users() {
        return read().entrySet().stream()
                .map(e -> new User(e.getKey(), e.getValue().role()))
                .toList();
    }

    /**
     * @param name of a user
     * @return the user as the file has it now
     */
    public Optional<User> find(String name) {
        return users().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /**
     * One at a time: many who try at once take no more than one processor.
     *
     * @param name who somebody says to be
     * @param password what is given as proof
     * @return the user, if the password is theirs
     */
    public synchronized Optional<User> check(String name, char[] password) {
        Entry entry = read().get(name);
        boolean right = (entry == null ? nobody : entry.hash()).matches(password);
        return right && entry != null ? Optional.of(new User(name, entry.role())) : Optional.empty();
    }

    /** {@return a password that nobody can guess: 256 bits} */
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Adds a user, or gives one another role and password.
     *
     * @param user who
     * @param password at least 12 characters
     * @throws InvalidInputException if name or password can't be used
     */
    public synchronized void put(User user, char[] password) {
        if (!user.name().matches(NAME)) {
            throw new InvalidInputException(
                    "user '" + user.name() + "'", "a name has 1 to 64 of the characters A-Z, a-z, 0-9, . _ @ -");
        }
        if (password.length < SHORTEST || password.length > LONGEST) {
            throw new InvalidInputException(
                    "the password of " + user.name(),
                    "needs " + SHORTEST + " to " + LONGEST + " characters but has " + password.length);
        }
        TreeMap<String, Entry> entries = read();
        entries.put(user.name(), new Entry(user.role(), PasswordHash.of(password, random)));
        write(entries);
    }

    /**
     * @param name of a user
     * @return whether there was one
     */
    public synchronized boolean remove(String name) {
        TreeMap<String, Entry> entries = read();
        boolean there = entries.remove(name) != null;
        if (there) {
            write(entries);
        }
        return there;
    }

    private TreeMap<String, Entry> read() {
        TreeMap<String, Entry> entries = new TreeMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
            requirePrivate();
        } catch (NoSuchFileException e) {
            return entries;
        } catch (IOException e) {
            throw new InvalidInputException(path.toString(), "can't be read (" + reason(e) + ")", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = path + ", line " + (i + 1);
            String[] parts = line.split(":", 3);
            if (parts.length != 3 || !parts[0].matches(NAME)) {
                throw new InvalidInputException(
                        where, "must be name:role:hash; 'apes status --add-user NAME:ROLE' writes such a line");
            }
            try {
                entries.put(parts[0], new Entry(Role.of(where, parts[1]), PasswordHash.parse(parts[2])));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        where, e.getMessage() + "; 'apes status --add-user NAME:ROLE' writes the line anew", e);
            }
        }
        return entries;
    }

    /** Who could write it could make themselves an operator; who could read it could try passwords at leisure. */
    private void requirePrivate() throws IOException {
        if (!posix()) {
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
            throw new InvalidInputException(path.toString(), "is open to other users; run 'chmod 600 " + path + "'");
        }
    }

    private boolean posix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whole or not at all. */
    private void write(TreeMap<String, Entry> entries) {
        List<String> lines = new ArrayList<>();
        entries.forEach((name, entry) ->
                lines.add(name + ":" + entry.role().text() + ":" + entry.hash().text()));
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = posix()
                    ? Files.createTempFile(
                            folder,
                            ".users",
                            "",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createTempFile(folder, ".users", "");
            try {
                Files.write(fresh, lines);
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new InvalidInputException(path.toString(), "can't be written (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    }
}
