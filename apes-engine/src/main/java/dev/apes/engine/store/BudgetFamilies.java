package dev.apes.engine.store;

import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.ErrorBudget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which data sets share an error budget: those that share validation prompts. Not thread-safe. */
final class BudgetFamilies {
    private static final double SHARE = 0.1;

    private final Map<String, String> familyOf = new HashMap<>();
    private final Map<String, Set<String>> validationOf = new LinkedHashMap<>();
    private final Map<String, ErrorBudget> budgets = new HashMap<>();

    /** Of several families it overlaps with, a data set joins the one that has spent most. */
    void register(DataSet data) {
        Set<String> validation = new HashSet<>();
        data.members().stream()
                .filter(m -> m.side() == DataSide.VALIDATION)
                .forEach(m -> validation.add(m.fingerprint()));
        String family = data.key();
        double spent = -1;
        for (Map.Entry<String, Set<String>> other : validationOf.entrySet()) {
            long shared = validation.stream().filter(other.getValue()::contains).count();
            double its = budget(other.getKey()).spent();
            if (shared > 0 && shared >= SHARE * validation.size() && its > spent) {
                family = familyOf.get(other.getKey());
                spent = its;
            }
        }
        familyOf.put(data.key(), family);
        validationOf.put(data.key(), validation);
    }

    ErrorBudget budget(String dataKey) {
        return budgets.getOrDefault(familyOf.getOrDefault(dataKey, dataKey), ErrorBudget.FRESH);
    }

    void spend(String dataKey, ErrorBudget after) {
        budgets.put(familyOf.getOrDefault(dataKey, dataKey), after);
    }
}
