package dev.apes.generators.gan;

import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.DirectionalDerivative;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GanStepTest {
    private final TableSummary summary = TableSummary.of(KnownLaws.table(60, 0.1, 1), 1);
    private final GanSettings settings = new GanSettings(40, 4, 20, 8, 1e-3);
    private final TableCode code = code();
    private final CodedRows rows = code.encode(summary, 3);
    private final LevelConditions levels = new LevelConditions(code, rows);
    private final SlotValues values = new SlotValues(code, summary);
    private final GanGeneratorNetwork generator =
            new GanGeneratorNetwork(8 + levels.width(), 20, new OutputActivation(code).width(), new SeededRandom(2));
    private final Critic critic = new Critic(4 * GanStep.width(code, values, levels), 20, new SeededRandom(4));
    private final GanStep step = new GanStep(code, rows, levels, values, settings, generator, critic);

    private TableCode code() {
        TableCode made = TableCode.fit(summary);
        for (int c = 0; c < made.columns(); c++) {
            made.see(summary.kept(c), c);
        }
        return made;
    }

    /**
     * The penalty is in it, so the second derivatives are checked, too. It jumps where a rectifier changes sides: with this seed
     * none does between the two points of a difference.
     */
    @Test
    void theCriticsGradientsAreTheSlopesOfItsLoss() {
        // the last bias raises all verdicts alike
        List<Parameter> parameters = critic.parameters().subList(0, 5);

        step.generate(8);
        DirectionalDerivative.check(parameters, () -> step.critic(8), 1e-3, 0.02);
    }

    @Test
    void theGeneratorsGradientsAreTheSlopesOfItsLoss() {
        List<Parameter> parameters = new ArrayList<>(generator.parameters());
        // biases before a batch normalisation change nothing
        parameters.remove(3);
        parameters.remove(1);

        DirectionalDerivative.check(
                parameters,
                () -> {
                    step.generate(9);
                    return step.generator(9);
                },
                2e-3,
                0.02);
    }
}
