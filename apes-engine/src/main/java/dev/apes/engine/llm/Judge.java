package dev.apes.engine.llm;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.PluginException;
import java.util.Optional;

/**
 * Compares a version of a prompt with the original, both ways round: a preference for a place cancels out. Where the two ways contradict
 * each other, more pairs of calls are made if there are votes left: the calls go where the judge is unsure. Thread-safe.
 */
final class Judge {
    private static final int VERDICT_TOKENS = 400;
    private static final String AGAIN = "That can't be read. Answer with nothing but the JSON object"
            + " {\"reason\": \"…\", \"better\": \"first\" or \"second\" or \"tie\", \"margin\": \"none\" or \"slight\" or \"clear\"}.";
    /** From so many judgements on, a judge more than half of whose answers are of no use is told off. */
    private static final int ENOUGH = 20;

    private final Endpoint endpoint;
    private final LlmSettings settings;

    Judge(Endpoint endpoint, LlmSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /**
     * What a judgement came to.
     *
     * @param preference for the version, in [-1, 1]
     * @param contradicted share of pairs of calls whose two verdicts contradict each other
     */
    record Judgement(double preference, double contradicted) {}

    /** Compares. */
    Judgement judge(Prompt original, String version, Cancellation cancellation) {
        double sum = 0;
        int contradicted = 0;
        int pairs = 0;
        do {
            double there = -order(original, original.text(), version, cancellation);
            double back = order(original, version, original.text(), cancellation);
            pairs++;
            if (there * back < 0) {
                endpoint.meter().count(Meter.Event.CONTRADICTION);
                contradicted++;
            } else {
                sum += (there + back) / 2;
                if (pairs == 1) {
                    break;
                }
            }
        } while (pairs < settings.votes());
        return new Judgement(sum / pairs, (double) contradicted / pairs);
    }

    /** One verdict: from -1, the second, to 1, the first. What gives no verdict, asked twice, prefers nothing. */
    double order(Prompt original, String first, String second, Cancellation cancellation) {
        ChatCall call = ChatCall.of(
                ChatCall.Purpose.JUDGEMENT,
                VERDICT_TOKENS,
                JudgePrompt.fill(settings.judgePrompt(), original, first, second));
        ChatAnswer answer = endpoint.ask(call, cancellation);
        Optional<Verdict> verdict = Verdict.read(answer.text());
        if (verdict.isEmpty() && answer.ending() != ChatAnswer.Ending.REFUSED) {
            answer = endpoint.ask(call.reply(answer.text(), AGAIN), cancellation);
            verdict = Verdict.read(answer.text());
            if (verdict.isPresent()) {
                endpoint.meter().count(Meter.Event.REPAIRED);
            }
        }
        if (verdict.isEmpty()) {
            endpoint.meter().count(Meter.Event.UNUSABLE);
            refuseIfUseless();
            return 0;
        }
        return verdict.get().first();
    }

    private void refuseIfUseless() {
        long calls = endpoint.meter().calls();
        long unusable = endpoint.meter().counted(Meter.Event.UNUSABLE);
        if (unusable >= ENOUGH && unusable * 2 > calls / 2) {
            throw new PluginException(
                    "evaluator",
                    LlmEvaluator.NAME,
                    "can't be relied on: " + unusable + " judgements of model " + settings.model()
                            + " were no verdict (" + endpoint.meter().summary()
                            + "); try another model, or -E structured=object or none",
                    null);
        }
    }
}
