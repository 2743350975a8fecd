package dev.apes.persistence;

import dev.apes.api.Checks;
import dev.apes.persistence.jdbc.DatabaseAddress;
import dev.apes.persistence.journal.Rotation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Where a {@link PostgresSessionStore} keeps its data. Immutable; never prints a password.
 *
 * <pre>{@code
 * PostgresStoreConfig.at("jdbc:postgresql://localhost:5432/apes").user("apes").password(secret).build();
 * PostgresStoreConfig.on(dataSource).schema("apes").build();
 * }</pre>
 */
public final class PostgresStoreConfig {
    private final DatabaseAddress address;
    private final DataSource dataSource;
    private final String schema;
    private final String applicationName;
    private final Retention retention;
    private final Clock clock;
    private final Duration heartbeat;
    private final ScheduledExecutorService scheduler;
    private final Path journal;
    private final Path archive;
    private final int archivesKept;
    private final Supplier<String> whereabouts;

    private PostgresStoreConfig(Builder builder) {
        address = builder.url == null ? null : DatabaseAddress.parse(builder.url, builder.user, builder.password);
        dataSource = builder.dataSource;
        schema = builder.schema;
        applicationName = builder.applicationName;
        retention = builder.retention;
        clock = builder.clock;
        heartbeat = builder.heartbeat;
        scheduler = builder.scheduler;
        journal = builder.journal;
        archive = builder.archive;
        archivesKept = builder.archivesKept;
        whereabouts = builder.whereabouts;
    }

    /**
     * How much of what grows without end is kept; the newest rows stay.
     *
     * @param applications rows of {@code rule_performance} that training wrote, at least 1
     * @param samples rows of {@code synthetic_data_samples}, at least 1
     * @param batches iterations that generated something, in {@code generation_batches}, {@code generation_method_performance} and
     *     {@code generation_quality_assessments}, at least 1; a session keeps all of its own while it runs, and what its methods did
     *     stays in {@code generation_analytics} for good
     */
    public record Retention(long applications, long samples, long batches) {
        /** 200,000, 50,000 and 100,000. */
        public static final Retention DEFAULT = new Retention(200_000, 50_000);

        /**
         * Keeps 100,000 batches.
         *
         * @param applications as above
         * @param samples as above
         */
        public Retention(long applications, long samples) {
            this(applications, samples, 100_000);
        }

        /** Validates. */
        public Retention {
            Checks.atLeast(applications, 1, "applications to keep");
            Checks.atLeast(samples, 1, "samples to keep");
            Checks.atLeast(batches, 1, "batches to keep");
        }
    }

    /**
     * @param url {@code jdbc:postgresql://host:port/database}, or {@code postgresql://user:password@host/database}
     * @return a builder for a store that connects by itself
     */
    public static Builder at(String url) {
        Builder builder = new Builder();
        builder.url = Objects.requireNonNull(url, "url");
        return builder;
    }

    /**
     * @param dataSource of the host application, for PostgreSQL; gives at least three connections at a time, of which one is kept
     *     while a session is trained; never closed by the store
     * @return a builder for a store that uses the application's connections
     */
    public static Builder on(DataSource dataSource) {
        Builder builder = new Builder();
        builder.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        return builder;
    }

    DatabaseAddress address() {
        return address;
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** {@return the schema to work in; empty for the first of the search path} */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    /** {@return what {@code pg_stat_activity} shows} */
    public String applicationName() {
        return applicationName;
    }

    /** {@return how much is kept} */
    public Retention retention() {
        return retention;
    }

    /** {@return the clock for the times of iterations and promotions} */
    public Clock clock() {
        return clock;
    }

    /** {@return how often a running session is reported to be alive} */
    public Duration heartbeat() {
        return heartbeat;
    }

    /** {@return the host's threads for what the store does beside its callers, if it lends any} */
    public Optional<ScheduledExecutorService> scheduler() {
        return Optional.ofNullable(scheduler);
    }

    /** {@return the folder for what can't be stored while the database is away, if there is one} */
    public Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }

    /** {@return the folder for archives of sessions that have ended, if there is one} */
    public Optional<Path> archive() {
        return Optional.ofNullable(archive);
    }

    /** {@return how many archives stay in that folder, the newest, at least 1} */
    public int archivesKept() {
        return archivesKept;
    }

    Optional<Supplier<String>> whereabouts() {
        return Optional.ofNullable(whereabouts);
    }

    /** {@return where the data is, without secrets} */
    public String place() {
        return address == null ? "the application's DataSource" : address.place();
    }

    @Override
    public String toString() {
        return "PostgresStoreConfig[" + place() + (schema == null ? "" : ", schema " + schema) + "]";
    }

    /** Builds a {@link PostgresStoreConfig}. */
    public static final class Builder {
        private String url;
        private String user;
        private String password;
        private DataSource dataSource;
        private String schema;
        private String applicationName = "apes";
        private Retention retention = Retention.DEFAULT;
        private Clock clock = Clock.systemDefaultZone();
        private Duration heartbeat = Duration.ofSeconds(5);
        private ScheduledExecutorService scheduler;
        private Path journal;
        private Path archive;
        private int archivesKept = Rotation.KEPT;
        private Supplier<String> whereabouts;

        private Builder() {}

        /**
         * @param newUser who connects; null takes it from the URL
         * @return this
         */
        public Builder user(String newUser) {
            user = newUser;
            return this;
        }

        /**
         * @param newPassword the secret; null takes it from the URL
         * @return this
         */
        public Builder password(String newPassword) {
            password = newPassword;
            return this;
        }

        /**
         * @param newSchema a schema that exists or that may be created
         * @return this
         */
        public Builder schema(String newSchema) {
            schema = newSchema == null ? null : Checks.notBlank(newSchema, "schema");
            return this;
        }

        /**
         * @param name what {@code pg_stat_activity} shows
         * @return this
         */
        public Builder applicationName(String name) {
            applicationName = Checks.notBlank(name, "application name");
            return this;
        }

        /**
         * @param newRetention how much is kept
         * @return this
         */
        public Builder retention(Retention newRetention) {
            retention = Objects.requireNonNull(newRetention, "retention");
            return this;
        }

        /**
         * @param newClock for the times of iterations and promotions
         * @return this
         */
        public Builder clock(Clock newClock) {
            clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /**
         * @param newHeartbeat how often a running session is reported to be alive, at least 10 ms
         * @return this
         */
        public Builder heartbeat(Duration newHeartbeat) {
            Checks.atLeast(newHeartbeat.toMillis(), 10, "heartbeat in ms");
            heartbeat = newHeartbeat;
            return this;
        }

        /**
         * Lets the store do on threads of the host what it does beside its callers: the heartbeat of sessions that run, a short statement
         * each, which waits while the database does not answer; the start of Hibernate, a second or two once a session begins; and, at
         * each commit, rows that are made ready, which the committing thread does itself where no thread is free. One thread is enough.
         * Without it the store has daemon threads of its own, which end with it. A store that connects by itself has two more of its
         * pool's, which open and close connections.
         *
         * @param newScheduler never shut down by the store; must take tasks until the store is closed
         * @return this
         */
        public Builder scheduler(ScheduledExecutorService newScheduler) {
            scheduler = Objects.requireNonNull(newScheduler, "scheduler");
            return this;
        }

        /**
         * @param folder for what can't be stored while the database is away: an iteration, the end of a session; what is found there
         *     when the store is opened is stored first. Made when it is needed, readable by its owner alone
         * @return this
         */
        public Builder journal(Path folder) {
            journal = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * @param folder where a session that ends is archived, with all rules; the newest {@link Rotation#KEPT} archives are kept unless
         *     {@link #archivesKept} says otherwise
         * @return this
         */
        public Builder archive(Path folder) {
            archive = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * @param count how many archives are kept, at least 1
         * @return this
         */
        public Builder archivesKept(int count) {
            Checks.atLeast(count, 1, "archives to keep");
            archivesKept = count;
            return this;
        }

        /**
         * @param lookup asked when the database can't be reached for the URL at which it is now; may start it. User and password stay.
         *     Called by any thread that needs a connection, one at a time; may throw. For a store that connects by itself
         * @return this
         */
        public Builder whereabouts(Supplier<String> lookup) {
            whereabouts = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /**
         * @return the configuration
         * @throws dev.apes.api.error.InvalidInputException if the URL is not that of a PostgreSQL database
         */
        public PostgresStoreConfig build() {
            return new PostgresStoreConfig(this);
        }
    }
}
