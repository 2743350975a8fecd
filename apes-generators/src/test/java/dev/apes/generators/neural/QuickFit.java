package dev.apes.generators.neural;

import dev.apes.api.generation.FitContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Contexts for tests in which training is short. */
public final class QuickFit {
    private QuickFit() {}

    public static FitContext epochs(FitContext context, int epochs) {
        return with(context, "epochs", String.valueOf(epochs));
    }

    public static FitContext with(FitContext context, String option, String value) {
        Map<String, String> options = new LinkedHashMap<>(context.options());
        options.put(option, value);
        return new FitContext(context.seed(), context.focus(), options, context.cancellation());
    }
}
