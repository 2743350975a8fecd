package dev.apes.cli.report.page;

import dev.apes.api.TrainingRequest;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.report.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to train like a stored session once more.
 *
 * @param command for a shell, with all that differs from the defaults and has an option
 * @param beside settings that differ from the defaults and have no option, as {@code name = value}; may be empty
 */
record Repetition(String command, List<String> beside) {
    private static final String EVALUATOR_OPTION = "evaluatorOption.";
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("threshold", "--threshold"),
            Map.entry("patience", "--patience"),
            Map.entry("maxIterations", "--max-iterations"),
            Map.entry("maxEvaluations", "--max-evaluations"),
            Map.entry("timeLimit", "--timeout"),
            Map.entry("storeWait", "--db-wait"),
            Map.entry("stopping", "--stopping"),
            Map.entry("generatedRows", "--rows"),
            Map.entry("generator", "--generator"),
            Map.entry("evaluator", "--evaluator"),
            Map.entry("focusAreas", "--focus-areas"),
            Map.entry("single", "--single"),
            Map.entry("reproducible", "--reproducible"));

    static Repetition of(SessionRecord session, Kept kept) {
        Map<String, String> usual = defaults(TrainingRequest.builder().build());
        Map<String, String> set = new LinkedHashMap<>(session.configuration());
        List<String> words = new ArrayList<>(List.of("train", "--new", "--seed", String.valueOf(session.seed())));
        List<String> beside = new ArrayList<>();
        if (!set.containsKey("corpusSize")) {
            words.addAll(List.of("--prompts", "FILE"));
        }
        set.forEach((name, value) -> {
            if (value.equals(usual.get(name))) {
                return;
            }
            if (name.startsWith(EVALUATOR_OPTION)) {
                words.addAll(List.of("-E", quoted(name.substring(EVALUATOR_OPTION.length()) + "=" + value)));
            } else if (value.equals("true") && OPTIONS.containsKey(name)) {
                words.add(OPTIONS.get(name));
            } else if (OPTIONS.containsKey(name)) {
                words.addAll(List.of(OPTIONS.get(name), quoted(seconds(value))));
            } else if ((usual.containsKey(name) || name.matches("without|stepTimeout\\..*|target\\..*"))
                    && !name.equals("autoInit")) {
                beside.add(name + " = " + value);
            }
        });
        return new Repetition(kept.command(String.join(" ", words)), List.copyOf(beside));
    }

    /** By the names under which a session's configuration has them. */
    private static Map<String, String> defaults(TrainingRequest usual) {
        return Map.ofEntries(
                Map.entry("single", String.valueOf(usual.single())),
                Map.entry("threshold", String.valueOf(usual.limits().threshold())),
                Map.entry("patience", String.valueOf(usual.limits().patience())),
                Map.entry("generatedRows", String.valueOf(usual.search().generatedRows())),
                Map.entry("settingsPerRule", String.valueOf(usual.search().settingsPerRule())),
                Map.entry("corpusSize", String.valueOf(usual.search().corpusSize())),
                Map.entry("evaluator", usual.evaluator()),
                Map.entry("target.modelAccuracy", String.valueOf(usual.targets().modelAccuracy())),
                Map.entry(
                        "target.ruleEffectiveness",
                        String.valueOf(usual.targets().ruleEffectiveness())),
                Map.entry(
                        "target.patternCoverage", String.valueOf(usual.targets().patternCoverage())),
                Map.entry("focusAreas", String.join(",", usual.focusAreas())),
                Map.entry("reproducible", String.valueOf(usual.reproducible())),
                Map.entry("autoInit", String.valueOf(usual.autoInit())));
    }

    /** Durations are stored as ISO 8601 and given in seconds. */
    private static String seconds(String value) {
        return value.startsWith("PT") ? String.valueOf(Duration.parse(value).toSeconds()) : value;
    }

    private static String quoted(String word) {
        return word.matches("[\\w.,:/=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
