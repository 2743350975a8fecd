package dev.apes.engine.llm;

import dev.apes.engine.plugin.AllowanceSpentException;
import dev.apes.engine.plugin.ReportsUsage;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Counts what is spent and keeps it within the limits. Before a call its dearest outcome is set aside, so that calls side by side can't
 * overrun a limit together; afterwards what it really took replaces that. Thread-safe.
 */
final class Meter {
    /** What is counted apart. */
    enum Event {
        RETRY("retried"),
        RATE_LIMITED("rate-limited"),
        REFUSED("refused"),
        TRUNCATED("truncated"),
        REPAIRED("repaired by asking again"),
        UNUSABLE("unusable"),
        CONTRADICTION("judgements that changed with the order"),
        REWRITTEN("prompts rewritten by the model"),
        FELL_BACK("rewritings given up for the template");

        private final String words;

        Event(String words) {
            this.words = words;
        }
    }

    private final LlmSettings.Limits limits;
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private long calls;
    private long tokensIn;
    private long tokensOut;
    private long pendingIn;
    private long pendingOut;
    private boolean estimated;

    Meter(LlmSettings.Limits limits) {
        this.limits = limits;
    }

    /** Sets a call aside. */
    synchronized void reserve(long mostIn, long mostOut) {
        if (limits.calls().isPresent() && calls + 1 > limits.calls().getAsLong()) {
            throw new AllowanceSpentException("-E max-calls=" + limits.calls().getAsLong() + " is reached");
        }
        long tokens = tokensIn + tokensOut + pendingIn + pendingOut + mostIn + mostOut;
        if (limits.tokens().isPresent() && tokens > limits.tokens().getAsLong()) {
            throw new AllowanceSpentException("the next call could exceed -E max-tokens="
                    + limits.tokens().getAsLong() + "; " + (tokensIn + tokensOut) + " are spent");
        }
        double cost = limits.cost(tokensIn + pendingIn + mostIn, tokensOut + pendingOut + mostOut);
        if (limits.cost().isPresent() && cost > limits.cost().getAsDouble()) {
            throw new AllowanceSpentException(String.format(
                    Locale.ROOT,
                    "the next call could exceed -E max-cost=%s; %.4f are spent",
                    limits.cost().getAsDouble(),
                    limits.cost(tokensIn, tokensOut)));
        }
        calls++;
        pendingIn += mostIn;
        pendingOut += mostOut;
    }

    /** Puts what a call took in place of what was set aside; a failed one counts as a call, its tokens are not charged. */
    synchronized void settle(long mostIn, long mostOut, long in, long out, boolean guessed) {
        pendingIn -= mostIn;
        pendingOut -= mostOut;
        tokensIn += in;
        tokensOut += out;
        estimated |= guessed;
    }

    /** Counts without a limit, for a dry run. */
    synchronized void wouldCall(long in, long out) {
        calls++;
        tokensIn += in;
        tokensOut += out;
        estimated = true;
    }

    synchronized void count(Event event) {
        events.merge(event, 1L, Long::sum);
    }

    synchronized long counted(Event event) {
        return events.getOrDefault(event, 0L);
    }

    synchronized long calls() {
        return calls;
    }

    synchronized long tokens() {
        return tokensIn + tokensOut;
    }

    synchronized double cost() {
        return limits.cost(tokensIn, tokensOut);
    }

    synchronized ReportsUsage.Usage usage(boolean dryRun, String sentence) {
        boolean priced = limits.priceIn() > 0 || limits.priceOut() > 0;
        return new ReportsUsage.Usage(
                dryRun,
                calls,
                tokensIn,
                tokensOut,
                priced ? OptionalDouble.of(limits.cost(tokensIn, tokensOut)) : OptionalDouble.empty(),
                sentence);
    }

    /** E.g. {@code 120 calls, 41000 tokens in and 9000 out, 0.0123 in money; 3 truncated}. */
    synchronized String summary() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d calls, %s%d tokens in and %d out",
                calls,
                estimated ? "about " : "",
                tokensIn,
                tokensOut));
        if (limits.priceIn() > 0 || limits.priceOut() > 0) {
            text.append(String.format(Locale.ROOT, ", a cost of %.4f", limits.cost(tokensIn, tokensOut)));
        }
        events.forEach((event, n) -> text.append("; ").append(n).append(' ').append(event.words));
        return text.toString();
    }
}
