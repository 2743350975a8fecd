package dev.apes.cli;

import dev.apes.api.InitializationReport;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.input.PromptFile;
import dev.apes.cli.input.PromptFiles;
import dev.apes.cli.report.ExportFile;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apes train}: trains the rules on prompts and reports what came of it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class,
        sortOptions = false,
        description =
                "Trains the rules: finds gaps, generates data for them, optimises the rules, proves it, and repeats"
                        + " until nothing more is to gain. Without options it makes its own prompts.",
        footer = {
            "",
            "Standard output is the result: the report, or with --json one event a line. The rest goes to standard error.",
            "Exit codes: 0 done, 1 failed, 2 bad input or usage, 4 ended by --timeout, 130 or 143 ended",
            "            by Ctrl-C or SIGTERM at a safe point, with a report (a second one ends it at once)."
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

    @Option(names = "--export", paramLabel = "FILE", description = "Write parameters and report as one JSON document.")
    private String export;

    @Option(names = "--plugin-path", paramLabel = "DIR", description = "A folder of plugin jars.")
    private String pluginPath;

    @Option(names = "--json", description = "Print events as JSON, one a line; the last holds the report.")
    private boolean json;

    @Option(names = "--no-color", description = "No colour, even on a terminal.")
    private boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more; show stack traces.")
    private boolean verbose;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private CommandSpec spec;

    private final Streams streams;
    private final EngineFactory engines;

    TrainCommand(Streams streams, EngineFactory engines) {
        this.streams = streams;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Logging.configure(verbose);
        try {
            return train();
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            return Failures.report(e, streams, verbose);
        }
    }

    private int train() throws IOException, InterruptedException {
        DatabaseOptions.refuse(spec.commandLine().getParseResult());
        if (strict && prompts == null) {
            throw new InvalidInputException("--strict", "is about a prompt file; add --prompts FILE");
        }
        TrainingRequest.Builder request = options.toRequest();
        Optional<ExportFile> target = Optional.ofNullable(export).map(ExportFile::prepare);
        Optional<PromptFile> file =
                Optional.ofNullable(prompts).map(name -> PromptFiles.read(name, streams.in(), strict));
        refuseToOverwriteInput(target);
        file.ifPresent(read -> {
            BadLines.tell(read, streams);
            request.prompts(read.prompts());
        });
        try (URLClassLoader plugins = PluginPath.loader(Optional.ofNullable(pluginPath));
                TrainingEngine engine = engines.create(plugins)) {
            if (startFrom != null) {
                StartParameters.read(startFrom, engine.status().rules()).forEach(request::initialParameters);
            }
            TrainingRequest complete = built(request);
            InstalledNames.check(complete, engine.status());
            tell(engine.prepare(complete));
            boolean colour = !noColor && System.getenv("NO_COLOR") == null;
            return new TrainingRun(engine, streams, json, colour, verbose, file, target).run(complete);
        }
    }

    private static TrainingRequest built(TrainingRequest.Builder request) {
        try {
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("apes train", e.getMessage(), e);
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

    /** Shows what a person should know of the preparations; the first thing that blocks the training ends it. */
    private void tell(InitializationReport initialization) {
        for (InitializationReport.PhaseResult phase : initialization.phases()) {
            String findings = String.join("; ", phase.findings());
            if (phase.outcome() == InitializationReport.Outcome.BLOCKED) {
                throw new InvalidInputException(phase.name(), findings);
            }
            if (verbose || phase.outcome() == InitializationReport.Outcome.WARNING) {
                streams.say(phase.name() + ": " + findings);
            }
        }
    }
}
