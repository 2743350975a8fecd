package dev.apes.cli.alert;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.error.ApesException;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.engine.analytics.Alert;
import dev.apes.engine.analytics.AlertRules;
import dev.apes.persistence.Analytics;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Listens to a training and raises alerts: each iteration it looks for a regression, a stall and a disk that fills, at the start for other
 * sessions whose process is gone. What is found is stored, told once, and sent to a webhook, on a thread of its own: the training never waits,
 * and where more comes than can be stored, what is older is left out.
 */
public final class AlertWatch implements Consumer<TrainingEvent>, AutoCloseable {
    private static final int REMEMBERED = 200;
    private static final Set<String> OF_SESSION = Set.of("regression", "stall");

    private final Supplier<Analytics> database;
    private final Path home;
    private final Optional<Webhook> webhook;
    private final Consumer<String> teller;
    private final Deque<IterationRecord> recent = new ArrayDeque<>();
    private final ExecutorService worker = new ThreadPoolExecutor(
            0,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(16),
            task -> {
                Thread thread = new Thread(task, "apes-alerts");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardOldestPolicy());
    private Analytics analytics;
    private boolean complained;

    /**
     * @param database where alerts are stored; asked once, on the thread of this object, and closed with it
     * @param home whose disk must not fill
     * @param webhook who else is told
     * @param teller told each new alert and what went wrong
     */
    public AlertWatch(Supplier<Analytics> database, Path home, Optional<Webhook> webhook, Consumer<String> teller) {
        this.database = database;
        this.home = home;
        this.webhook = webhook;
        this.teller = teller;
    }

    @Override
    public void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.SessionStarted) {
            later(this::others);
        } else if (event instanceof TrainingEvent.SessionResumed resumed) {
            later(() -> {
                open().clear("lost_heartbeat", Optional.of(resumed.session()));
                others();
            });
        } else if (event instanceof TrainingEvent.IterationCommitted committed) {
            recent.add(committed.record());
            if (recent.size() > REMEMBERED) {
                recent.remove();
            }
            List<Alert> found = look();
            later(() -> store(committed.session(), found));
        }
    }

    private List<Alert> look() {
        List<IterationRecord> modelled = recent.stream()
                .filter(i -> i.summary().metrics().modelAccuracy() > 0)
                .toList();
        double[] scores =
                modelled.stream().mapToDouble(i -> score(i.summary().metrics())).toArray();
        int[] promotions =
                modelled.stream().mapToInt(i -> i.promotions().size()).toArray();
        List<Alert> found = new ArrayList<>();
        if (!modelled.isEmpty()) {
            AlertRules.regression(scores, modelled.get(0).iteration()).ifPresent(found::add);
            AlertRules.stall(scores, promotions).ifPresent(found::add);
        }
        return found;
    }

    private static double score(PerformanceMetrics m) {
        return (0.4 * m.modelAccuracy() + 0.3 * m.ruleEffectiveness() + 0.2 * m.patternCoverage()) / 0.9;
    }

    private void later(Runnable work) {
        try {
            worker.execute(() -> {
                try {
                    work.run();
                } catch (ApesException e) {
                    complain("alerts can't be stored: " + e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            complain("an alert came when the training had ended");
        }
    }

    private void complain(String text) {
        if (!complained) {
            complained = true;
            teller.accept(text);
        }
    }

    private Analytics open() {
        if (analytics == null) {
            analytics = database.get();
        }
        return analytics;
    }

    private void store(SessionId session, List<Alert> found) {
        Optional<SessionId> whose = Optional.of(session);
        for (String kind : OF_SESSION) {
            if (found.stream().noneMatch(alert -> alert.kind().equals(kind))) {
                open().clear(kind, whose);
            }
        }
        found.forEach(alert -> raise(alert, whose));
        disk().ifPresentOrElse(
                        alert -> raise(alert, Optional.empty()), () -> open().clear("full_disk", Optional.empty()));
    }

    private Optional<Alert> disk() {
        try {
            FileStore disk = Files.getFileStore(home);
            return AlertRules.disk(home.toString(), disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            return Optional.empty(); // nothing is known of it
        }
    }

    /** Of sessions, whose process can no longer tell. */
    private void others() {
        LostHeartbeats.look(open()).forEach(found -> tell(found.alert(), Optional.of(found.session())));
    }

    private void raise(Alert alert, Optional<SessionId> session) {
        boolean fresh = open().raise(alert.kind(), session, alert.severity().code(), alert.message(), alert.figures());
        if (fresh) {
            tell(alert, session);
        }
    }

    private void tell(Alert alert, Optional<SessionId> session) {
        teller.accept("alert (" + alert.kind().replace('_', ' ')
                + session.map(id -> ", session " + id).orElse("") + "): " + alert.message());
        webhook.flatMap(hook -> hook.send(alert, session.map(SessionId::value)))
                .ifPresent(reason -> teller.accept("the alert did not reach the webhook: " + reason));
    }

    /** Waits for what is being stored, ten seconds at most. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (analytics != null) {
            analytics.close();
        }
    }
}
