package dev.apes.engine.model;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Two rules whose true gains on prompts of eight features are known. */
final class SampleWorld {
    static final int FEATURES = 8;
    static final RuleDefinition FIRST = rule(
            "first", ParameterDefinition.real("strength", 0.5, 0, 1, ""), ParameterDefinition.flag("polite", true, ""));
    static final RuleDefinition SECOND = rule(
            "second",
            ParameterDefinition.integer("count", 3, 1, 10, ""),
            ParameterDefinition.choice("place", "top", List.of("top", "middle", "end"), ""));
    static final ModelSchema SCHEMA =
            new ModelSchema(IntStream.range(0, FEATURES).mapToObj(i -> "f" + i).toList(), List.of(FIRST, SECOND));
    /** Small enough for tests to be quick. */
    static final ModelOptions OPTIONS = new ModelOptions(40, 0.15, 20, 0.1, 4, 80, 3_000);

    private SampleWorld() {}

    private static RuleDefinition rule(String id, ParameterDefinition... parameters) {
        return new RuleDefinition(id, id, "test", "", 5, "1.0.0", ParameterSpace.of(parameters));
    }

    static double[] features(int prompt) {
        SplittableRandom random = new SplittableRandom(prompt * 7717L);
        random.nextLong();
        return random.doubles(FEATURES).toArray();
    }

    static double gain(double[] f, String rule, ParameterValues v) {
        if (rule.equals("first")) {
            double d = v.real("strength") - 0.2 - 0.6 * f[0];
            return 0.1 - 0.4 * d * d + (v.flag("polite") ? 0.05 : -0.05) * (f[1] > 0.5 ? 1 : -1);
        }
        double place =
                v.choice("place").equals("end") ? 0.08 : v.choice("place").equals("top") ? 0 : -0.08;
        return f[2] < 0.2 ? 0 : place + 0.01 * (v.integer("count") - 5);
    }

    static ParameterValues setting(SplittableRandom random, String rule) {
        return rule.equals("first")
                ? FIRST.parameters()
                        .validate(new ParameterValues(
                                Map.of("strength", random.nextDouble(), "polite", random.nextBoolean())))
                : SECOND.parameters()
                        .validate(new ParameterValues(Map.of(
                                "count",
                                1 + random.nextInt(10),
                                "place",
                                List.of("top", "middle", "end").get(random.nextInt(3)))));
    }

    /** Samples of prompts from {@code from} to {@code to}, so many of each. */
    static List<GainSample> samples(int from, int to, int each, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<GainSample> samples = new ArrayList<>();
        for (int p = from; p < to; p++) {
            double[] f = features(p);
            for (int i = 0; i < each; i++) {
                String rule = i % 2 == 0 ? "first" : "second";
                ParameterValues v = setting(random, rule);
                samples.add(new GainSample(
                        "prompt " + p, f, rule, v, gain(f, rule, v) + noise * random.nextGaussian(), true));
            }
        }
        return samples;
    }
}
