package dev.apes.cli.status;

import dev.apes.api.DataSummary;
import dev.apes.api.store.SessionLease;
import dev.apes.engine.analytics.AlertRules;
import dev.apes.persistence.query.DatabaseFacts;
import dev.apes.persistence.query.SessionItem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at each part of the system: database, tables, rules, data, processes, journal, archive, disk. Changes nothing. */
final class Components {
    private static final Duration SILENT = Duration.ofSeconds(60);
    private static final int FEW_HELD_OUT = 50;

    private final Path home;
    private final List<Component> all = new ArrayList<>();

    private Components(Path home) {
        this.home = home;
    }

    static List<Component> of(
            Path home,
            DatabaseFacts facts,
            List<RuleView> rules,
            List<SessionView> sessions,
            List<SessionItem> items,
            int alerts) {
        Components components = new Components(home);
        components.database(facts);
        components.rules(rules);
        sessions.stream().findFirst().ifPresent(components::data);
        components.generation(items);
        sessions.stream().filter(SessionView::running).forEach(components::process);
        components.folder(
                "journal",
                "journal",
                Component.Health.WARNING,
                "wait to be stored by the next 'apes train'",
                "nothing waits to be stored");
        components.folder(
                "archive",
                "archive",
                Component.Health.GOOD,
                "of ended sessions, to be restored from",
                "no session has been archived");
        components.disk();
        components.add(
                "alerts",
                alerts == 0 ? Component.Health.GOOD : Component.Health.WARNING,
                alerts == 0 ? "none goes on" : alerts + " going on, listed above");
        return List.copyOf(components.all);
    }

    private void add(String name, Component.Health health, String text) {
        all.add(new Component(name, health, text));
    }

    private void database(DatabaseFacts facts) {
        add(
                "database",
                Component.Health.GOOD,
                facts.version() + " at " + facts.place() + ", " + mebibytes(facts.bytes()));
        add("tables", facts.ready() ? Component.Health.GOOD : Component.Health.WARNING, facts.tables());
    }

    private void rules(List<RuleView> rules) {
        long enabled = rules.stream().filter(r -> r.row().enabled()).count();
        long broken =
                rules.stream().filter(r -> !r.check().problems().isEmpty()).count();
        add(
                "rules",
                broken > 0 || rules.isEmpty() ? Component.Health.FAILED : Component.Health.GOOD,
                enabled + " of " + rules.size() + " enabled, "
                        + rules.stream().filter(r -> !r.changed().isEmpty()).count()
                        + " changed by training or a person"
                        + (broken > 0 ? "; " + broken + " with parameters outside of their constraints" : ""));
    }

    private void data(SessionView newest) {
        Optional<DataSummary> data = newest.row().data();
        data.ifPresent(d -> {
            boolean few = d.holdout() < FEW_HELD_OUT;
            add(
                    "data",
                    few ? Component.Health.WARNING : Component.Health.GOOD,
                    String.format(
                            Locale.ROOT,
                            "%,d prompts: %,d train, %,d validate, %,d held out; %.1f %% duplicates, %.1f %% set aside%s",
                            d.given(),
                            d.training(),
                            d.validation(),
                            d.holdout(),
                            100.0 * d.duplicates() / Math.max(1, d.given()),
                            100.0 * d.setAside() / Math.max(1, d.given()),
                            few ? "; fewer than " + FEW_HELD_OUT + " held out show only large effects" : ""));
        });
    }

    private void generation(List<SessionItem> items) {
        long prompts =
                items.stream().mapToLong(i -> i.figures().promptsGenerated()).sum();
        long iterations =
                items.stream().mapToLong(i -> i.figures().iterations()).sum();
        if (iterations > 0) {
            add(
                    "generation",
                    Component.Health.GOOD,
                    String.format(
                            Locale.ROOT,
                            "%,d prompts kept in %,d iterations of the %d newest sessions",
                            prompts,
                            iterations,
                            items.size()));
        }
    }

    private void process(SessionView session) {
        Duration silence = session.row().heartbeatAge().orElse(Duration.ZERO);
        session.session()
                .lease()
                .ifPresent(lease -> add(
                        "process",
                        silence.compareTo(SILENT) > 0 ? Component.Health.WARNING : Component.Health.GOOD,
                        "session " + session.shortId() + " by " + lease.pid() + " on " + lease.host() + ", heard of "
                                + silence.toSeconds() + " s ago" + resources(lease)));
    }

    /** What can be seen of a process on this machine. */
    private static String resources(SessionLease lease) {
        try {
            if (!lease.host().equals(InetAddress.getLocalHost().getHostName())) {
                return "";
            }
            Optional<Duration> cpu =
                    ProcessHandle.of(lease.pid()).flatMap(p -> p.info().totalCpuDuration());
            Optional<String> memory;
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + lease.pid() + "/status"))) {
                memory = lines.filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .findFirst();
            }
            return cpu.map(time -> ", " + time.toSeconds() + " s of processor time")
                            .orElse("")
                    + memory.map(kb -> ", " + Long.parseLong(kb) / 1024 + " MiB in memory")
                            .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private void folder(String name, String folder, Component.Health full, String some, String none) {
        Path path = home.resolve(folder);
        if (!Files.isDirectory(path)) {
            add(name, Component.Health.GOOD, none);
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            long n = files.filter(Files::isRegularFile).count();
            add(
                    name,
                    n == 0 ? Component.Health.GOOD : full,
                    n == 0 ? none : n + (n == 1 ? " file " : " files ") + some);
        } catch (IOException e) {
            add(name, Component.Health.WARNING, path + " can't be read: " + e.getMessage());
        }
    }

    private void disk() {
        try {
            FileStore disk = Files.getFileStore(Files.exists(home) ? home : Path.of("/"));
            long free = disk.getUsableSpace();
            add(
                    "disk",
                    AlertRules.disk(home.toString(), free, disk.getTotalSpace()).isPresent()
                            ? Component.Health.WARNING
                            : Component.Health.GOOD,
                    mebibytes(free) + " free of " + mebibytes(disk.getTotalSpace()) + " under " + home);
        } catch (IOException e) {
            add("disk", Component.Health.WARNING, home + " can't be looked at: " + e.getMessage());
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }
}
