package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrustRegionTest {
    private static final SpaceCodec CODEC = new SpaceCodec(ParameterSpace.of(
            ParameterDefinition.real("a", 0.5, 0, 1, ""),
            ParameterDefinition.integer("n", 5, 0, 10, ""),
            ParameterDefinition.flag("f", false, "")));

    private static double side(TrustRegion region) {
        TrustRegion.Box box = region.around(new double[] {0.5, 0.5, 1}, new double[3]);
        return box.upper()[0] - box.lower()[0];
    }

    @Test
    void growsOnSuccessAndShrinksOnFailure() {
        TrustRegion region = new TrustRegion(CODEC);
        double start = side(region);
        region.report(true);
        region.report(true);
        assertThat(side(region)).isCloseTo(2 * start, within(1e-9));
        region.report(false);
        region.report(true);
        region.report(false);
        assertThat(side(region)).isCloseTo(2 * start, within(1e-9));
        region.report(false);
        assertThat(side(region)).isCloseTo(start, within(1e-9));
    }

    @Property(tries = 100)
    void staysInTheSpaceAroundItsCentreAndLeavesAStepToWholeNumbers(@ForAll @Size(max = 60) boolean[] reports) {
        TrustRegion region = new TrustRegion(CODEC);
        for (boolean success : reports) {
            region.report(success);
        }
        TrustRegion.Box box = region.around(new double[] {0.97, 0.4, 1}, new double[] {-1, 1, 0});
        assertThat(box.lower()[0]).isBetween(0.0, 0.97);
        assertThat(box.upper()[0]).isBetween(0.97, 1.0);
        assertThat(box.lower()[1]).isBetween(0.0, 0.3);
        assertThat(box.upper()[1]).isBetween(0.5, 1.0);
        assertThat(box.lower()[2]).isEqualTo(1);
        assertThat(box.upper()[2]).isEqualTo(1);
    }
}
