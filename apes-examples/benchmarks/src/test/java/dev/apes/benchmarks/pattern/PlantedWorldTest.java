package dev.apes.benchmarks.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.benchmarks.pattern.PlantedWorld.Plant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantedWorldTest {
    private static final Prompt SHORT = Prompt.of("1", "Name a river.");
    private static final Prompt LONG = Prompt.of("2", "Name a river that rises in the Alps and say where it ends.");

    private static double gain(Plant plant, Prompt prompt, double... doses) {
        PlantedWorld world = new PlantedWorld(plant, 8, 1);
        List<PlantedWorld.DoseRule> rules = world.rules();
        Prompt text = prompt;
        for (int i = 0; i < doses.length; i++) {
            text = text.withText(((RuleOutcome.Changed)
                            rules.get(i).apply(text, new ParameterValues(Map.of("dose", doses[i]))))
                    .text());
        }
        return world.gain(prompt, text.text());
    }

    @Test
    void whatIsPlantedIsThere() {
        assertThat(gain(Plant.CONFINED, LONG, 0.5)).isEqualTo(0.1);
        assertThat(gain(Plant.CONFINED, SHORT, 0.5)).isEqualTo(-0.03);
        assertThat(gain(Plant.SPECIAL, LONG, 0.85)).isGreaterThan(gain(Plant.SPECIAL, LONG, 0.25));
        assertThat(gain(Plant.SPECIAL, SHORT, 0.25)).isGreaterThan(gain(Plant.SPECIAL, SHORT, 0.85));
        assertThat(gain(Plant.NONE, LONG, 0.3)).isEqualTo(gain(Plant.NONE, SHORT, 0.3));
        assertThat(gain(Plant.IDLE, LONG, 0.5)).isZero();
        assertThat(gain(Plant.RIVALS, LONG, 0.5, 0.5)).isLessThan(gain(Plant.RIVALS, LONG, 0.5));
        assertThat(gain(Plant.CONFINED, LONG)).isZero();
    }
}
