package dev.apes.engine.recovery;

import dev.apes.api.DataSummary;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.StoredSelection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was so when a session began and can't be found out later: later sessions spend from the same error budget, and duplicates
 * among the given prompts are not stored.
 *
 * @param budget the data set's error budget
 * @param data where the prompts went
 * @param heritage what it took over from earlier sessions
 * @param selection the selection of rules that was in force in the store
 */
public record StartFacts(ErrorBudget budget, DataSummary data, Heritage heritage, Optional<PromotionId> selection) {
    private static final String TESTS = SessionIdentity.START + "budgetTests";
    private static final String SPENT = SessionIdentity.START + "budgetSpent";
    private static final String SOURCE = SessionIdentity.START + "source";
    private static final String DUPLICATES = SessionIdentity.START + "duplicates";
    private static final String JAVA = SessionIdentity.START + "java";
    private static final String SYSTEM = SessionIdentity.START + "os";
    private static final String SELECTION = SessionIdentity.START + "selection";

    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(TESTS, String.valueOf(budget.tests()));
        map.put(SPENT, String.valueOf(budget.spent()));
        map.put(SOURCE, data.source());
        map.put(DUPLICATES, String.valueOf(data.duplicates()));
        selection.ifPresent(id -> map.put(SELECTION, id.iteration() + " of " + id.session()));
        map.putAll(heritage.toMap());
        // for reports: which machine gave these figures
        map.put(JAVA, Runtime.version().toString());
        map.put(SYSTEM, System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return map;
    }

    /**
     * @param configuration of a stored session
     * @param data where its prompts go now; duplicates may be missing
     * @return the facts; empty if they are not in it
     */
    public static Optional<StartFacts> of(Map<String, String> configuration, DataSummary data) {
        try {
            int duplicates = Integer.parseInt(configuration.get(DUPLICATES));
            DataSummary then = new DataSummary(
                    configuration.get(SOURCE),
                    data.given() - data.duplicates() + duplicates,
                    duplicates,
                    data.setAside(),
                    data.training(),
                    data.validation(),
                    data.holdout());
            ErrorBudget budget = new ErrorBudget(
                    Integer.parseInt(configuration.get(TESTS)), Double.parseDouble(configuration.get(SPENT)));
            return Optional.of(new StartFacts(budget, then, Heritage.read(configuration), selection(configuration)));
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * @param configuration of a stored session
     * @return the selection of rules that was in force when it began
     */
    public static Optional<PromotionId> selection(Map<String, String> configuration) {
        return Optional.ofNullable(configuration.get(SELECTION))
                .map(text -> text.split(" of ", 2))
                .map(parts ->
                        new PromotionId(new SessionId(parts[1]), StoredSelection.RULE_ID, Integer.parseInt(parts[0])));
    }
}
