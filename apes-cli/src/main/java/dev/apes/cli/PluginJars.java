package dev.apes.cli;

import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.stopping.StoppingCriterion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Jars of plugins. One that is no jar, or whose providers can't be made, is named and left out, so that it does not keep the others
 * from working; jars that provide nothing may be libraries of those that do.
 *
 * @param loader over the usable ones
 * @param usable those with plugins, in order
 * @param broken why each of the others is left out, a sentence that begins with its path
 */
record PluginJars(URLClassLoader loader, List<Jar> usable, List<String> broken) implements AutoCloseable {
    private static final Map<Class<?>, Kind<?>> KINDS = new LinkedHashMap<>();

    static {
        kind(PromptRule.class, "rule", rule -> rule.definition().id());
        kind(PromptEvaluator.class, "evaluator", evaluator -> evaluator.info().name());
        kind(SyntheticGenerator.class, "generator", SyntheticGenerator::name);
        kind(GapAnalyzer.class, "gap analyzer", GapAnalyzer::name);
        kind(StoppingCriterion.class, "stopping criterion", StoppingCriterion::name);
    }

    /**
     * A jar with plugins.
     *
     * @param file where
     * @param version its {@code Implementation-Version}, or {@code no version}
     * @param plugins kind and name of each
     */
    record Jar(Path file, String version, List<String> plugins) {}

    private record Kind<T>(String word, Class<T> type, Function<T, String> name) {
        String of(Class<?> provider) throws ReflectiveOperationException {
            return word + " "
                    + name.apply(type.cast(provider.getDeclaredConstructor().newInstance()));
        }
    }

    private static <T> void kind(Class<T> type, String word, Function<T, String> name) {
        KINDS.put(type, new Kind<>(word, type, name));
    }

    /**
     * @param jars files, in order
     * @return what they are
     */
    static PluginJars of(List<Path> jars) {
        List<Jar> usable = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        // over all of them, for a plugin may need another jar of the folder
        try (URLClassLoader trial = PluginPath.loader(jars)) {
            for (Path file : jars) {
                try {
                    Jar jar = look(file, trial);
                    kept.add(file);
                    if (!jar.plugins.isEmpty()) {
                        usable.add(jar);
                    }
                } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
                    Throwable cause = e instanceof java.lang.reflect.InvocationTargetException ? e.getCause() : e;
                    broken.add("'" + file + "' is left out: " + cause + "; fix or remove it");
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new PluginJars(PluginPath.loader(kept), List.copyOf(usable), List.copyOf(broken));
    }

    private static Jar look(Path file, ClassLoader loader) throws IOException, ReflectiveOperationException {
        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> plugins = new ArrayList<>();
            for (Map.Entry<Class<?>, Kind<?>> kind : KINDS.entrySet()) {
                ZipEntry services =
                        jar.getEntry("META-INF/services/" + kind.getKey().getName());
                if (services != null) {
                    try (InputStream in = jar.getInputStream(services)) {
                        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
                            String provider = line.replaceFirst("#.*", "").strip();
                            if (!provider.isEmpty()) {
                                plugins.add(kind.getValue().of(Class.forName(provider, true, loader)));
                            }
                        }
                    }
                }
            }
            Manifest manifest = jar.getManifest();
            String version = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return new Jar(file, version == null ? "no version" : version, List.copyOf(plugins));
        }
    }

    /** {@return version, then kind and name of each plugin, by file} */
    Map<String, List<String>> byFile() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Jar jar : usable) {
            List<String> words = new ArrayList<>(List.of(jar.version));
            words.addAll(jar.plugins);
            all.put(jar.file.toString(), words);
        }
        return all;
    }

    /** {@return a section of {@code apes status}; blank if there are none} */
    String section() {
        if (usable.isEmpty() && broken.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\nPlugins\n");
        for (Jar jar : usable) {
            text.append("  ")
                    .append(jar.file)
                    .append(" (")
                    .append(jar.version)
                    .append("): ")
                    .append(String.join(", ", jar.plugins))
                    .append('\n');
        }
        broken.forEach(why -> text.append("  ").append(why).append('\n'));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
