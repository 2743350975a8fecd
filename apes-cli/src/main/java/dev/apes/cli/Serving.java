package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.cli.dashboard.Dashboard;
import dev.apes.cli.dashboard.DashboardConfig;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.User;
import dev.apes.cli.dashboard.access.UserFile;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.signal.SignalSource;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.persistence.PostgresStatus;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import dev.apes.persistence.query.DatabaseFacts;
import dev.apes.persistence.query.StatusQuery;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Serves the dashboard until it is told to end, and keeps the list of those who may log in. */
final class Serving {
    private final Streams streams;
    private final Settings settings;
    private final Environment environment;

    Serving(Streams streams, Settings settings, Environment environment) {
        this.streams = streams;
        this.settings = settings;
        this.environment = environment;
    }

    int serve(ServeOptions options) throws InterruptedException {
        DashboardConfig config = options.config(settings, environment);
        if (settings.database().isPresent()) {
            return serve(config, OpenStore.config(settings.database().get()));
        }
        EmbeddedPostgres server = EmbeddedPostgres.attach(settings.home())
                .orElseThrow(() -> new NothingToDoException(
                        "there is nothing to show yet under " + settings.home() + "; 'apes train' makes a database"));
        try (server) {
            return serve(config, OpenStore.following(server, settings));
        }
    }

    private int serve(DashboardConfig config, PostgresStoreConfig store) throws InterruptedException {
        requireReady(store);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<String> signal = new AtomicReference<>();
        SignalSource signals = new SignalSource(
                name -> {
                    signal.compareAndSet(null, name);
                    ended.countDown();
                },
                "INT",
                "TERM");
        try (Dashboard dashboard = Dashboard.start(config, store)) {
            streams.out().println("The dashboard is at " + dashboard.url() + " (Ctrl-C ends it)");
            streams.out().flush();
            ended.await();
        } finally {
            signals.close();
        }
        return ExitCode.ofSignal(signal.get());
    }

    private static void requireReady(PostgresStoreConfig store) {
        try (StatusQuery look = PostgresStatus.open(store)) {
            DatabaseFacts facts = look.facts();
            if (facts.tableVersion() == 0) {
                throw new NothingToDoException("there is nothing to show yet: " + facts.tables());
            }
            if (!facts.ready()) {
                throw new StoreException("The dashboard can't be served: " + facts.tables(), null);
            }
        }
    }

    int addUser(String nameAndRole) {
        int colon = nameAndRole.lastIndexOf(':');
        if (colon <= 0) {
            throw new InvalidInputException(
                    "--add-user " + nameAndRole, "needs a name and a role, e.g. --add-user ann:operator");
        }
        UserFile users = ServeOptions.users(settings);
        User user = new User(nameAndRole.substring(0, colon), Role.of("--add-user", nameAndRole.substring(colon + 1)));
        Optional<String> given = environment.get(ServeOptions.PASSWORD_VARIABLE);
        String password = given.orElseGet(users::token);
        users.put(user, password.toCharArray());
        streams.say(user.name() + " may log in as " + user.role().text() + " (" + users.path() + ")"
                + (given.isPresent() ? "" : "; this is the password, which is shown this once:"));
        if (given.isEmpty()) {
            streams.out().println(password);
        }
        return ExitCode.DONE;
    }

    int removeUser(String name) {
        UserFile users = ServeOptions.users(settings);
        if (!users.remove(name)) {
            throw new NothingToDoException("there is no user '" + name + "' in " + users.path());
        }
        streams.say(name + " may log in no longer");
        return ExitCode.DONE;
    }
}
