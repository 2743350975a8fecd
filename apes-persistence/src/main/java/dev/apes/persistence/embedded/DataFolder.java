package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Initialises the server's data folder, and tells whether one that is there can be used. */
final class DataFolder {
    static final String USER = "apes";
    static final String DATABASE = "apes";

    /** Last word for the settings below; whoever runs the home may change them with ALTER SYSTEM. */
    private static final String SETTINGS = """

            # APES: a small server for one person's processes. Durability stays on.
            max_connections = 50
            shared_buffers = 64MB
            max_wal_size = 512MB
            jit = off
            max_parallel_workers_per_gather = 0   # shared memory in /dev/shm is scarce in containers
            log_min_error_statement = panic       # statements may hold prompts and passwords
            log_line_prefix = '%m [%p] '
            """;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private DataFolder() {}

    /** Makes the password and the data folder with its user and its database, all or nothing, and durable when it returns. */
    static void initialise(HomeFolder home, Binaries binaries, ServerAccount account, BinariesArchive archive) {
        String fresh = home.fresh("data").getFileName().toString();
        boolean done = false;
        try {
            Password.create(home);
            Binaries tool = Shell.quotable(binaries.folder()) ? binaries : inPlainPath(archive);
            try {
                initdb(home, tool, account, fresh);
                Files.writeString(home.file(fresh).resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
                check(
                        home,
                        Command.of(account.words(binaries.postgres(), "--single", "-D", fresh, "postgres"))
                                .in(home.folder())
                                .reading("CREATE DATABASE " + DATABASE + " OWNER " + USER + " TEMPLATE template0\n")
                                .run(LIMIT));
                check(
                        home,
                        Command.of(account.words(tool.initdb(), "--sync-only", "-D", fresh))
                                .in(home.folder())
                                .run(LIMIT));
            } finally {
                if (!tool.equals(binaries)) {
                    HomeFolder.delete(tool.folder());
                }
            }
            Files.move(home.file(fresh), home.data(), StandardCopyOption.ATOMIC_MOVE);
            HomeFolder.sync(home.folder());
            done = true;
        } catch (IOException e) {
            throw IoFailure.of("initialise", home.data(), e);
        } finally {
            try {
                HomeFolder.delete(home.file(fresh));
                if (!done) {
                    Files.deleteIfExists(home.password());
                }
            } catch (IOException e) {
                // the next start sweeps it away
            }
        }
    }

    private static void initdb(HomeFolder home, Binaries binaries, ServerAccount account, String folder) {
        // relative paths: whoever runs it need not be able to read the folders above, nor does it quote them
        String[] arguments = {
            "-D",
            folder,
            "-U",
            USER,
            "--pwfile=password",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--text-search-config=english",
            "--data-checksums",
            "--no-sync"
        };
        Command.Result result = Command.of(account.words(binaries.initdb(), forThisVersion(account, arguments)))
                .in(home.folder())
                .run(LIMIT);
        check(home, result);
    }

    private static String[] forThisVersion(ServerAccount account, String[] arguments) {
        int major = Integer.parseInt(account.major());
        List<String> all = new ArrayList<>(List.of(arguments));
        if (major >= 14) {
            all.add("--no-instructions");
        }
        if (major >= 17) {
            // a Unicode locale of the server's own, the same on every system and after every update
            all.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            // hashing thousands of times protects passwords that can be guessed; ours is random, and each command would
            // pay for it
            all.addAll(List.of("-c", "scram_iterations=1"));
        }
        return all.toArray(String[]::new);
    }

    /** initdb runs its server through a shell in double quotes, which not every path survives. */
    private static Binaries inPlainPath(BinariesArchive archive) throws IOException {
        Path folder = Files.createTempDirectory("apes-initdb");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Binaries.unpack(archive, folder);
        return new Binaries(folder);
    }

    private static void check(HomeFolder home, Command.Result result) {
        // the stand-alone server ends with 0 even when a statement failed
        if (result.succeeded() && !result.output().contains("ERROR:")) {
            return;
        }
        String advice = IoFailure.noSpace(result.output())
                ? "PostgreSQL needs about 200 MB there: free some, or " + IoFailure.WAY_OUT
                : "nothing was left behind; " + IoFailure.WAY_OUT;
        throw new StoreException(
                "PostgreSQL's data folder " + home.data() + " could not be initialised: " + result.summary() + "; "
                        + advice,
                null);
    }

    /**
     * {@return why the data folder cannot be used, or empty when nothing speaks against it}
     *
     * @param major the programs' major version, if known
     */
    static Optional<String> problem(HomeFolder home, Optional<String> major) {
        Path versionFile = home.data().resolve("PG_VERSION");
        try {
            String version = Files.readString(versionFile).strip();
            if (!Files.isRegularFile(home.data().resolve("global/pg_control"))) {
                return Optional.of(damaged(home, "global/pg_control"));
            }
            if (major.isPresent() && !major.get().equals(version)) {
                return Optional.of("The data folder " + home.data() + " was made by PostgreSQL " + version
                        + ", and the programs here are PostgreSQL " + major.get()
                        + ": keep the folder and use --db with a PostgreSQL " + version
                        + " server on it, convert it with pg_upgrade, or move " + home.folder()
                        + " away to begin anew; it was left as it is");
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(damaged(home, "PG_VERSION"));
        } catch (IOException e) {
            return Optional.of(IoFailure.of("read", versionFile, e).getMessage());
        }
    }

    /** {@return the major version that the data folder says it is of} */
    static String major(HomeFolder home) {
        Path file = home.data().resolve("PG_VERSION");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw IoFailure.of("read", file, e);
        }
    }

    private static String damaged(HomeFolder home, String file) {
        return "The data folder " + home.data() + " is damaged: it has no " + file
                + "; restore it from a backup, or move " + home.folder() + " away to begin anew; it was left as it is";
    }
}
