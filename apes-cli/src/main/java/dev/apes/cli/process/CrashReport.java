package dev.apes.cli.process;

import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.persistence.table.CutOff;
import dev.apes.persistence.table.Incident;
import dev.apes.persistence.table.LeaseHolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Finds out from what is left of a session how it was cut off. Says what it knows and how; what it can't know it calls probable or
 * unknown.
 */
public final class CrashReport {
    private static final Pattern PLUGIN =
            Pattern.compile("(evaluator|generator|rule|gap analyzer|stopping criterion) '[^']+'");
    private static final Pattern MEMORY = Pattern.compile("OutOfMemoryError|out of memory|Java heap space");
    private static final Pattern DISK = Pattern.compile("(?i)no space left|no disk space|disk full|quota exceeded");

    private final SessionRecord session;
    private final Optional<ProcessFacts> process;
    private final CutOff cutOff;
    private final List<String> evidence = new ArrayList<>();
    private final List<String> repaired = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    private CrashReport(SessionRecord session, Optional<ProcessFacts> process, CutOff cutOff) {
        this.session = session;
        this.process = process;
        this.cutOff = cutOff;
    }

    /**
     * What is known of this machine now.
     *
     * @param host its name
     * @param boot which start of it this is
     * @param outOfMemoryKills how many processes its kernel has killed for want of memory
     */
    public record Machine(String host, Optional<String> boot, OptionalLong outOfMemoryKills) {
        /** {@return this machine} */
        public static Machine current() {
            return new Machine(LeaseHolder.draw().host(), LeaseHolder.bootNow(), ProcessFacts.killsNow());
        }
    }

    /**
     * @param session one that was cut off
     * @param process what its process left in the home, if it ran there
     * @param cutOff what the database knows
     * @param machine this one, now
     * @param recovered what was stored from journals just now
     * @return what happened; empty if somebody asked it to stop
     */
    public static Optional<Incident> of(
            SessionRecord session,
            Optional<ProcessFacts> process,
            CutOff cutOff,
            Machine machine,
            List<String> recovered) {
        Optional<String> reason = session.end().map(SessionEnd::reason);
        boolean asked = reason.filter(r -> r.equals("signal") || r.equals("user_request"))
                .isPresent();
        if (asked || !session.condition().cutOff()) {
            return Optional.empty();
        }
        return Optional.of(new CrashReport(session, process, cutOff).find(machine, recovered));
    }

    private Incident find(Machine machine, List<String> recovered) {
        recovered.stream().filter(r -> r.contains(session.id().value())).forEach(repaired::add);
        process.ifPresent(p -> repaired.add("the file of its process " + p.pid() + " was deleted"));
        String explanation = session.end()
                .map(SessionEnd::explanation)
                .or(() -> process.flatMap(ProcessFacts::end))
                .orElse("");
        String cause;
        String happened;
        if (session.condition() == SessionCondition.CRASHED) {
            cause = ofCrash(machine);
            happened = switch (cause) {
                case "host_restart" -> "the machine was restarted while the session ran";
                case "out_of_memory" ->
                    process.flatMap(ProcessFacts::heapFullAt).isPresent()
                            ? "the program ran out of memory, and its process ended"
                            : "the kernel probably killed the process for want of memory";
                case "database" ->
                    process.isPresent()
                            ? "the database was away when the process ended"
                            : "the database stayed away, and the process ended in order without it";
                case "killed" -> "the process was killed, or the power failed";
                case "plugin" -> "a plugin failed, and that could not be stored";
                case "failure" -> "a step failed, and that could not be stored";
                default -> "the process is gone, and nothing tells why";
            };
        } else {
            evidence.add(
                    "the session ended as " + session.condition().name().toLowerCase(Locale.ROOT) + ": " + explanation);
            cause = ofFailure(explanation);
            happened = switch (cause) {
                case "out_of_memory" -> "the program ran out of memory";
                case "database" -> "the database stayed away";
                case "plugin" -> "a plugin failed";
                default -> "a step failed";
            };
        }
        advise(cause, explanation);
        boolean again = List.of("out_of_memory", "plugin").contains(cause)
                || DISK.matcher(explanation).find();
        int redo = session.iterations() - cutOff.checkpoint();
        return new Incident(
                cause,
                again ? "high" : redo > 0 ? "medium" : "low",
                happened,
                evidence,
                lost(redo),
                repaired,
                advice,
                Optional.empty());
    }

    private String ofCrash(Machine machine) {
        session.lease()
                .ifPresent(l -> evidence.add("its lease is held by nobody; process " + l.pid() + " on " + l.host()
                        + " was last heard of at " + l.heartbeat()));
        Optional<String> journal =
                repaired.stream().filter(r -> r.contains("journal")).findFirst();
        if (process.isPresent()) {
            ProcessFacts was = process.get();
            evidence.add("process " + was.pid() + ", begun at " + was.started()
                    + was.end()
                            .map(end -> ", could not store its end and wrote down: " + end)
                            .orElse(", is gone without having said so"));
        } else if (journal.isEmpty()) {
            evidence.add("its process left no file in this home, so it ran elsewhere or with another home");
        } else {
            evidence.add("its process left no file that names it, so it ended in order");
        }
        if (restarted(machine)) {
            evidence.add("the machine has been started since");
            return "host_restart";
        }
        Optional<String> end = process.flatMap(ProcessFacts::end);
        if (end.isPresent()) {
            return ofFailure(end.get());
        }
        Optional<Instant> full = process.flatMap(ProcessFacts::heapFullAt);
        if (full.isPresent()) {
            evidence.add("its heap was full at " + full.get() + ", as its JVM wrote down");
            return "out_of_memory";
        }
        if (journal.isPresent()) {
            evidence.add("it left a journal, which it only writes while its database is away");
            return "database";
        }
        if (process.isEmpty()) {
            return "unknown";
        }
        OptionalLong then = process.get().outOfMemoryKills();
        OptionalLong now = machine.outOfMemoryKills();
        if (then.isPresent() && now.isPresent() && now.getAsLong() > then.getAsLong()) {
            evidence.add("the kernel killed " + (now.getAsLong() - then.getAsLong())
                    + " processes for want of memory meanwhile");
            return "out_of_memory";
        }
        return "killed";
    }

    /** By the file of its process, or else by its lease. */
    private boolean restarted(Machine machine) {
        boolean here = cutOff.host().filter(machine.host()::equals).isPresent();
        Optional<String> was = process.flatMap(ProcessFacts::boot).or(() -> here ? cutOff.boot() : Optional.empty());
        return was.isPresent() && machine.boot().isPresent() && !was.equals(machine.boot());
    }

    private static String ofFailure(String explanation) {
        if (MEMORY.matcher(explanation).find()) {
            return "out_of_memory";
        }
        if (PLUGIN.matcher(explanation).find()) {
            return "plugin";
        }
        return explanation.contains("PostgreSQL") || explanation.contains("database") ? "database" : "failure";
    }

    private String lost(int redo) {
        String running = "the iteration that was running, " + (session.iterations() + 1) + ", is computed again";
        String more = redo > 0
                ? "; so " + (redo == 1 ? "is the last committed one" : "are the last " + redo + " committed ones")
                        + ", for no checkpoint follows; what is stored of them stays"
                : "";
        String answers = cutOff.answersKept() > 0
                ? "; " + cutOff.answersKept()
                        + " paid answers were stored since the last commit and are not bought again"
                : "";
        String flight = cutOff.callsInFlight() > 0
                ? "; of paid calls at most " + cutOff.callsInFlight() + " were out, and are made once more"
                : "";
        return running + more + answers + flight;
    }

    private void advise(String cause, String explanation) {
        switch (cause) {
            case "out_of_memory" ->
                advice.add(
                        "give it more memory (APES_JAVA_OPTS=-Xmx1g), free some, or train on fewer prompts or --rows");
            case "plugin" -> advice.add("see the plugin named above, then resume");
            case "database" -> advice.add("look at the server's log; --db-wait sets how long a training waits for it");
            default -> advice.add("nothing: it goes on where it was cut off");
        }
        if (DISK.matcher(explanation).find()) {
            advice.add("free disk space first; old files in <home>/archive and <home>/exports may go");
        }
    }

    static boolean ofDisk(Incident incident) {
        return incident.evidence().stream().anyMatch(e -> DISK.matcher(e).find());
    }

    /**
     * @param incident what happened
     * @return it in lines for people
     */
    public static List<String> lines(Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add(incident.happened() + " (" + incident.cause() + ", severity " + incident.severity() + ")");
        incident.evidence().forEach(e -> lines.add("known because: " + e));
        lines.add("lost: " + incident.lost());
        incident.repaired().forEach(r -> lines.add("repaired: " + r));
        incident.advice().forEach(a -> lines.add("to do: " + a));
        return lines;
    }
}
