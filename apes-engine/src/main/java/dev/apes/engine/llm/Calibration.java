package dev.apes.engine.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.store.SessionStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of a judge's preference is there again when the judge is asked again: <i>slope = Σ x·x′ / Σ x²</i> over all pairs of repeats
 * <i>x, x′</i> of the same comparison, the regression of a repeat on what was said before (Kelley's estimate of a true score, without a
 * mean because preferences are centred by the swap). A preference times this slope is what a repeat is expected to say. Measured on made
 * pairs whose better side is known, so that a judge who only looks at the place, or prefers the worse, is found out before it decides
 * anything. Every call goes through the ledger.
 *
 * @param slope in [0, 1]
 * @param agreement share of made pairs in which the better side was preferred, ties half, in [0, 1]
 * @param firstShown share of verdicts other than ties that preferred what was shown first
 * @param verdicts how many verdicts stand behind it
 */
record Calibration(double slope, double agreement, double firstShown, int verdicts) {
    /** Preferences as they come. */
    static final Calibration NONE = new Calibration(1, Double.NaN, Double.NaN, 0);

    private record Pair(Prompt original, String version, boolean better) {}

    static Calibration measure(Judge judge, LlmSettings settings, SessionStore ledger) {
        List<Pair> pairs = pairs();
        int repeats = settings.calibration();
        double[][] preferences = new double[pairs.size()][repeats];
        int first = 0;
        int decided = 0;
        double right = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            for (int r = 0; r < repeats; r++) {
                String key = "calibration-"
                        + Digests.of(
                                settings.identity().toString(),
                                pair.original().text(),
                                pair.version(),
                                String.valueOf(r));
                double[] orders = orders(judge, pair, key, ledger);
                for (double order : orders) {
                    decided += order == 0 ? 0 : 1;
                    first += order > 0 ? 1 : 0;
                }
                double x = -orders[0] * orders[1] < 0 ? 0 : (-orders[0] + orders[1]) / 2;
                preferences[i][r] = x;
                double towardsBetter = pair.better() ? x : -x;
                right += towardsBetter > 0 ? 1 : towardsBetter == 0 ? 0.5 : 0;
            }
        }
        Calibration found = new Calibration(
                slope(preferences),
                right / (pairs.size() * repeats),
                decided == 0 ? 0.5 : (double) first / decided,
                2 * pairs.size() * repeats);
        found.refuseIfUseless(settings);
        return found;
    }

    /** The two verdicts of one pair of calls, each for what was shown first. */
    private static double[] orders(Judge judge, Pair pair, String key, SessionStore ledger) {
        List<String> keys = List.of(key + "-there", key + "-back");
        Map<String, Evaluation> known = ledger.recall(keys);
        double[] orders = new double[2];
        Map<String, Evaluation> bought = new LinkedHashMap<>();
        for (int way = 0; way < 2; way++) {
            Evaluation stored = known.get(keys.get(way));
            if (stored != null) {
                orders[way] = 2 * stored.score() - 1;
            } else {
                String original = pair.original().text();
                orders[way] = way == 0
                        ? judge.order(pair.original(), original, pair.version(), Cancellation.NONE)
                        : judge.order(pair.original(), pair.version(), original, Cancellation.NONE);
                bought.put(keys.get(way), Evaluation.of((orders[way] + 1) / 2));
            }
        }
        if (!bought.isEmpty()) {
            ledger.remember(bought);
        }
        return orders;
    }

    /** With a single repeat there is nothing to compare, and preferences stay as they are. */
    static double slope(double[][] preferences) {
        double products = 0;
        double squares = 0;
        for (double[] repeats : preferences) {
            for (int a = 0; a < repeats.length; a++) {
                for (int b = 0; b < repeats.length; b++) {
                    if (a != b) {
                        products += repeats[a] * repeats[b];
                        squares += repeats[a] * repeats[a];
                    }
                }
            }
        }
        if (preferences.length > 0 && preferences[0].length < 2) {
            return 1;
        }
        return squares == 0 ? 0 : Math.max(0, Math.min(1, products / squares));
    }

    private void refuseIfUseless(LlmSettings settings) {
        String who = "-E model=" + settings.model();
        if (firstShown >= 0.95 || firstShown <= 0.05) {
            throw new InvalidInputException(
                    who,
                    String.format(
                            Locale.ROOT,
                            "prefers what is shown %s in %.0f %% of its verdicts on made pairs, so it compares nothing;"
                                    + " take another model or judge prompt",
                            firstShown > 0.5 ? "first" : "second",
                            100 * Math.max(firstShown, 1 - firstShown)));
        }
        if (slope == 0 || agreement <= 0.5) {
            throw new InvalidInputException(
                    who,
                    String.format(
                            Locale.ROOT,
                            "prefers the better side of made pairs in %.0f %%, and a repeated call tells %.2f of a"
                                    + " preference again: it can't judge; take another model or judge prompt",
                            100 * agreement,
                            slope));
        }
    }

    /** As it is kept in the configuration of a session. */
    String stored() {
        return String.format(Locale.ROOT, "%.6f", slope);
    }

    static Calibration restored(String stored) {
        return new Calibration(Double.parseDouble(stored), Double.NaN, Double.NaN, 0);
    }

    List<String> sentences() {
        return verdicts == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "On made pairs of prompts (%d verdicts) the judge prefers the better side in %.0f %%, what is shown first"
                                + " in %.0f %%, and a repeated call tells %.2f of a preference again.",
                        verdicts,
                        100 * agreement,
                        100 * firstShown,
                        slope));
    }

    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line :
                JudgePrompt.resource("calibration-pairs.jsonl").lines().toList()) {
            try {
                JsonNode pair = json.readTree(line);
                pairs.add(new Pair(
                        Prompt.of(
                                "calibration-" + pairs.size(),
                                pair.get("original").textValue()),
                        pair.get("version").textValue(),
                        pair.get("better").booleanValue()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("line " + (pairs.size() + 1) + " of calibration-pairs.jsonl", e);
            }
        }
        return pairs;
    }
}
