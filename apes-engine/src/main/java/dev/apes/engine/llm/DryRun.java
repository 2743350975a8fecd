package dev.apes.engine.llm;

import dev.apes.api.evaluation.EvaluationRequest;
import java.util.List;

/** Counts the calls that would be made, at their dearest: every vote used, every answer as long as it may be. */
final class DryRun {
    /** A verdict with its reason, as models write it. */
    private static final long VERDICT = 60;
    /** The longest of the made pairs with the question around it. */
    private static final long MADE_PAIR = 700;

    static final int MADE_PAIRS = 8;

    private final Meter meter;
    private final LlmSettings settings;

    DryRun(Meter meter, LlmSettings settings) {
        this.meter = meter;
        this.settings = settings;
    }

    void calibration() {
        for (int i = 0; i < 2 * MADE_PAIRS * settings.calibration(); i++) {
            meter.wouldCall(MADE_PAIR, VERDICT);
        }
    }

    void evaluate(List<EvaluationRequest> batch) {
        TaskRun task = new TaskRun(null, settings);
        for (EvaluationRequest request : batch) {
            if (settings.mode() == LlmSettings.Mode.TASK) {
                task.refuseUnscorable(request.original());
                for (int vote = 0; vote < settings.votes(); vote++) {
                    meter.wouldCall(
                            task.call(request.text(), request.original()).estimatedTokens(), settings.answerTokens());
                }
            } else if (!request.text().equals(request.original().text())) {
                long in = ChatCall.estimate(JudgePrompt.fill(
                        settings.judgePrompt(),
                        request.original(),
                        request.original().text(),
                        request.text()));
                for (int call = 0; call < 2 * settings.votes(); call++) {
                    meter.wouldCall(in, VERDICT);
                }
            }
        }
    }
}
