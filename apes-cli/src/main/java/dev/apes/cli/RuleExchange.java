package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.RuleFile;
import dev.apes.persistence.RuleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rules in force, out of one database and into another. */
final class RuleExchange {
    private static final long MAX_BYTES = 64L << 20;

    /** How they are written. */
    enum Format {
        json,
        text
    }

    private final Streams streams;
    private final Settings settings;

    RuleExchange(Streams streams, Settings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    /**
     * @param format how
     * @param target where to, else standard output
     * @return the exit code
     */
    int export(Format format, Optional<ExportFile> target) {
        try (PluginJars jars = PluginPath.find(settings.file().text("plugin-path"), settings.home());
                OpenStore open = OpenStore.attach(settings)
                        .orElseThrow(() -> new NothingToDoException("there is no database under " + settings.home()
                                + " yet, so the rules are as they come; 'apes train' makes one"))) {
            List<StoredRule> rules = Apes.rules(open.store(), jars.loader());
            List<StoredDerivedRule> derived = open.store().derivedRules();
            String text = format == Format.json
                    ? RuleFile.json(
                            rules, derived, open.store().selectionInForce().flatMap(open.store()::selection))
                    : RuleText.prompt(rules, derived);
            target.ifPresentOrElse(
                    file -> {
                        file.write(text);
                        streams.say("wrote " + file.name());
                    },
                    () -> {
                        streams.out().print(text);
                        streams.out().flush();
                    });
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file what to put in force
     * @param store where
     * @param plugins where rules are looked for
     * @return the exit code
     */
    int take(String file, PostgresSessionStore store, ClassLoader plugins) {
        List<StoredRule> here = Apes.rules(store, plugins);
        RuleFile.Content chosen = RuleFile.read(file, content("--import-rules", file), here);
        Apes.requireUsable(file, here, chosen.derived(), chosen.selection());
        List<StoredDerivedRule> derivedHere = store.derivedRules();
        List<String> changed = store.adopt(chosen);
        streams.out()
                .println(
                        changed.isEmpty()
                                ? "All that is in force already; nothing changed."
                                : "In force from now on, and in the history as an edit: " + String.join(", ", changed)
                                        + ".");
        streams.out().flush();
        here.stream()
                .filter(rule -> !rule.enabled())
                .map(rule -> rule.definition().id())
                .filter(id -> chosen.parameters().containsKey(id)
                        && !chosen.switchedOff().contains(id))
                .forEach(this::staysOff);
        derivedHere.stream()
                .filter(rule -> !rule.enabled())
                .map(rule -> rule.rule().id())
                .filter(id -> chosen.derived().stream().anyMatch(d -> d.id().equals(id)))
                .forEach(this::staysOff);
        return ExitCode.DONE;
    }

    private void staysOff(String rule) {
        streams.say("rule " + rule + " is switched off here and stays so; rule_metadata.enabled switches it on");
    }

    /**
     * @param option who asks, for errors
     * @param file a file of rules
     * @return its text
     */
    static String content(String option, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new InvalidInputException(file, "is larger than 64 MiB, too large for a file of parameters");
            }
            return Files.readString(path);
        } catch (InvalidPathException | IOException e) {
            throw new InvalidInputException(option, "'" + file + "' can't be read as UTF-8", e);
        }
    }
}
