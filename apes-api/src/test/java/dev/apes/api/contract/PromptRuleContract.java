package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PromptRule} must do: the same outcome for the same input on any thread and in any locale, nothing the second
 * time, any text accepted, protected spans kept, and an effect of every parameter on some prompt.
 *
 * <pre>{@code
 * class MyRuleTest extends PromptRuleContract {
 *     @Override
 *     protected PromptRule createRule() {
 *         return new MyRule();
 *     }
 * }
 * }</pre>
 */
public abstract class PromptRuleContract {
    private static final int SETTINGS = 8;
    private static final int SETTINGS_IN_EFFECT_SEARCH = 40;

    /** Called by JUnit. */
    protected PromptRuleContract() {}

    /** {@return a new instance of the rule under test} */
    protected abstract PromptRule createRule();

    /**
     * Ordinary prompts on which the rule is tried. A rule for prompts of a special kind adds some of that kind: every parameter
     * must show an effect on at least one prompt of this list.
     *
     * @return prompts with distinct ids
     */
    protected List<Prompt> samplePrompts() {
        return PromptFixtures.ordinary();
    }

    @Test
    void definitionIsTheSameOnEveryCallAndInstance() {
        PromptRule rule = createRule();
        RuleDefinition definition = rule.definition();

        assertThat(rule.definition()).isEqualTo(definition);
        assertThat(createRule().definition()).isEqualTo(definition);
    }

    @Test
    void namesAreLowerSnakeCase() {
        RuleDefinition definition = createRule().definition();

        assertThat(definition.id()).matches("[a-z][a-z0-9_]*").hasSizeLessThanOrEqualTo(50);
        assertThat(definition.name()).hasSizeLessThanOrEqualTo(100);
        for (ParameterDefinition parameter : definition.parameters().parameters()) {
            assertThat(parameter.name()).matches("[a-z][a-z0-9_]*");
            assertThat(parameter.description())
                    .as("description of %s", parameter.name())
                    .isNotBlank();
        }
    }

    @Test
    void changesSomePromptAndSaysSoTruthfully() {
        PromptRule rule = createRule();
        List<Prompt> changed = new ArrayList<>();
        for (Prompt prompt : everyPrompt()) {
            for (ParameterValues values : settings(rule, SETTINGS)) {
                if (apply(rule, prompt, values) instanceof RuleOutcome.Changed c) {
                    assertThat(c.text())
                            .as("changed text of prompt %s", prompt.id())
                            .isNotEqualTo(prompt.text());
                    prompt.withText(c.text());
                    changed.add(prompt);
                }
            }
        }
        assertThat(changed).as("sample prompts that the rule changes").isNotEmpty();
    }

    @Test
    void isDeterministic() {
        PromptRule one = createRule();
        PromptRule other = createRule();
        for (Prompt prompt : everyPrompt()) {
            for (ParameterValues values : settings(one, 3)) {
                RuleOutcome first = apply(one, prompt, values);
                assertThat(apply(one, prompt, values)).isEqualTo(first);
                assertThat(apply(other, prompt, values)).isEqualTo(first);
            }
        }
    }

    @Test
    void changesNothingTheSecondTime() {
        PromptRule rule = createRule();
        for (Prompt prompt : everyPrompt()) {
            for (ParameterValues values : settings(rule, SETTINGS)) {
                if (apply(rule, prompt, values) instanceof RuleOutcome.Changed first) {
                    RuleOutcome second = apply(rule, prompt.withText(first.text()), values);
                    assertThat(second)
                            .as(
                                    "applied again to its result on prompt %s under %s:%n%s",
                                    prompt.id(), values, clip(first))
                            .isInstanceOf(RuleOutcome.NotApplicable.class);
                }
            }
        }
    }

    @Test
    void acceptsAnyText() {
        PromptRule rule = createRule();
        for (Prompt prompt : PromptFixtures.hostile()) {
            for (ParameterValues values : settings(rule, SETTINGS)) {
                Assertions.assertTimeout(
                        Duration.ofSeconds(10),
                        () -> {
                            RuleOutcome outcome = apply(rule, prompt, values);
                            if (outcome instanceof RuleOutcome.Changed c && wellFormed(prompt.text())) {
                                prompt.withText(c.text());
                                assertThat(wellFormed(c.text()))
                                        .as("surrogate pairs of prompt %s are left whole", prompt.id())
                                        .isTrue();
                            }
                        },
                        () -> "prompt " + prompt.id() + " of " + prompt.text().length() + " characters");
            }
        }
    }

    @Test
    void keepsProtectedSpans() {
        PromptRule rule = createRule();
        PromptFixtures.withProtectedSpans().forEach((prompt, spans) -> {
            for (ParameterValues values : settings(rule, SETTINGS)) {
                if (apply(rule, prompt, values) instanceof RuleOutcome.Changed c) {
                    assertThat(c.text())
                            .as("result on prompt %s under %s", prompt.id(), values)
                            .contains(spans);
                }
            }
        });
    }

    @Test
    void everyParameterHasAnEffectOnSomePrompt() {
        PromptRule rule = createRule();
        List<String> inert = new ArrayList<>();
        for (ParameterDefinition parameter : rule.definition().parameters().parameters()) {
            if (!hasEffect(rule, parameter)) {
                inert.add(parameter.name());
            }
        }
        assertThat(inert)
                .as("parameters without effect on any sample prompt (override samplePrompts() to add fitting ones)")
                .isEmpty();
    }

    @Test
    void givesTheSameOutcomesOnManyThreads() throws Exception {
        PromptRule rule = createRule();
        List<Prompt> prompts = everyPrompt();
        ParameterValues values = rule.definition().parameters().defaults();
        List<RuleOutcome> serial =
                prompts.stream().map(p -> apply(rule, p, values)).toList();

        List<List<RuleOutcome>> parallel = Parallel.collect(8, worker -> {
            RuleOutcome[] outcomes = new RuleOutcome[prompts.size()];
            for (int i = 0; i < outcomes.length; i++) {
                int at = (i + worker) % outcomes.length;
                outcomes[at] = apply(rule, prompts.get(at), values);
            }
            return List.of(outcomes);
        });

        assertThat(parallel).containsOnly(serial);
    }

    @Test
    void doesNotDependOnTheLocale() {
        PromptRule rule = createRule();
        ParameterValues values = rule.definition().parameters().defaults();
        List<RuleOutcome> here =
                everyPrompt().stream().map(p -> apply(rule, p, values)).toList();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            PromptRule fresh = createRule();
            assertThat(everyPrompt().stream().map(p -> apply(fresh, p, values)).toList())
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private boolean hasEffect(PromptRule rule, ParameterDefinition parameter) {
        for (ParameterValues base : settings(rule, SETTINGS_IN_EFFECT_SEARCH)) {
            for (Prompt prompt : everyPrompt()) {
                String reference = text(prompt, apply(rule, prompt, base));
                for (Object value : ParameterSamples.representative(parameter.constraint())) {
                    if (!text(prompt, apply(rule, prompt, base.with(parameter.name(), value)))
                            .equals(reference)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private List<Prompt> everyPrompt() {
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        samplePrompts().forEach(p -> prompts.put(p.id(), p));
        PromptFixtures.withProtectedSpans().keySet().forEach(p -> prompts.putIfAbsent(p.id(), p));
        return List.copyOf(prompts.values());
    }

    private static List<ParameterValues> settings(PromptRule rule, int count) {
        List<ParameterDefinition> parameters = rule.definition().parameters().parameters();
        ParameterValues defaults = rule.definition().parameters().defaults();
        ParameterValues allOn = defaults;
        for (ParameterDefinition p : parameters) {
            if (p.constraint() instanceof ParameterConstraint.Flag) {
                allOn = allOn.with(p.name(), true);
            }
        }
        List<ParameterValues> settings = new ArrayList<>(List.of(defaults, allOn));
        SplittableRandom random = new SplittableRandom(17);
        while (settings.size() < count && !parameters.isEmpty()) {
            ParameterValues values = defaults;
            for (ParameterDefinition p : parameters) {
                values = values.with(p.name(), ParameterSamples.draw(p.constraint(), random));
            }
            settings.add(values);
        }
        return settings;
    }

    private static RuleOutcome apply(PromptRule rule, Prompt prompt, ParameterValues values) {
        RuleOutcome outcome = rule.apply(prompt, values);
        assertThat(outcome).as("outcome on prompt %s", prompt.id()).isNotNull();
        return outcome;
    }

    private static String text(Prompt prompt, RuleOutcome outcome) {
        return outcome instanceof RuleOutcome.Changed c ? c.text() : prompt.text();
    }

    private static String clip(RuleOutcome.Changed changed) {
        return changed.text().length() <= 500 ? changed.text() : changed.text().substring(0, 500) + "…";
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
