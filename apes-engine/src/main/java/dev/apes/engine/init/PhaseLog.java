package dev.apes.engine.init;

import dev.apes.api.InitializationReport.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a phase finds; the worst of its outcomes counts. Not thread-safe. */
final class PhaseLog {
    private final List<String> findings = new ArrayList<>();
    private Outcome outcome = Outcome.OK;

    void note(String finding) {
        findings.add(finding);
    }

    void done(String finding) {
        add(finding, Outcome.DONE);
    }

    void warn(String finding) {
        add(finding, Outcome.WARNING);
    }

    void block(String finding) {
        add(finding, Outcome.BLOCKED);
    }

    private void add(String finding, Outcome its) {
        findings.add(finding);
        outcome = its.ordinal() > outcome.ordinal() ? its : outcome;
    }

    List<String> findings() {
        return findings;
    }

    Outcome outcome() {
        return outcome;
    }
}
