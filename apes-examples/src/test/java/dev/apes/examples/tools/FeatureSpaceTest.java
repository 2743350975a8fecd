package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.Realiser;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.text.FeatureKind;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.diversity.DiversityGenerator;
import dev.apes.generators.smote.SmoteGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts follow the rows that generators give, in every feature that the realiser steers and over its whole range. */
class FeatureSpaceTest {
    private static final List<SyntheticGenerator> METHODS =
            List.of(new CopulaGenerator(), new SmoteGenerator(), new DiversityGenerator());
    private static final int EACH = 120;

    private static final List<double[]> WANTED = new ArrayList<>();
    private static final List<PromptFeatures> MEASURED = new ArrayList<>();
    private static final Set<String> STEERED = new TreeSet<>();
    private static double distance;

    @BeforeAll
    static void realise() {
        Table corpus = ComparePrompts.table(
                StartingCorpus.generate(400, 5).stream().map(Prompt::text).toList());
        Realiser realiser = Realiser.forTraining(PromptSplit.of(List.of()));
        for (SyntheticGenerator method : METHODS) {
            Table rows = method.fit(corpus, FitContext.of(1)).sample(SampleRequest.of(EACH, 2));
            for (int r = 0; r < EACH; r++) {
                double[] row = rows.row(r);
                PromptFeatures measured = PromptFeatures.of(
                        realiser.realise(row, null, WANTED.size()).prompt().text());
                WANTED.add(row);
                MEASURED.add(measured);
                Map<String, Double> errors = Realiser.errors(row, measured);
                STEERED.addAll(errors.keySet());
                distance += errors.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow()
                        / (METHODS.size() * EACH);
            }
        }
    }

    private static List<PromptFeature> steered(boolean categories) {
        return PromptFeatures.schema().stream()
                .filter(f -> STEERED.contains(f.featureName()))
                .filter(f -> categories == (f.kind() == FeatureKind.CATEGORICAL))
                .toList();
    }

    @Test
    void textsAreCloseToTheirRows() {
        assertThat(distance).isLessThan(0.4);
    }

    @Test
    void moreIsMoreInEveryFeature() {
        for (PromptFeature feature : steered(false)) {
            double[] wanted =
                    WANTED.stream().mapToDouble(row -> row[feature.ordinal()]).toArray();
            double[] measured =
                    MEASURED.stream().mapToDouble(m -> m.get(feature)).toArray();
            assertThat(Correlation.spearman(wanted, measured).orElse(1))
                    .as("rank correlation of wanted and measured %s", feature.featureName())
                    .isGreaterThan(0.35);
        }
    }

    @Test
    void whatIsAskedForIsThereAndWhatIsNotIsNot() {
        for (PromptFeature feature : steered(false)) {
            int[] asked = new int[2];
            int[] met = new int[2];
            for (int i = 0; i < WANTED.size(); i++) {
                int some = WANTED.get(i)[feature.ordinal()] > 0 ? 1 : 0;
                asked[some]++;
                met[some] += MEASURED.get(i).get(feature) > 0 == (some == 1) ? 1 : 0;
            }
            for (int some = 0; some < 2; some++) {
                if (asked[some] >= 10) {
                    assertThat((double) met[some] / asked[some])
                            .as("%s %s", some == 1 ? "some" : "no", feature.featureName())
                            .isGreaterThan(0.5);
                }
            }
        }
    }

    @Test
    void everyKindOfWorkAndEveryDomainIsReached() {
        for (PromptFeature feature : steered(true)) {
            Map<Integer, int[]> reached = new LinkedHashMap<>();
            for (int i = 0; i < WANTED.size(); i++) {
                int wanted = (int) WANTED.get(i)[feature.ordinal()];
                int[] counts = reached.computeIfAbsent(wanted, w -> new int[2]);
                counts[0]++;
                counts[1] += MEASURED.get(i).get(feature) == wanted ? 1 : 0;
            }
            assertThat(reached).as("wanted values of %s", feature.featureName()).hasSizeGreaterThan(5);
            reached.forEach((value, counts) -> {
                if (counts[0] >= 8) {
                    assertThat((double) counts[1] / counts[0])
                            .as(
                                    "%s %s",
                                    feature.featureName(), feature.categories().get(value))
                            .isGreaterThan(0.5);
                }
            });
        }
    }
}
