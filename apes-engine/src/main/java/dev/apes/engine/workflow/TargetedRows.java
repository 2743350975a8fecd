package dev.apes.engine.workflow;

import dev.apes.api.error.PluginException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of features aimed at rules. A generator that searches by itself is fitted to each rule in turn; from any other twice as many
 * rows are drawn as are needed, of which each rule takes those on which the model expects little of it or is unsure.
 */
final class TargetedRows {
    /** The generator that searches by itself. */
    static final String SEARCHES = "rule_focused";

    private static final int SURPLUS = 2;

    private final SessionScope scope;
    private final Draft draft;
    private final Map<String, Integer> allocation;

    /** @param allocation rows by rule id; empty for none aimed at */
    TargetedRows(SessionScope scope, Draft draft, Map<String, Integer> allocation) {
        this.scope = scope;
        this.draft = draft;
        this.allocation = allocation;
    }

    /** The model that can say where a rule is weak, if there is one. */
    static Optional<EffectivenessModel> model(Draft draft) {
        return draft.state.model().map(Learned::model).filter(EffectivenessModel::trained);
    }

    Table sample(SyntheticGenerator generator, Table training, int rows, RandomStreams streams, int attempt) {
        if (allocation.isEmpty()) {
            return draw(
                    fit(generator, training, Optional.empty(), streams.seed("fit", attempt)),
                    generator,
                    rows,
                    streams.seed("sample", attempt));
        }
        List<double[]> all = new ArrayList<>();
        if (generator.name().equals(SEARCHES)) {
            allocation.forEach((rule, count) -> {
                Synthesizer fitted =
                        fit(generator, training, Optional.of(scorer(rule)), streams.seed("fit for " + rule, attempt));
                Table table = draw(fitted, generator, count, streams.seed("sample for " + rule, attempt));
                IntStream.range(0, count).mapToObj(table::row).forEach(all::add);
            });
            return Table.ofRows(FeatureTable.SCHEMA, all);
        }
        Table surplus = draw(
                fit(generator, training, Optional.empty(), streams.seed("fit", attempt)),
                generator,
                SURPLUS * rows,
                streams.seed("sample", attempt));
        boolean[] taken = new boolean[surplus.rows()];
        allocation.forEach((rule, count) -> {
            double[] wanted = scorer(rule).score(surplus);
            IntStream.range(0, taken.length)
                    .filter(r -> !taken[r])
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer r) -> -wanted[r])
                            .thenComparing(r -> r))
                    .limit(count)
                    .toList()
                    .forEach(r -> {
                        taken[r] = true;
                        all.add(surplus.row(r));
                    });
        });
        return Table.ofRows(FeatureTable.SCHEMA, all);
    }

    private Synthesizer fit(SyntheticGenerator generator, Table training, Optional<RowScorer> focus, long seed) {
        FitContext context = new FitContext(seed, focus, Map.of(), scope.steps().cancellation());
        return scope.guard().call("generator", generator.name(), () -> generator.fit(training, context));
    }

    private Table draw(Synthesizer fitted, SyntheticGenerator generator, int rows, long seed) {
        SampleRequest request =
                new SampleRequest(rows, seed, Map.of(), scope.steps().cancellation());
        Table table = scope.guard().call("generator", generator.name(), () -> fitted.sample(request));
        if (table.rows() != rows || !table.schema().equals(FeatureTable.SCHEMA)) {
            throw new PluginException(
                    "generator",
                    generator.name(),
                    "returned " + table.rows() + " rows of " + table.schema().size() + " columns instead of " + rows
                            + " of " + FeatureTable.SCHEMA.size(),
                    null);
        }
        return table;
    }

    /** How little the model expects of a rule on a row, and how unsure it is. */
    private RowScorer scorer(String rule) {
        EffectivenessModel model = model(draft).orElseThrow();
        ParameterValues values = draft.state.incumbents().get(rule);
        return table -> {
            double[][] rows = new double[table.rows()][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = FeatureTable.encoded(table.row(r));
            }
            return model.predictAll(rows, rule, values).stream()
                    .mapToDouble(p -> p.deviation() - p.mean())
                    .toArray();
        };
    }
}
