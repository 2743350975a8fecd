package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {
    @TempDir
    Path folder;

    private void permit(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void codeThatAnyoneCouldReplaceIsRefused() throws Exception {
        Path jar = jar("plugin.jar", "dev.apes.api.evaluation.PromptEvaluator", Counting.class.getName());
        permit(jar, "rw-r--r--");
        permit(folder, "rwxr-xr-x");
        try (PluginJars jars = find()) {
            assertThat(jars.loader().getURLs()).containsExactly(jar.toUri().toURL());
        }
        for (String others : List.of("rwxrwxrwx", "rwxrwxr-x", "rwx-w----")) {
            permit(folder, others);
            assertRefused(folder);
        }
        permit(folder, "rwxr-xr-x");
        for (String others : List.of("rw-rw-rw-", "rw-rw-r--")) {
            permit(jar, others);
            assertRefused(jar);
        }
    }

    @Test
    void aFolderThatOthersCouldPutAnotherInPlaceOfIsRefused() throws Exception {
        Path above = Files.createDirectory(folder.resolve("above"));
        Path plugins = Files.createDirectory(above.resolve("plugins"));
        Path jar = jar("above/plugins/a.jar", "dev.apes.api.evaluation.PromptEvaluator", Counting.class.getName());
        permit(folder, "rwxr-xr-x");
        permit(plugins, "rwxr-xr-x");
        for (String others : List.of("rwxrwxr-x", "rwxr-xrwx")) {
            permit(above, others);
            assertThatThrownBy(() -> PluginPath.find(Optional.of(plugins.toString()), folder.resolve("no home")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("lies under '" + above.toRealPath() + "'")
                    .hasMessageContaining("chmod go-w");
        }
        Files.setAttribute(above, "unix:mode", 01777); // as /tmp is
        try (PluginJars jars = PluginPath.find(Optional.of(plugins.toString()), folder.resolve("no home"))) {
            assertThat(jars.usable()).extracting(PluginJars.Jar::file).containsExactly(jar);
        }
    }

    private void assertRefused(Path named) {
        assertThatThrownBy(this::find)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + named + "' can be written by other users")
                .hasMessageContaining("chmod -R go-w");
    }

    @Test
    void aBrokenJarIsNamedAndTheOthersWork() throws Exception {
        permit(folder, "rwxr-xr-x");
        Path good = jar("b-good.jar", "dev.apes.api.evaluation.PromptEvaluator", Counting.class.getName());
        Path noJar = Files.writeString(folder.resolve("a-text.jar"), "no jar");
        Path noClass = jar("c-gone.jar", "dev.apes.api.rule.PromptRule", "com.example.Gone # was here");
        Path wrongKind = jar("d-kind.jar", "dev.apes.api.rule.PromptRule", Counting.class.getName());
        Path throwing = jar("e-throws.jar", "dev.apes.api.evaluation.PromptEvaluator", Throwing.class.getName());
        try (PluginJars jars = find()) {
            assertThat(jars.usable()).containsExactly(new PluginJars.Jar(good, "1.2.3", List.of("evaluator counting")));
            assertThat(jars.broken()).hasSize(4);
            assertThat(jars.broken().get(0)).startsWith("'" + noJar + "' is left out");
            assertThat(jars.broken().get(1)).contains(noClass.toString(), "com.example.Gone");
            assertThat(jars.broken().get(2)).contains(wrongKind.toString(), "ClassCastException");
            assertThat(jars.broken().get(3)).contains(throwing.toString(), "out of order");
            assertThat(jars.loader().getURLs()).containsExactly(good.toUri().toURL());
            assertThat(jars.section()).contains(good + " (1.2.3): evaluator counting", throwing + "' is left out");
        }
    }

    @Test
    void theHomesFolderIsLookedAtWithoutBeingNamed() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        permit(home, "rwxr-xr-x");
        try (PluginJars jars = PluginPath.find(Optional.empty(), home)) {
            assertThat(jars.section()).isEmpty();
        }
        Path plugins = Files.createDirectory(home.resolve("plugins"));
        Path good = jar("home/plugins/good.jar", "dev.apes.api.evaluation.PromptEvaluator", Counting.class.getName());
        permit(plugins, "rwxr-xr-x");
        permit(good, "rw-r--r--");
        try (PluginJars jars = PluginPath.find(Optional.of(plugins.toString()), home)) {
            assertThat(jars.usable()).extracting(PluginJars.Jar::file).containsExactly(good);
        }
    }

    private PluginJars find() {
        return PluginPath.find(Optional.of(folder.toString()), folder.resolve("no home"));
    }

    private Path jar(String name, String service, String provider) throws Exception {
        Path file = folder.resolve(name);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new ZipEntry("META-INF/services/" + service));
            jar.write((provider + "\n").getBytes(StandardCharsets.UTF_8));
        }
        permit(file, "rw-r--r--");
        return file;
    }

    /** Scores by length. */
    public static class Counting implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("counting", "1", "counts", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream()
                    .map(r -> Evaluation.of(1.0 / r.text().length()))
                    .toList();
        }
    }

    /** Can't be made. */
    public static final class Throwing extends Counting {
        /** Throws. */
        public Throwing() {
            throw new IllegalStateException("out of order");
        }
    }

    @Test
    void statusTellsProgramsOfPlugins() throws Exception {
        permit(folder, "rwxr-xr-x");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("plugins"));
        Path broken = Files.writeString(home.resolve("plugins/a-text.jar"), "no jar");
        Path good = jar("good.jar", "dev.apes.api.evaluation.PromptEvaluator", Counting.class.getName());
        Files.move(good, home.resolve("plugins/good.jar"));
        permit(home, "rwxr-xr-x");
        permit(home.resolve("plugins"), "rwxr-xr-x");

        Cli.Result result = Cli.at(home, Cli.NEVER).run("status", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode status = new ObjectMapper().readTree(result.out());
        assertThat(status.get("plugins")).hasSize(1);
        assertThat(status.at("/plugins/0/file").asText()).endsWith("good.jar");
        assertThat(status.at("/plugins/0/version").asText()).isEqualTo("1.2.3");
        assertThat(status.at("/plugins/0/provides/0").asText()).isEqualTo("evaluator counting");
        assertThat(status.at("/brokenPlugins/0").asText())
                .contains(broken.getFileName().toString(), "left out");
    }
}
