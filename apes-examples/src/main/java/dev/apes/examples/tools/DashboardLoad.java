package dev.apes.examples.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Has many clients look at every page of a running dashboard at once, and prints how long each request and each page took; then, one
 * request after the other, how much processor time of the server and of its database each costs.
 *
 * <pre>{@code
 * apes status --serve --home /tmp/seeded &                    # filled by SeedDatabase
 * apes-examples/run DashboardLoad http://127.0.0.1:7070/
 * apes-examples/run DashboardLoad http://127.0.0.1:7070/ --clients 20 --rounds 10 --pause 0 --shared --server PID --database PID
 * }</pre>
 *
 * Each client goes through all pages, {@code --rounds} times, each beginning with another one, and looks at each for up to twice {@code
 * --pause} milliseconds (500); without a pause the machine is saturated, whatever it is, and all wait for each other. Every request is made to miss the
 * server's short memory of answers; with {@code --shared} it may hit, as when several people look at the same. {@code --server} and
 * {@code --database} are process ids (the latter the postmaster's), for processor times. Exit code 1 if a request failed, took 100 ms or
 * more at the 95th percentile, if a page took more than a second, the first page has 300 kB or more, or something that the dashboard offers was not asked for.
 */
public final class DashboardLoad {
    private static final int ALONE = 40;

    private final DashboardClient client;
    private final DashboardPages pages;
    private final boolean shared;
    private final int pause;
    private final AtomicLong asked = new AtomicLong();
    private final Map<String, Times> requests = new LinkedHashMap<>();
    private final Map<String, Times> whole = new LinkedHashMap<>();

    /** Milliseconds and bytes of what was asked for under one name. */
    private static final class Times {
        private final List<Double> millis = new ArrayList<>();
        private long bytes;
        private int failed;

        synchronized void add(double took, int size, boolean good) {
            millis.add(took);
            bytes += size;
            failed += good ? 0 : 1;
        }

        synchronized double quantile(double q) {
            List<Double> sorted = new ArrayList<>(millis);
            Collections.sort(sorted);
            return sorted.get((int) Math.max(0, Math.ceil(q * sorted.size()) - 1));
        }

        synchronized String row(String name) {
            return String.format(
                    "%-48s %6d %8.1f %8.1f %8.1f %8.1f%s",
                    name,
                    millis.size(),
                    bytes / 1e3 / millis.size(),
                    quantile(0.5),
                    quantile(0.95),
                    quantile(1),
                    failed == 0 ? "" : "  FAILED " + failed);
        }
    }

    DashboardLoad(String url, boolean shared, int pause) {
        client = new DashboardClient(url);
        pages = new DashboardPages(client);
        this.shared = shared;
        this.pause = pause;
        pages.all().forEach((page, all) -> {
            whole.put(page, new Times());
            all.forEach(request -> requests.put(request.name(), new Times()));
        });
    }

    /**
     * @param args see the class
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int clients = 20;
        int rounds = 10;
        int pause = 500;
        long server = 0;
        long database = 0;
        boolean shared = false;
        String url = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--clients" -> clients = Integer.parseInt(args[++i]);
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--pause" -> pause = Integer.parseInt(args[++i]);
                case "--server" -> server = Long.parseLong(args[++i]);
                case "--database" -> database = Long.parseLong(args[++i]);
                case "--shared" -> shared = true;
                default -> url = args[i];
            }
        }
        if (url == null || !url.startsWith("http")) {
            System.err.println(
                    "Say where the dashboard is, e.g. http://127.0.0.1:7070/; see the javadoc of DashboardLoad.");
            System.exit(2);
        }
        DashboardLoad load = new DashboardLoad(url, shared, pause);
        load.together(1, 1);
        load.forget();
        double[] before = cpu(server, database);
        load.together(clients, rounds);
        double[] after = cpu(server, database);
        boolean good = load.report(System.out);
        if (server > 0) {
            System.out.printf(
                    "processor time of a request on average: server %.2f ms, database %.2f ms%n",
                    (after[0] - before[0]) / load.count(), (after[1] - before[1]) / load.count());
        }
        if (server > 0) {
            load.alone(server, database, System.out);
        }
        System.exit(good ? 0 : 1);
    }

    private long count() {
        return requests.values().stream()
                .mapToLong(times -> times.millis.size())
                .sum();
    }

    private void forget() {
        requests.replaceAll((name, times) -> new Times());
        whole.replaceAll((name, times) -> new Times());
    }

    /** Each of so many clients goes through all pages so many times. */
    void together(int clients, int rounds) throws InterruptedException {
        List<String> names = new ArrayList<>(pages.all().keySet());
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<?>> at = new ArrayList<>();
            for (int c = 0; c < clients; c++) {
                int first = c * names.size() / clients;
                SplittableRandom random = new SplittableRandom(c);
                at.add(threads.submit(() -> {
                    for (int i = 0; i < rounds * names.size(); i++) {
                        look(names.get((first + i) % names.size()), random);
                        if (pause > 0) {
                            Thread.sleep(random.nextInt(2 * pause + 1));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : at) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client could not go on: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void look(String page, SplittableRandom random) {
        Map<String, String> words = pages.choose(random);
        double took = 0;
        int bytes = 0;
        boolean good = true;
        for (DashboardPages.Request request : pages.all().get(page)) {
            DashboardClient.Answer answer = client.ask(path(request, words));
            boolean fine = answer.status() == 200;
            requests.get(request.name()).add(answer.millis(), answer.bytes(), fine);
            took += answer.millis();
            bytes += answer.bytes();
            good &= fine;
        }
        whole.get(page).add(took, bytes, good);
    }

    private String path(DashboardPages.Request request, Map<String, String> words) {
        String path = request.path();
        for (Map.Entry<String, String> word : words.entrySet()) {
            path = path.replace(word.getKey(), word.getValue());
        }
        return shared || request.isAsset()
                ? path
                : path + (path.contains("?") ? "&" : "?") + "nth=" + asked.incrementAndGet();
    }

    /** {@return whether all is as fast and as small as it should be} */
    boolean report(PrintStream out) {
        String head = "%-48s %6s %8s %8s %8s %8s%n";
        out.printf(head, "request", "n", "kB", "p50 ms", "p95 ms", "max ms");
        requests.forEach((name, times) -> out.println(times.row(name)));
        out.printf("%n" + head, "page, its requests one after the other", "n", "kB", "p50 ms", "p95 ms", "max ms");
        whole.forEach((name, times) -> out.println(times.row(name)));
        List<String> slow = above(requests, 0.95, 100);
        List<String> slowPages = above(whole, 1, 1_000);
        List<String> failed = Stream.of(requests, whole)
                .flatMap(all -> all.entrySet().stream())
                .filter(one -> one.getValue().failed > 0)
                .map(Map.Entry::getKey)
                .toList();
        Times first = whole.values().iterator().next();
        double kilobytes = first.bytes / 1e3 / first.millis.size();
        out.printf("%nrequests with a p95 of 100 ms or more: %s%n", slow.isEmpty() ? "none" : slow);
        out.printf("pages that once took more than 1 s: %s%n", slowPages.isEmpty() ? "none" : slowPages);
        out.printf("failed: %s%n", failed.isEmpty() ? "none" : failed);
        out.printf("first page, all that is transferred: %.1f kB%n", kilobytes);
        out.printf("not asked for: %s%n", pages.missing().isEmpty() ? "none" : pages.missing());
        return slow.isEmpty()
                && slowPages.isEmpty()
                && failed.isEmpty()
                && pages.missing().isEmpty()
                && kilobytes < 300;
    }

    private static List<String> above(Map<String, Times> all, double quantile, double limit) {
        return all.entrySet().stream()
                .filter(one -> one.getValue().quantile(quantile) >= limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Processor time of server and database for each request, from so many in a row. */
    private void alone(long server, long database, PrintStream out) {
        Map<String, List<DashboardPages.Request>> byName = new LinkedHashMap<>();
        pages.all()
                .values()
                .forEach(all -> all.forEach(request -> byName.computeIfAbsent(request.name(), name -> new ArrayList<>())
                        .add(request)));
        SplittableRandom random = new SplittableRandom(1);
        out.printf("%n%-48s %12s %12s%n", "processor time of one, ms", "server", "database");
        byName.forEach((name, same) -> {
            double[] before = cpu(server, database);
            for (int i = 0; i < ALONE; i++) {
                client.ask(path(same.get(i % same.size()), pages.choose(random)));
            }
            double[] after = cpu(server, database);
            out.printf("%-48s %12.1f %12.1f%n", name, (after[0] - before[0]) / ALONE, (after[1] - before[1]) / ALONE);
        });
    }

    /** Of processes with all that they have started, milliseconds. */
    private static double[] cpu(long... pids) {
        return Arrays.stream(pids)
                .mapToDouble(pid -> ProcessHandle.of(pid).stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .mapToDouble(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis())
                        .sum())
                .toArray();
    }
}
