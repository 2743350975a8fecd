package dev.apes.examples;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;

/**
 * Trains against a PostgreSQL database, where sessions and rules stay; then enhances a prompt with the rules in force there, as a
 * service would at run time.
 *
 * <pre>{@code
 * APES_DB_URL=jdbc:postgresql://localhost:5432/apes APES_DB_USER=apes APES_DB_PASSWORD=… apes-examples/run PostgresTraining
 * }</pre>
 */
public final class PostgresTraining {
    private PostgresTraining() {}

    /**
     * @param args none
     * @throws InterruptedException if interrupted while training
     */
    public static void main(String[] args) throws InterruptedException {
        String url = System.getenv("APES_DB_URL");
        if (url == null) {
            System.err.println("Set APES_DB_URL, APES_DB_USER and APES_DB_PASSWORD to those of a PostgreSQL database.");
            System.exit(2);
        }
        run(PostgresStoreConfig.at(url)
                .user(System.getenv("APES_DB_USER"))
                .password(System.getenv("APES_DB_PASSWORD"))
                .build());
    }

    static void run(PostgresStoreConfig database) throws InterruptedException {
        try (TrainingEngine engine =
                Apes.builder().store(PostgresSessionStore.open(database)).build()) {
            TrainingRequest request = TrainingRequest.builder()
                    .promptTexts(SamplePrompts.list())
                    .single(true)
                    .build();
            TrainingReport report = engine.start(request).await();
            System.out.println("session " + report.session() + " ended: " + report.stopExplanation());
        }
        try (PostgresSessionStore store = PostgresSessionStore.open(database)) {
            System.out.println(Apes.enhancer(store)
                    .enhance(Prompt.of("now", "Please kindly write something about our move to Lyon on 3 May."))
                    .text());
        }
    }
}
