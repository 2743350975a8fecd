package dev.apes.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Colours of pages and reports by WCAG 2.2: text 4.5 to 1 (1.4.3), lines of charts and edges of controls 3 to 1 (1.4.11). */
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{3,6})[;\\s]");
    private static final String[][] TEXT = {
        {"text", "bg"},
        {"text", "surface"},
        {"text", "raised"},
        {"muted", "bg"},
        {"muted", "surface"},
        {"muted", "raised"},
        {"accent", "bg"},
        {"accent", "surface"},
        {"on-accent", "accent"},
        {"accent", "accent-soft"},
        {"good", "surface"},
        {"good", "good-soft"},
        {"bad", "surface"},
        {"bad", "bad-soft"},
        {"warn", "surface"},
        {"warn", "warn-soft"}
    };
    private static final String[][] SHAPES = {
        {"c1", "surface"},
        {"c2", "surface"},
        {"c3", "surface"},
        {"c4", "surface"},
        {"c5", "surface"},
        {"edge", "surface"},
        {"edge", "bg"},
        {"accent", "bg"}
    };
    private static final String[][] REPORT_TEXT = {
        {"ink", "paper"}, {"ink", "card"}, {"soft", "paper"}, {"soft", "card"}
    };
    private static final String[][] REPORT_SHAPES = {{"c0", "card"}, {"c1", "card"}, {"c2", "card"}, {"c3", "card"}};

    @Test
    void pagesCanBeReadInLightAndDark() throws IOException {
        String css = read("/dev/apes/cli/dashboard/app.css");
        List<Map<String, String>> themes = List.of(
                colours(between(css, ":root {", "}")),
                colours(between(css, ":root:not([data-theme=\"light\"]) {", "}")),
                colours(between(css, ":root[data-theme=\"dark\"] {", "}")));
        assertThat(themes.get(1))
                .as("dark by choice is dark by the system's choice")
                .isEqualTo(themes.get(2));
        for (Map<String, String> theme : themes) {
            check(theme, TEXT, 4.5);
            check(theme, SHAPES, 3);
        }
    }

    @Test
    void reportsCanBeReadInLightAndDark() throws IOException {
        String css = read("/dev/apes/cli/report/page/report.css");
        for (String theme :
                List.of(between(css, ":root {", "}"), between(css.substring(css.indexOf("@media")), ":root {", "}"))) {
            check(colours(theme), REPORT_TEXT, 4.5);
            check(colours(theme), REPORT_SHAPES, 3);
        }
    }

    @Test
    void ratiosAreThoseOfTheStandard() {
        assertThat(ratio("#000", "#fff")).isEqualTo(21);
        assertThat(ratio("#777777", "#ffffff")).isBetween(4.47, 4.49);
    }

    private static void check(Map<String, String> theme, String[][] pairs, double least) {
        for (String[] pair : pairs) {
            assertThat(theme).containsKeys(pair);
            assertThat(ratio(theme.get(pair[0]), theme.get(pair[1])))
                    .as(pair[0] + " " + theme.get(pair[0]) + " on " + pair[1] + " " + theme.get(pair[1]))
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static double ratio(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** Relative luminance of sRGB, as WCAG defines it. */
    private static double luminance(String colour) {
        String digits = colour.length() == 4 ? colour.replaceAll("[0-9a-f]", "$0$0") : colour;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(digits.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> colours(String block) {
        Map<String, String> colours = new HashMap<>();
        Matcher each = COLOUR.matcher(block);
        while (each.find()) {
            colours.put(each.group(1), each.group(2));
        }
        return colours;
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        return text.substring(from + begin.length(), text.indexOf(end, from));
    }

    private static String read(String path) throws IOException {
        try (InputStream in = ContrastTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
