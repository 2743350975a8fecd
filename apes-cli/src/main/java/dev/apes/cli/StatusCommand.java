package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.StatusJson;
import dev.apes.cli.report.StatusText;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.cli.status.StatusReader;
import dev.apes.cli.status.SystemView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apes status}: what is running, how healthy, how far. Looks, and changes nothing. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class,
        sortOptions = false,
        description =
                "Shows the database, the rules and the sessions. Looks, and changes nothing but alerts of processes that are gone.",
        footer = {
            "",
            "Exit codes: 0 healthy, or nothing is there yet; 1 not healthy, or the database can't be used; 2 bad usage;",
            "            3 no such session; 130 or 143 ended by Ctrl-C or SIGTERM while refreshing."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int SESSIONS = 6;
    private static final int MANY_SESSIONS = 20;
    private static final int ALL_SESSIONS = 1_000;
    private static final int ITERATIONS = 20;

    @Option(
            names = {"-d", "--detailed"},
            description = "All parameters, more sessions, the size of the tables, and plugins.")
    private boolean detailed;

    @Option(names = "--adaptive", description = "Gaps, strategy and difficulty mix of the newest iteration.")
    private boolean adaptive;

    @Option(
            names = {"-s", "--session"},
            paramLabel = "ID",
            description = "This session alone: its id, the beginning of it, or 'latest'.")
    private String session;

    @Option(
            names = {"-r", "--refresh"},
            paramLabel = "SECONDS",
            description = "Look again every so many seconds, until q or Ctrl-C.")
    private Double refresh;

    @Option(
            names = "--report",
            paramLabel = "FORMAT",
            description = "A report on one session (-s, else the latest): ${COMPLETION-CANDIDATES}.")
    private SessionReports.Format report;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report there in place of standard output.")
    private String output;

    @Option(
            names = "--compare",
            paramLabel = "ID",
            split = ",",
            description =
                    "Hold these sessions (ids or their beginnings, joined by commas) against each other; --report and -o as above.")
    private List<String> compare;

    @Option(
            names = "--rules",
            // not FORMAT: the completion script names the values to choose from by this label
            paramLabel = "AS",
            description =
                    "The rules in force: json, which 'apes train --import-rules' takes over, or text, a prompt for a"
                            + " model: ${COMPLETION-CANDIDATES}; -o as above.")
    private RuleExchange.Format rules;

    @Option(names = "--json", description = "One JSON document; with --refresh, one a line.")
    private boolean json;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServeOptions serving = new ServeOptions();

    private final Streams streams;
    private final Environment environment;

    StatusCommand(Streams streams, Environment environment) {
        this.streams = streams;
        this.environment = environment;
    }

    StatusCommand(PlainLine line, Streams streams, Environment environment) {
        this(streams, environment);
        detailed = line.has("--detailed");
        adaptive = line.has("--adaptive");
        json = line.has("--json");
        session = line.value("--session");
        common = new CommonOptions(
                line.value("--home"), line.value("--db"), line.has("--no-color"), line.has("--verbose"));
    }

    @Override
    public Integer call() {
        Logging.configure(common.verbose());
        try {
            return status();
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            return Failures.report(e, streams, common.verbose());
        }
    }

    private int status() throws InterruptedException {
        if (refresh != null && !(refresh >= 0.1 && refresh <= 86_400)) {
            throw new InvalidInputException("--refresh", "must be from 0.1 to 86400 seconds but is " + refresh);
        }
        refuseContradictions();
        Settings settings = common.settings(environment);
        if (serving.userToAdd().isPresent()) {
            return new Serving(streams, settings, environment)
                    .addUser(serving.userToAdd().get());
        }
        if (serving.userToRemove().isPresent()) {
            return new Serving(streams, settings, environment)
                    .removeUser(serving.userToRemove().get());
        }
        if (serving.wanted()) {
            return new Serving(streams, settings, environment).serve(serving);
        }
        Kept kept = new Kept(settings.place(), settings.repeat());
        Optional<ExportFile> target = Optional.ofNullable(output).map(name -> ExportFile.prepare("--output", name));
        if (rules != null) {
            return new RuleExchange(streams, settings).export(rules, target);
        }
        try (StatusReader reader = new StatusReader(settings)) {
            if (compare != null) {
                Optional<SessionReports.Format> format =
                        json ? Optional.of(SessionReports.Format.json) : Optional.ofNullable(report);
                return new SessionReports(streams, kept).compare(reader, compare, format, width(), target);
            }
            if (report != null) {
                return new SessionReports(streams, kept).write(reader, Optional.ofNullable(session), report, target);
            }
            if (refresh != null) {
                return new Refreshing(streams, refresh).run(() -> print(reader.read(wanted()), kept));
            }
            SystemView view = reader.read(wanted());
            if (view.state() == SystemView.State.UNREACHABLE && !json) {
                view.problems().forEach(streams::say);
                return ExitCode.FAILED;
            }
            streams.out().print(json ? document(view, kept, settings) : print(view, kept));
            if (detailed && !json) {
                streams.out().print(plugins(settings));
            }
            return view.healthy() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private String document(SystemView view, Kept kept, Settings settings) {
        refuseAbsentSession(view);
        try (PluginJars jars = PluginPath.find(settings.file().text("plugin-path"), settings.home())) {
            return StatusJson.document(view, kept, jars.byFile(), jars.broken());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plugins(Settings settings) {
        try (PluginJars jars = PluginPath.find(settings.file().text("plugin-path"), settings.home())) {
            return jars.section();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseContradictions() {
        if (compare != null && (refresh != null || detailed || adaptive || session != null || json && report != null)) {
            throw new InvalidInputException(
                    "--compare",
                    "can't be combined with --refresh, --detailed, --adaptive or -s, nor --json with --report");
        }
        if (output != null && report == null && compare == null && rules == null) {
            throw new InvalidInputException(
                    "--output " + output, "needs --report html, json, csv or md, --rules json or text, or --compare");
        }
        if (rules != null && (compare != null || report != null || json || refresh != null || session != null)) {
            throw new InvalidInputException(
                    "--rules", "stands alone: it can't be combined with --compare, --report, --json, --refresh or -s");
        }
        if (report != null && (json || refresh != null || detailed || adaptive)) {
            throw new InvalidInputException(
                    "--report", "stands alone: it can't be combined with --json, --refresh, --detailed or --adaptive");
        }
    }

    private int width() {
        return streams.screen().outColumns();
    }

    private StatusReader.Wanted wanted() {
        int iterations = detailed || session != null ? ITERATIONS : adaptive ? 1 : 0;
        int newest = session != null ? ALL_SESSIONS : detailed ? MANY_SESSIONS : SESSIONS;
        return new StatusReader.Wanted(newest, Optional.ofNullable(session), iterations, detailed);
    }

    private String print(SystemView view, Kept kept) {
        refuseAbsentSession(view);
        if (json) {
            return StatusJson.line(view, kept);
        }
        return StatusText.of(view, kept, new StatusText.Detail(detailed, adaptive, session != null, width()));
    }

    private void refuseAbsentSession(SystemView view) {
        if (session != null && view.facts().isEmpty() && view.healthy()) {
            throw new NothingToDoException(
                    "there is no session '" + session + "': there is no database under " + view.place() + " yet");
        }
    }
}
