package dev.apes.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.TrainingEngine;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.api.store.SessionStore;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {
    /** A criterion that can be discovered. */
    public static class Named implements StoppingCriterion {
        @Override
        public String name() {
            return "named";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            return new StopDecision.Continue("never stops");
        }
    }

    /** Another of the same name. */
    public static final class SameName extends Named {}

    @Test
    void findsWhatTheClassLoaderProvides(@TempDir Path folder) throws IOException {
        try (URLClassLoader loader = providing(folder, Named.class.getName())) {
            assertThat(new PluginRegistry(new PluginRegistry.Explicit(), loader).stoppingCriterion("named"))
                    .isExactlyInstanceOf(Named.class);
        }
    }

    @Test
    void refusesTwoProvidersOfOneName(@TempDir Path folder) throws IOException {
        try (URLClassLoader loader = providing(folder, Named.class.getName() + "\n" + SameName.class.getName())) {
            assertThatThrownBy(() -> new PluginRegistry(new PluginRegistry.Explicit(), loader))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'named'")
                    .hasMessageContaining("SameName")
                    .hasMessageContaining("remove one");
        }
    }

    @Test
    void explicitRegistrationHidesDiscovery(@TempDir Path folder) throws IOException {
        PluginRegistry.Explicit explicit = new PluginRegistry.Explicit();
        explicit.stoppingCriteria.add(new SameName());
        try (URLClassLoader loader = providing(folder, Named.class.getName())) {
            assertThat(new PluginRegistry(explicit, loader).stoppingCriterion("named"))
                    .isInstanceOf(SameName.class);
        }
    }

    @Test
    void namesABrokenProvider(@TempDir Path folder) throws IOException {
        try (URLClassLoader loader = providing(folder, "no.such.Criterion")) {
            assertThatThrownBy(() -> new PluginRegistry(new PluginRegistry.Explicit(), loader))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no.such.Criterion");
        }
    }

    @Test
    void listsWhatIsKnownWhenANameIsNot() {
        PluginRegistry.Explicit explicit = new PluginRegistry.Explicit();
        explicit.stoppingCriteria.add(new Named());
        assertThatThrownBy(() -> new PluginRegistry(explicit, null).stoppingCriterion("nmaed"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'nmaed'")
                .hasMessageContaining("known: named");
    }

    @Test
    void findsStoresAndEnginesByName() {
        ClassLoader loader = PluginRegistryTest.class.getClassLoader();
        try (SessionStore store = PluginRegistry.sessionStore("memory", loader);
                TrainingEngine engine = PluginRegistry.trainingEngine("apes", loader)) {
            assertThat(store.name()).isEqualTo("memory");
            assertThat(engine.status().healthy()).isTrue();
        }
        assertThatThrownBy(() -> PluginRegistry.sessionStore("cloud", loader))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("known: memory");
    }

    @Test
    void theGuardPutsThePluginsNameOnWhatItThrows() {
        PluginGuard guard = new PluginGuard();
        assertThatThrownBy(() -> guard.call("evaluator", "broken", () -> {
                    throw new IllegalStateException("boom");
                }))
                .isInstanceOf(PluginException.class)
                .hasMessage("The evaluator 'broken' threw IllegalStateException: boom");
        assertThatThrownBy(() -> guard.call("rule", "empty", () -> null))
                .hasMessageContaining("rule 'empty' returned null");
        assertThat(guard.waitingFor()).isEmpty();
    }

    private static URLClassLoader providing(Path folder, String providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(StoppingCriterion.class.getName()), providers);
        return new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, new OnlyClasses(PluginRegistryTest.class.getClassLoader()));
    }

    /** Hides the services of the test's own class path, so that only the folder's are seen. */
    private static final class OnlyClasses extends ClassLoader {
        private OnlyClasses(ClassLoader parent) {
            super(parent);
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("META-INF/services/")
                    ? java.util.Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }
}
