package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.error.PluginException;
import dev.apes.api.generation.FitProgress;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.TableSummary;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingTest {
    @Test
    void anEpochThatDivergesIsUndoneAndRepeatedWithHalfTheStep() {
        Diverging model = new Diverging(0.3);
        List<Double> shares = new ArrayList<>();
        new Training("vae", model).run(3, Cancellation.NONE, shares::add);

        assertThat(model.scales).containsExactly(1.0, 0.5, 0.25, 0.25, 0.25);
        assertThat(model.weight.value()[0][0]).isEqualTo(3);
        assertThat(shares).hasSize(3).isSorted().endsWith(1.0);
    }

    @Test
    void whatDivergesHoweverSmallTheStepSaysSoAndNamesAWayOut() {
        assertThatThrownBy(() -> new Training("vae", new Diverging(0)).run(1, Cancellation.NONE, FitProgress.NONE))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'vae' diverged in epoch 1")
                .hasMessageContaining("copula");
    }

    /** Spoils its weight when steps are larger than it can bear. */
    private static final class Diverging implements TabularModel {
        private final double bearable;
        private final Parameter weight = new Parameter(1, 1);
        private final Adam adam = new Adam(List.of(weight), 1, 0.9, 0.999, 0, false);
        private final List<Double> scales = new ArrayList<>();

        Diverging(double bearable) {
            this.bearable = bearable;
        }

        @Override
        public List<Adam> optimisers() {
            return List.of(adam);
        }

        @Override
        public List<Parameter> averages() {
            return List.of();
        }

        @Override
        public double epoch(int epoch, double rateScale, Cancellation cancellation) {
            scales.add(rateScale);
            weight.value()[0][0] += rateScale <= bearable ? 1 : Float.NaN;
            return 0;
        }

        @Override
        public Table sample(SampleRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<TabularModel> withRows(Table more, TableSummary all) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeCode(DataOutputStream out) {
            throw new UnsupportedOperationException();
        }
    }
}
