package dev.apes.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingRequest;
import dev.apes.cli.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();
    private final List<TrainingRequest.Limits> limits = new ArrayList<>();
    private final List<String> levels = new ArrayList<>();

    private Reload reload(TrainingRequest request, String before, String... onCommandLine) throws IOException {
        write(before);
        return new Reload(home, SettingsFile.of(home), request, Set.of(onCommandLine));
    }

    private void write(String text) throws IOException {
        Files.writeString(home.resolve("apes.properties"), text);
    }

    private void run(Reload reload) {
        said.clear();
        reload.run(
                new Reload.Effect() {
                    @Override
                    public void limits(TrainingRequest.Limits changed) {
                        limits.add(changed);
                    }

                    @Override
                    public void logLevel(String level) {
                        levels.add(level);
                    }
                },
                said::add);
    }

    @Test
    void whatMayChangeChangesAndTheRestIsRefused() throws IOException {
        TrainingRequest request = TrainingRequest.builder().maxIterations(9).build();
        Reload reload = reload(request, "threshold = 0.02\nseed = 1\n", "max-iterations");
        write("threshold = 0.5\npatience=7\ntimeout = 60\nmax-iterations = 5\nseed = 2\nlog-level = debug\n");
        run(reload);
        TrainingRequest.Limits now = limits.get(0);
        assertThat(now.threshold()).isEqualTo(0.5);
        assertThat(now.patience()).isEqualTo(7);
        assertThat(now.time()).contains(Duration.ofSeconds(60));
        assertThat(now.maxIterations()).hasValue(9);
        assertThat(levels).containsExactly("debug");
        assertThat(said)
                .anySatisfy(s -> assertThat(s).contains("apes.properties:5: seed can't change while a session runs"))
                .anySatisfy(s -> assertThat(s).contains("command line set --max-iterations"));

        run(reload);
        assertThat(said).singleElement().asString().startsWith("nothing has changed");
        write("");
        run(reload);
        assertThat(limits.get(1).threshold()).isEqualTo(0.02);
        assertThat(limits.get(1).time()).isEqualTo(Optional.empty());
        assertThat(limits).hasSize(2);
    }

    @Test
    void aFileThatCanNotBeUsedChangesNothing() throws IOException {
        Reload reload = reload(TrainingRequest.builder().build(), "");
        for (String bad : new String[] {"threshold = 7", "patience = 0", "nonsense = 1", "log-level = loud"}) {
            write("timeout = 5\n" + bad + "\n");
            run(reload);
            assertThat(said).singleElement().asString().startsWith("the settings are left as they were: ");
        }
        assertThat(limits).isEmpty();
        write("timeout = 5\n");
        run(reload);
        assertThat(limits).hasSize(1);
    }

    @Test
    void thresholdAndPatienceBelongToTheDefaultCriterion() throws IOException {
        Reload reload = reload(TrainingRequest.builder().stopping("recommended").build(), "");
        write("patience = 4\n");
        run(reload);
        assertThat(limits).isEmpty();
        assertThat(said).singleElement().asString().contains("not heeded");
    }
}
