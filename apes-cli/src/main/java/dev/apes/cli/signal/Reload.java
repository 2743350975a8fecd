package dev.apes.cli.signal;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.cli.settings.Ranges;
import dev.apes.cli.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads {@code apes.properties} again and puts what may change in force: threshold, patience, limits and log level. What the command
 * line set stays; every other changed setting is refused, with what to do. Not thread-safe.
 */
public final class Reload {
    private static final Set<String> LIMITS =
            Set.of("threshold", "patience", "max-iterations", "timeout", "max-evaluations");
    private static final TrainingRequest.Limits DEFAULTS =
            TrainingRequest.builder().build().limits();
    private static final long TEN_YEARS = 10L * 366 * 24 * 3600;

    private final Path home;
    private final Set<String> onCommandLine;
    private final boolean ownCriterion;
    private SettingsFile before;
    private TrainingRequest.Limits limits;

    /** What is done with what changed. */
    public interface Effect {
        /**
         * @param limits those from now on
         */
        void limits(TrainingRequest.Limits limits);

        /**
         * @param level error, warn, info or debug
         */
        void logLevel(String level);
    }

    /**
     * @param home where the file is
     * @param before the file as the session was started with it
     * @param request what is trained
     * @param onCommandLine keys of the settings that the command line gave
     */
    public Reload(Path home, SettingsFile before, TrainingRequest request, Set<String> onCommandLine) {
        this.home = home;
        this.before = before;
        this.onCommandLine = Set.copyOf(onCommandLine);
        limits = request.limits();
        ownCriterion = request.stopping().isPresent();
    }

    /**
     * Reads the file. If anything in it can't be used, all of it is left.
     *
     * @param effect what to do
     * @param say told what was done and what was refused, a sentence each
     */
    public void run(Effect effect, Consumer<String> say) {
        try {
            SettingsFile now = SettingsFile.of(home);
            List<String> said = new ArrayList<>();
            TrainingRequest.Limits changed = limits;
            Optional<String> level = Optional.empty();
            for (String key : now.changed(before)) {
                if (key.equals("log-level")) {
                    level = Optional.of(now.logLevel().orElse("warn"));
                    said.add("log-level is " + level.get() + " now");
                } else if (!LIMITS.contains(key)) {
                    said.add(now.where(key) + " can't change while a session runs: stop it and start again");
                } else if (onCommandLine.contains(key)) {
                    said.add(now.where(key) + " is not heeded: the command line set --" + key);
                } else if (ownCriterion && (key.equals("threshold") || key.equals("patience"))) {
                    said.add(now.where(key)
                            + " is not heeded: it belongs to the default criterion, which 'stopping' replaces");
                } else {
                    changed = with(changed, key, now);
                    said.add(key + " is " + now.text(key).orElse("the default") + " from the next iteration on");
                }
            }
            if (!changed.equals(limits)) {
                effect.limits(changed);
            }
            level.ifPresent(effect::logLevel);
            limits = changed;
            before = now;
            said.forEach(say);
            if (said.isEmpty()) {
                say.accept("nothing has changed in " + now.path());
            }
        } catch (ApesException | IllegalArgumentException e) {
            say.accept("the settings are left as they were: " + e.getMessage());
        }
    }

    private static TrainingRequest.Limits with(TrainingRequest.Limits l, String key, SettingsFile file) {
        return new TrainingRequest.Limits(
                key.equals("max-iterations")
                        ? file.integer(key, 1, Integer.MAX_VALUE)
                                .map(n -> OptionalInt.of(n.intValue()))
                                .orElse(OptionalInt.empty())
                        : l.maxIterations(),
                key.equals("threshold") ? file.real(key).orElse(DEFAULTS.threshold()) : l.threshold(),
                key.equals("patience")
                        ? file.integer(key, 1, Integer.MAX_VALUE)
                                .map(Long::intValue)
                                .orElse(DEFAULTS.patience())
                        : l.patience(),
                key.equals("timeout")
                        ? file.integer(key).map(s -> Duration.ofSeconds(Ranges.check(file.where(key), s, 1, TEN_YEARS)))
                        : l.time(),
                key.equals("max-evaluations")
                        ? file.integer(key, 1, Long.MAX_VALUE)
                                .map(OptionalLong::of)
                                .orElse(OptionalLong.empty())
                        : l.maxEvaluations());
    }
}
