package dev.apes.engine.plugin;

import dev.apes.api.PromotionId;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.model.ForecastFromModel;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.SelectionCodec;
import dev.apes.engine.text.PromptFeatures;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The selection of rules that a store has in force, for prompts met once: it remembers no answers. */
public final class SelectionInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionInForce.class);

    private SelectionInForce() {}

    /**
     * @param inForce the rules with which it is to be used
     * @param store where it is kept
     * @return what it expects of rules; no opinion if there is none, or none that these rules can be used with, which is logged
     */
    public static GainForecast of(RulesInForce inForce, SessionStore store) {
        return inForce.selection().flatMap(id -> of(id, inForce.known(), store)).orElse(GainForecast.NONE);
    }

    private static Optional<GainForecast> of(PromotionId id, List<RuleDefinition> known, SessionStore store) {
        try {
            return store.selection(id)
                    .map(s -> new ForecastFromModel(
                                    SelectionCodec.read(s.format(), s.model(), known),
                                    prompt -> PromptFeatures.of(prompt.text()).encoded())
                            .askedAfterApplying());
        } catch (DamagedStateException e) {
            LOG.warn(
                    "The selection of rules promoted in iteration {} of session {} is left out: {}",
                    id.iteration(),
                    id.session(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
