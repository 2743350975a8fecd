package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.InitializationReport.PhaseResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows the phases of initialisation as they finish, one line each; findings where somebody should read them. */
public final class InitView implements Consumer<PhaseResult> {
    private static final int PHASES = 7;

    private final PrintStream out;
    private final boolean lines;
    private final boolean findings;
    private int number;

    /**
     * @param out where to
     * @param lines whether each phase gets a line; otherwise only warnings are shown
     * @param findings whether all findings are shown
     */
    public InitView(PrintStream out, boolean lines, boolean findings) {
        this.out = out;
        this.lines = lines;
        this.findings = findings;
    }

    @Override
    public void accept(PhaseResult phase) {
        number++;
        boolean telling = phase.outcome() == Outcome.WARNING;
        if (lines && phase.outcome() != Outcome.BLOCKED) {
            out.println(String.format(
                            Locale.ROOT,
                            "setup %d/%d %-26s %-8s %s",
                            number,
                            PHASES,
                            phase.name(),
                            word(phase.outcome()),
                            Numbers.seconds(phase.took()))
                    .stripTrailing());
        }
        if (telling || findings || (lines && phase.outcome() == Outcome.DONE)) {
            String first = telling ? (lines ? "  warning: " : "warning: ") : "  ";
            phase.findings().forEach(finding -> out.println(first + TextLayout.clean(finding)));
        }
        out.flush();
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case OK -> "ok";
            case DONE -> "done";
            case WARNING -> "warning";
            case BLOCKED -> "blocked";
        };
    }

    /**
     * @param phase a phase
     * @return it as an event
     */
    static ObjectNode json(PhaseResult phase) {
        ObjectNode node = Json.object()
                .put("event", "initialization_phase")
                .put("phase", phase.name())
                .put("outcome", phase.outcome().name().toLowerCase(Locale.ROOT));
        node.set("findings", Json.list(phase.findings(), TextNode::valueOf));
        return node.put("seconds", Json.seconds(phase.took()));
    }
}
