package dev.apes.engine.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.text.PromptText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a rewrite added to one prompt must earn next to nothing under a prompt of another topic. */
class TransplantTest {
    /** The sentences of the version that the original does not have. */
    private static String added(Cases.Improvement improvement) {
        Set<String> known = PromptText.of(improvement.original()).sentences().stream()
                .map(span -> span.of(improvement.original()))
                .collect(Collectors.toSet());
        return PromptText.of(improvement.better()).sentences().stream()
                .map(span -> span.of(improvement.better()))
                .filter(sentence -> !known.contains(sentence))
                .collect(Collectors.joining(" "));
    }

    private static List<String> transplants(String added, String host) {
        return List.of(host + " " + added, host + "\n\n" + added, added + " " + host, added + "\n" + host);
    }

    @Test
    void transplantedAdditionsEarnAtMostATenthOnAverageAndNearlyAlwaysNothing() {
        double earnedAtHome = 0;
        double earnedAway = 0;
        List<String> above = new ArrayList<>();
        int cases = 0;
        for (Cases.Improvement home : Cases.IMPROVEMENTS) {
            double gain = Score.gain(home.better(), home.original());
            for (String host : hosts(home)) {
                for (String version : transplants(added(home), host)) {
                    double away = Score.gain(version, host);
                    cases++;
                    earnedAtHome += gain;
                    earnedAway += away;
                    if (away > gain / 10) {
                        above.add(version);
                    }
                }
            }
        }
        assertThat(cases).isGreaterThan(2000);
        assertThat(earnedAway).isLessThan(earnedAtHome / 10);
        assertThat(above).as("cases above a tenth, of %s", cases).hasSizeLessThan(cases / 50);
    }

    private static List<String> hosts(Cases.Improvement home) {
        List<String> hosts = new ArrayList<>(Cases.PROMPTS);
        Cases.IMPROVEMENTS.stream()
                .filter(other -> other != home)
                .map(Cases.Improvement::original)
                .forEach(hosts::add);
        hosts.removeIf(host -> sameTopic(host, home.original()));
        return hosts;
    }

    /** Some of the cases share their topic by design. */
    private static boolean sameTopic(String host, String original) {
        return original.contains("sea") && host.contains("sea") || original.contains("flat") && host.contains("flat");
    }

    @Test
    void longTransplantsCostMore() {
        String host = "How do vaccines train the immune system?";
        String all = Cases.IMPROVEMENTS.stream().map(TransplantTest::added).collect(Collectors.joining(" "));
        double gain = Score.gain(host + " " + all, host);
        assertThat(gain).isLessThan(-0.05);
        assertThat(Score.gain(host + "\n" + all + "\n" + all, host)).isLessThanOrEqualTo(gain);
    }
}
