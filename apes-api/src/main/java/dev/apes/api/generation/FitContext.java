package dev.apes.api.generation;

import dev.apes.api.Cancellation;
import dev.apes.api.Checks;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a generator may draw on besides the data.
 *
 * @param seed of every random choice made while fitting
 * @param focus how much a row is wanted, for targeted methods; others ignore it
 * @param options settings by name; unknown ones are refused by the generator
 * @param cancellation asked at least once a second
 * @param progress told now and then by methods whose fit takes long
 */
public record FitContext(
        long seed,
        Optional<RowScorer> focus,
        Map<String, String> options,
        Cancellation cancellation,
        FitProgress progress) {
    /** Validates and copies. */
    public FitContext {
        Objects.requireNonNull(focus, "focus");
        options = Checks.orderedCopy(options);
        Objects.requireNonNull(cancellation, "cancellation");
        Objects.requireNonNull(progress, "progress");
    }

    /**
     * A context that tells nobody how far a fit has come.
     *
     * @param seed of every random choice made while fitting
     * @param focus how much a row is wanted
     * @param options settings by name
     * @param cancellation asked at least once a second
     */
    public FitContext(long seed, Optional<RowScorer> focus, Map<String, String> options, Cancellation cancellation) {
        this(seed, focus, options, cancellation, FitProgress.NONE);
    }

    /**
     * @param seed of every random choice
     * @return a context without focus and options
     */
    public static FitContext of(long seed) {
        return new FitContext(seed, Optional.empty(), Map.of(), Cancellation.NONE);
    }

    /**
     * @param scorer how much a row is wanted
     * @return this context with that focus
     */
    public FitContext withFocus(RowScorer scorer) {
        return new FitContext(seed, Optional.of(scorer), options, cancellation, progress);
    }
}
