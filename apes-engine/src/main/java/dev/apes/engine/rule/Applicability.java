package dev.apes.engine.rule;

import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import dev.apes.engine.text.ProtectedSpan;

/** When a rule keeps its hands off. */
final class Applicability {
    /** Tokens below which a prompt that was not understood is left alone. */
    static final int SHORT = 40;

    private static final int MAX_LENGTH = 20_000;

    private Applicability() {}

    /** {@return why no rule should touch this text, or null} */
    static RuleOutcome.NotApplicable unfit(PromptText text) {
        String core = text.text();
        if (core.isBlank()) {
            return new RuleOutcome.NotApplicable("There is no instruction beside the blocks that rules have added.");
        }
        if (core.length() > MAX_LENGTH) {
            return new RuleOutcome.NotApplicable("At " + core.length()
                    + " characters the prompt is mostly material; edits could touch what must stay.");
        }
        if (!text.isEnglish()) {
            return new RuleOutcome.NotApplicable(
                    "\"" + start(core) + "\" is not in English; its wording is left as it is.");
        }
        int code = 0;
        for (ProtectedSpan span : text.protectedSpans()) {
            boolean fixed = span.kind() == ProtectedKind.CODE_BLOCK || span.kind() == ProtectedKind.CODE_FENCE;
            code += fixed ? span.end() - span.start() : 0;
        }
        return code * 2 > core.length()
                ? new RuleOutcome.NotApplicable("The prompt is mostly code, beginning with \"" + start(core) + "\".")
                : null;
    }

    /** {@return the first words of a prompt, to name it in a reason} */
    static String start(String core) {
        String line = core.strip();
        int end = Math.min(line.length(), 40);
        int lineBreak = line.indexOf('\n');
        if (lineBreak > 0 && lineBreak < end) {
            end = lineBreak;
        }
        int space = line.lastIndexOf(' ', end);
        if (end < line.length() && end == 40) {
            end = space > 10 ? space : Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
            return line.substring(0, end) + " …";
        }
        return line.substring(0, end);
    }
}
