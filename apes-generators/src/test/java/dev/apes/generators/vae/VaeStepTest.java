package dev.apes.generators.vae;

import dev.apes.generators.neural.DirectionalDerivative;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VaeStepTest {
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        TableSummary summary = TableSummary.of(KnownLaws.table(37, 0.1, 1), 1);
        VaeSettings settings = new VaeSettings(37, 24, 12, 1e-3, 2);
        TableCode code = TableCode.fit(summary);
        VaeNetwork network = new VaeNetwork(code.width(), code.columns(), settings, new SeededRandom(2));
        VaeStep step = new VaeStep(code, network, settings, 37);
        int[] order = IntStream.range(0, 37).toArray();

        DirectionalDerivative.check(
                network.parameters(), () -> step.run(code.encode(summary, 3), order, 0, 37, 4), 2e-3, 0.01);
    }
}
