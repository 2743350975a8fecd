package dev.apes.persistence.entity;

import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.threads.StoreThreads;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Hibernate, started when it is first needed: that takes two seconds in a young virtual machine, which looking at a database
 * should not cost. {@link #warmUp} starts it beside other work. Thread-safe.
 */
public final class Orm implements AutoCloseable {
    private static final List<Class<?>> ENTITIES = List.of(
            SessionEntity.class,
            PromptImprovementSession.class,
            ContinuousTrainingSession.class,
            IterationId.class,
            IterationEntity.class,
            CheckpointEntity.class,
            RuleMetadataEntity.class,
            RuleParameterChange.class,
            PatternEntity.class,
            ModelPerformanceEntity.class,
            DataSetEntity.class,
            ErrorBudgetEntity.class,
            GenerationBatchEntity.class);

    private final Database database;
    private final StoreThreads threads;
    private final Object lock = new Object();
    private SessionFactory factory;
    private FutureTask<Void> warmUp;
    private boolean closed;

    /**
     * @param database where the tables are
     * @param threads where it is started beside other work
     */
    public Orm(Database database, StoreThreads threads) {
        this.database = database;
        this.threads = threads;
    }

    /**
     * Starts Hibernate in the background, once, and does there what a first commit does, which would take the commit twice its time
     * otherwise.
     *
     * @param rehearsal what to do, in a transaction that is rolled back; failures are passed over
     */
    public void warmUp(Consumer<Session> rehearsal) {
        synchronized (lock) {
            if (factory == null && warmUp == null && !closed) {
                warmUp = new FutureTask<>(() -> tryToStart(rehearsal), null);
                threads.begin("apes-hibernate-start", warmUp);
            }
        }
    }

    private void tryToStart(Consumer<Session> rehearsal) {
        try {
            SessionFactory started = factory();
            started.inSession(session -> {
                session.beginTransaction();
                try {
                    rehearsal.accept(session);
                } finally {
                    session.getTransaction().rollback();
                }
            });
        } catch (RuntimeException e) {
            // whoever needs it tries again and is told
        }
    }

    /** {@return the factory, started if it was not} */
    SessionFactory factory() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            if (factory == null) {
                factory = start();
            }
            return factory;
        }
    }

    private SessionFactory start() {
        return start(database.dataSource(), database.read("look at the tables", IterationColumn::of));
    }

    /** Starts Hibernate and ends it again without a database, so that its classes can be archived. */
    public static void rehearse() {
        start(new PGSimpleDataSource(), "session_id").close();
    }

    private static SessionFactory start(DataSource source, String sessionColumn) {
        return new HibernatePersistenceConfiguration("apes")
                .managedClasses(ENTITIES)
                .validationMode(ValidationMode.NONE)
                .sharedCacheMode(SharedCacheMode.NONE)
                .property("jakarta.persistence.nonJtaDataSource", source)
                .property("jakarta.persistence.database-product-name", "PostgreSQL")
                .property("jakarta.persistence.database-major-version", "14")
                .property("hibernate.boot.allow_jdbc_metadata_access", false)
                .property("hibernate.temp.use_jdbc_metadata_defaults", false)
                .property("hibernate.hbm2ddl.auto", "none")
                .property("hibernate.bytecode.use_reflection_optimizer", false)
                .property("hibernate.cache.use_second_level_cache", false)
                .property("hibernate.cache.use_query_cache", false)
                .property("hibernate.xml_mapping_enabled", false)
                .property("hibernate.query.startup_check", false)
                .property("hibernate.jdbc.batch_size", 50)
                .property("hibernate.order_inserts", true)
                .property("hibernate.physical_naming_strategy", new IterationNaming(sessionColumn))
                .createEntityManagerFactory();
    }

    /**
     * @param doing what is done, for errors
     * @param work what to do; all of it or nothing is stored
     * @param <T> type of the result
     * @return its result
     */
    public <T> T transaction(String doing, Function<Session, T> work) {
        SessionFactory started = factory();
        try {
            return started.fromTransaction(work::apply);
        } catch (PersistenceException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw database.failure(doing, sql);
                }
            }
            throw e;
        }
    }

    /**
     * Reads a row by its key. Hibernate's own {@code find} says that there is no such row when the connection breaks while it asks
     * (HHH-12472), and a session that is not there is quite another thing than a database that is not.
     *
     * @param session inside {@link #transaction}
     * @param type of the row
     * @param key its key
     * @param lock how to lock it
     * @param <T> type of the row
     * @return the row, or null if there is none
     * @throws PersistenceException if the connection broke
     */
    public static <T> T find(Session session, Class<T> type, Object key, LockModeType lock) {
        T row = session.find(type, key, lock);
        if (row == null && session.getTransaction().getRollbackOnly()) {
            throw new PersistenceException(new SQLException(
                    "the connection broke while a row of " + type.getSimpleName() + " was read", "08006"));
        }
        return row;
    }

    @Override
    public void close() {
        FutureTask<Void> starting;
        synchronized (lock) {
            closed = true;
            starting = warmUp;
            if (factory != null) {
                factory.close();
                factory = null;
            }
        }
        if (starting != null) {
            StoreThreads.finish(starting);
        }
    }

    /** Gives the session's column of the iterations the name that it has in this database. */
    private static final class IterationNaming extends PhysicalNamingStrategyStandardImpl {
        private static final long serialVersionUID = 1L;

        private final String sessionColumn;

        IterationNaming(String sessionColumn) {
            this.sessionColumn = sessionColumn;
        }

        @Override
        public Identifier toPhysicalColumnName(Identifier name, JdbcEnvironment context) {
            return name.getText().equals(IterationEntity.SESSION_COLUMN)
                    ? Identifier.toIdentifier(sessionColumn)
                    : super.toPhysicalColumnName(name, context);
        }
    }
}
