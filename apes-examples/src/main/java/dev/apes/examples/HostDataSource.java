package dev.apes.examples;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Trains inside an application that has a database already: APES borrows connections from the application's {@link DataSource},
 * keeps its tables in a schema of its own beside the application's, and closes neither. Takes the same three environment variables
 * as {@link PostgresTraining}.
 */
public final class HostDataSource {
    private HostDataSource() {}

    /**
     * @param args none
     * @throws InterruptedException if interrupted while training
     * @throws SQLException if the database fails
     */
    public static void main(String[] args) throws InterruptedException, SQLException {
        PGSimpleDataSource application = new PGSimpleDataSource();
        application.setUrl(System.getenv("APES_DB_URL"));
        application.setUser(System.getenv("APES_DB_USER"));
        application.setPassword(System.getenv("APES_DB_PASSWORD"));
        run(application);
    }

    static void run(DataSource application) throws InterruptedException, SQLException {
        PostgresStoreConfig config =
                PostgresStoreConfig.on(application).schema("apes").build();
        try (TrainingEngine engine =
                Apes.builder().store(PostgresSessionStore.open(config)).build()) {
            TrainingRequest request = TrainingRequest.builder()
                    .promptTexts(SamplePrompts.list())
                    .single(true)
                    .build();
            engine.start(request, HostDataSource::tell).await();
        }
        try (Connection connection = application.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from apes.training_iterations")) {
            row.next();
            System.out.println("iterations in the application's database: " + row.getLong(1));
        }
    }

    private static void tell(TrainingEvent event) {
        if (event instanceof TrainingEvent.IterationCommitted committed) {
            System.out.println("iteration " + committed.record().iteration() + " is stored");
        }
    }
}
