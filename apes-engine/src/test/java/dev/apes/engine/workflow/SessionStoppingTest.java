package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.engine.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class SessionStoppingTest {
    @Test
    void aReproducibleSessionTakesNoTimeLimitByWayOfACriterionEither() {
        TrainingRequest request = TrainingRequest.builder()
                .reproducible(true)
                .stopping("patience|(mann_kendall & time_limit:seconds=5)")
                .build();
        PluginRegistry plugins =
                new PluginRegistry(new PluginRegistry.Explicit(), getClass().getClassLoader());
        assertThatThrownBy(() -> SessionStopping.of(request, plugins, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("time_limit")
                .hasMessageContaining("reproducible");
    }
}
