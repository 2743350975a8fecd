package dev.apes.generators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.generation.SyntheticGenerator;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    @Test
    void everyMethodIsRegisteredAndCanBeMade() throws Exception {
        try (InputStream in = SyntheticGenerator.class
                .getClassLoader()
                .getResourceAsStream("META-INF/services/" + SyntheticGenerator.class.getName())) {
            List<String> classes = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> names = new ArrayList<>();
            for (String name : classes) {
                Object made = Class.forName(name).getConstructor().newInstance();
                names.add(((SyntheticGenerator) made).name());
            }
            assertThat(names)
                    .containsExactly(
                            "copula", "rule_focused", "smote", "diversity", "vae", "gan", "diffusion", "hybrid");
        }
    }
}
