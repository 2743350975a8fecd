package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import dev.apes.cli.alert.AlertWatch;
import dev.apes.cli.alert.Webhook;
import dev.apes.cli.input.PromptFile;
import dev.apes.cli.input.PromptFiles;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.Kept;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.cli.status.SessionChoice;
import dev.apes.engine.Apes;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apes train}: trains the rules on prompts and reports what came of it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class,
        sortOptions = false,
        description =
                "Trains the rules: finds gaps, generates data for them, optimises the rules, proves it, and repeats"
                        + " until nothing more is to gain. Without options it makes its own prompts, keeps everything in"
                        + " a database of its own, and goes on with a session of the same prompts that was cut off.",
        footer = {
            "",
            "Standard output is the result: the report, or with --json one event a line. The rest goes to standard error.",
            "Exit codes: 0 done, 1 failed, 2 bad input or usage, 3 nothing to resume, 4 ended by --timeout, 130 or 143",
            "            ended by Ctrl-C or SIGTERM with everything saved and a report (a second one ends it at once)."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Prompts to train on: .jsonl, .csv or .txt, UTF-8; - for standard input.")
    private String prompts;

    @Option(names = "--strict", description = "Refuse the prompt file at its first bad line.")
    private boolean strict;

    @Option(
            names = "--start-from",
            paramLabel = "FILE",
            description = "Parameters to start from: an export, or JSON {\"rule\": {\"parameter\": value}}.")
    private String startFrom;

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = "--resume",
            paramLabel = "SESSION",
            description = "Go on with this session, or with the latest that was cut off: 'latest'. Prompts and settings"
                    + " are those it was started with; limits may be given anew.")
    private String resume;

    @Option(
            names = "--accept-changes",
            description =
                    "With --resume: go on although prompts, rules, plugins or versions are not as they were; which,"
                            + " is written down with the session.")
    private boolean acceptChanges;

    @Option(names = "--new", description = "Start a new session, even if one could be resumed.")
    private boolean fresh;

    @ArgGroup(exclusive = true)
    private Init init = new Init();

    /** Whether what is missing may be made. */
    static final class Init {
        @Option(names = "--auto-init", description = "Set up what is missing (the default).")
        private boolean auto;

        @Option(names = "--no-init", description = "Refuse to train if anything would have to be set up.")
        private boolean none;
    }

    @Option(
            names = "--restore",
            paramLabel = "FILE",
            description =
                    "Put an archive (of <home>/archive, written at the end of each session) into a database in which"
                            + " nothing has been trained yet, and train nothing.")
    private String restore;

    @Option(
            names = "--import-rules",
            paramLabel = "FILE",
            description = "Put what 'apes status --rules json' wrote in force (parameters, derived rules, selection of"
                    + " rules), an export of a training (all but the selection), or JSON {\"rule\": {\"parameter\": value}}:"
                    + " all or nothing. Trains nothing.")
    private String importRules;

    @Option(names = "--export", paramLabel = "FILE", description = "Write parameters and report as one JSON document.")
    private String export;

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            description = "A folder of plugin jars, beside <home>/plugins.")
    private String pluginPath;

    @Option(names = "--json", description = "Print events as JSON, one a line; the last holds the report.")
    private boolean json;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Streams streams;
    private final Environment environment;
    private final EngineFactory engines;
    private TrainingRun run;

    TrainCommand(Streams streams, Environment environment, EngineFactory engines) {
        this.streams = streams;
        this.environment = environment;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Logging.configure(common.verbose());
        try {
            return train();
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            int code = Failures.report(e, streams, common.verbose());
            Optional.ofNullable(run).flatMap(TrainingRun::hint).ifPresent(streams::say);
            return code;
        }
    }

    private int train() throws IOException, InterruptedException {
        refuseContradictions();
        Settings settings = common.settings(environment);
        Optional<TrainingRequest.Builder> request =
                resume == null ? Optional.of(options.toRequest(settings.file())) : Optional.empty();
        Optional<ExportFile> target = Optional.ofNullable(export).map(ExportFile::prepare);
        refuseToOverwriteInput(target);
        Optional<String> plugins =
                Optional.ofNullable(pluginPath).or(() -> settings.file().text("plugin-path"));
        Optional<PromptFile> file =
                Optional.ofNullable(prompts).map(name -> PromptFiles.read(name, streams.in(), strict));
        file.ifPresent(read -> BadLines.tell(read, streams));
        if (options.dryRun().isPresent()) {
            return dryRun(request.orElseThrow(), settings, plugins, file);
        }
        refuseToMakeForNothing(settings);
        if (!common.verbose()) {
            settings.file().logLevel().ifPresent(Logging::level);
        }
        Afterwards afterwards = new Afterwards(settings, streams, new Kept(settings.place(), settings.repeat()));
        Optional<Webhook> webhook = settings.file()
                .text("alert-webhook")
                .map(address -> new Webhook(address, settings.file().where("alert-webhook")));
        EarlierCrashes crashes = new EarlierCrashes(settings, streams);
        try (PluginJars jars = PluginPath.find(plugins, settings.home());
                StoreOpening opening = StoreOpening.begin(settings, streams::say);
                AlertWatch alerts = new AlertWatch(
                        () -> Analytics.open(opening.config(settings)), settings.home(), webhook, streams::say);
                TrainingEngine engine = engines.create(jars.loader(), opening.store())) {
            jars.broken().forEach(why -> streams.say("plugin " + why));
            if (restore != null) {
                return restore(engine, opening);
            }
            if (importRules != null) {
                engine.prepare(TrainingRequest.builder().build(), phase -> {});
                return new RuleExchange(streams, settings).take(importRules, opening.opened(), jars.loader());
            }
            Course course = request.isEmpty()
                    ? continuation(engine, opening.store(), settings, file)
                    : started(
                            engine, request.get(), settings, file, () -> engines.rules(jars.loader(), opening.store()));
            Kept kept = new Kept(settings.place(), settings.repeat());
            run = new TrainingRun(
                    engine,
                    streams,
                    new TrainingRun.Look(json, settings.colour(), common.verbose()),
                    file,
                    target,
                    kept,
                    new Attendance.Place(
                            settings.home(), settings.file(), options.onCommandLine(), settings.filesKept()),
                    new TrainingRun.Companions(alerts, afterwards::write));
            return run.run(course, resume == null && !fresh, chosen -> crashes.report(opening.opened(), chosen));
        }
    }

    /** No database is made, opened or asked: the store is in memory. */
    private int dryRun(
            TrainingRequest.Builder request, Settings settings, Optional<String> plugins, Optional<PromptFile> file)
            throws IOException, InterruptedException {
        try (PluginJars jars = PluginPath.find(plugins, settings.home());
                SessionStore store = Apes.memory();
                TrainingEngine engine = engines.create(jars.loader(), store)) {
            jars.broken().forEach(why -> streams.say("plugin " + why));
            TrainingRequest complete = started(
                            engine, request, settings, file, () -> engines.rules(jars.loader(), store))
                    .request();
            return new DryRun(engine, streams).run(complete, json);
        }
    }

    private int restore(TrainingEngine engine, StoreOpening opening) {
        engine.prepare(TrainingRequest.builder().build(), phase -> {});
        streams.out().println(opening.opened().restore(Path.of(restore)));
        return ExitCode.DONE;
    }

    private void refuseContradictions() {
        if (restore != null && (resume != null || prompts != null || export != null)) {
            throw new InvalidInputException("--restore", "trains nothing; leave out --resume, --prompts and --export");
        }
        if (importRules != null && (restore != null || resume != null || prompts != null || export != null)) {
            throw new InvalidInputException(
                    "--import-rules", "trains nothing; leave out --restore, --resume, --prompts and --export");
        }
        if (strict && prompts == null) {
            throw new InvalidInputException("--strict", "is about a prompt file; add --prompts FILE");
        }
        if (acceptChanges && resume == null) {
            throw new InvalidInputException(
                    "--accept-changes", "is about a session that goes on; add --resume with its id, or 'latest'");
        }
        if (resume != null && fresh) {
            throw new InvalidInputException("--new", "contradicts --resume; leave out one of them");
        }
        if (resume != null && startFrom != null) {
            throw new InvalidInputException(
                    "--start-from", "contradicts --resume: a session goes on with the parameters it has");
        }
        if (resume != null || export != null || restore != null || importRules != null) {
            options.dryRun().ifPresent(given -> {
                throw new InvalidInputException(
                        given,
                        "says what a new training would cost; leave out --resume, --export, --restore and --import-rules, or"
                                + " leave it out itself");
            });
        }
        if (resume != null && resume.isBlank()) {
            throw new InvalidInputException("--resume", "needs the id of a session, or 'latest'");
        }
    }

    private void refuseToOverwriteInput(Optional<ExportFile> target) throws IOException {
        if (target.isPresent()
                && prompts != null
                && Files.exists(target.get().path())
                && Files.exists(Path.of(prompts))
                && Files.isSameFile(Path.of(prompts), target.get().path())) {
            throw new InvalidInputException("--export " + export, "would overwrite the prompts");
        }
    }

    /** A database that is not there holds nothing to resume, and may not be made with --no-init. */
    private void refuseToMakeForNothing(Settings settings) {
        if (settings.database().isPresent()
                || !(EmbeddedPostgres.inspect(settings.home()) instanceof EmbeddedPostgres.State.Absent)) {
            return;
        }
        if (resume != null) {
            throw new NothingToDoException(
                    "there is no session yet under " + settings.home() + "; 'apes train' without --resume starts one");
        }
        if (!mayInit(settings)) {
            throw new InvalidInputException(
                    init.none ? "--no-init" : settings.file().where("auto-init"),
                    "there is no database under " + settings.home() + " yet; leave that out, and it is made");
        }
    }

    private boolean mayInit(Settings settings) {
        return init.auto || (!init.none && settings.file().flag("auto-init").orElse(true));
    }

    private Course started(
            TrainingEngine engine,
            TrainingRequest.Builder request,
            Settings settings,
            Optional<PromptFile> file,
            Supplier<List<StoredRule>> rules) {
        request.autoInit(mayInit(settings));
        file.ifPresent(read -> request.prompts(read.prompts()));
        if (startFrom != null) {
            StartParameters.read(startFrom, rules.get()).forEach(request::initialParameters);
        }
        TrainingRequest complete = built(request);
        InstalledNames.check(complete, engine.status());
        return Course.afresh(complete);
    }

    private Course continuation(
            TrainingEngine engine, SessionStore store, Settings settings, Optional<PromptFile> file) {
        SessionRecord session = SessionChoice.toResume(resume, store);
        options.takeThreads(settings.file());
        TrainingRequest.Builder request = options.toContinuation(
                engine.requestOf(session.id()), session.id().value());
        file.ifPresent(read -> request.prompts(read.prompts()));
        return new Course(
                built(request.autoInit(mayInit(settings)).acceptChanges(acceptChanges)), Optional.of(session));
    }

    private static TrainingRequest built(TrainingRequest.Builder request) {
        try {
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("apes train", e.getMessage(), e);
        }
    }
}
