package dev.apes.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each parameter of each rule, with two values that give two texts, and what tells them apart. */
class RuleParameterEffectTest {
    private static final String LONG =
            "Plan the move of our library, and we want to keep two rooms open, and it should not cost more than 900 euros.";
    private static final String VAGUE = "Suggest a reliable bicycle for my daughter.";
    private static final String GROWING =
            "My daughter starts at the new school on the hill in the autumn and has to get there every morning. Suggest a reliable bicycle.";
    private static final String MATERIAL =
            "Summarize the following text:\n\nThe harbour was closed for two weeks while divers searched the basin for the lost anchor.";
    private static final String ORDER =
            "Example: \"Ave Maria\" took us four weeks.\n\nContext: our choir has 24 singers.\n\nPlan the rehearsals for a concert.";
    private static final String LIST = "Maybe give me a list of museums in Vienna and some information about them.";
    private static final String IMPROVE = "Suggest ways to reduce noise in our workshop.";
    private static final String PRINTERS =
            "If 3 printers print 90 pages in 5 minutes, how many pages do 7 printers print in 12 minutes?";
    private static final String SCRIPT = "Write a Java method that removes blank lines from a file.";
    private static final String CHOIR =
            "Context: our choir has 24 singers.\n\nExample: \"Ave Maria\" took us four weeks.\n\nPlan the rehearsals for a concert.\n\nFormat: a table.";

    static Stream<Arguments> effects() {
        PromptRule clarity = new ClarityRule();
        PromptRule specificity = new SpecificityRule();
        PromptRule thought = new ChainOfThoughtRule();
        PromptRule few = new FewShotRule();
        PromptRule role = new RoleRule();
        PromptRule xml = new XmlStructureRule();
        Prompt ferry =
                OwnPrompts.withExamples("Classify each comment about our ferry as praise, complaint or question.");
        Prompt pair = new Prompt(
                "pair",
                "Classify the comment.",
                Optional.empty(),
                Optional.empty(),
                OwnPrompts.withExamples("x").examples().subList(0, 3),
                Optional.empty(),
                Map.of());
        Prompt ferryContext = OwnPrompts.withExamples(
                "Context: the ferry has a new timetable.\n\nClassify each comment about our ferry.");
        Prompt category = new Prompt(
                "figures",
                "Suggest a better way to present my quarterly figures.",
                Optional.of("Finance"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of());
        return Stream.of(
                arguments(clarity, "min_clarity_score", 0.0, 1.0, of(VAGUE), "", "Done when the bicycle"),
                arguments(
                        clarity,
                        "sentence_complexity_threshold",
                        50,
                        10,
                        of(LONG),
                        "library, and we",
                        "library. We want"),
                arguments(clarity, "use_structured_xml", false, true, of(MATERIAL), "", "<material>"),
                arguments(
                        clarity,
                        "apply_specificity_patterns",
                        false,
                        true,
                        of(GROWING),
                        "",
                        "in which country I would buy the bicycle"),
                arguments(clarity, "add_success_criteria", false, true, of(VAGUE), "", "Done when the bicycle"),
                arguments(
                        clarity,
                        "vague_word_detection",
                        false,
                        true,
                        of(GROWING),
                        "",
                        "what counts as a \"reliable bicycle\""),
                arguments(
                        clarity,
                        "measurable_outcome_enforcement",
                        false,
                        true,
                        of(GROWING),
                        "",
                        "how much it may cost"),
                arguments(
                        clarity,
                        "context_placement_priority",
                        "after_examples",
                        "before_examples",
                        of(ORDER),
                        "weeks.\n\nContext",
                        "singers.\n\nExample"),
                arguments(clarity, "max_growth", 1.0, 4.0, of(VAGUE), "", "Done when the bicycle"),
                arguments(
                        specificity,
                        "vague_language_threshold",
                        1.0,
                        0.0,
                        of(VAGUE),
                        "",
                        "in which country I would buy it"),
                arguments(specificity, "max_added_details", 1, 5, of(VAGUE), "", "which features it must have"),
                arguments(
                        specificity,
                        "require_specific_outcomes",
                        false,
                        true,
                        of("Compare oak floors and beech floors."),
                        "",
                        "side by side in a table"),
                arguments(specificity, "include_success_criteria", false, true, of(VAGUE), "", "Done when the bicycle"),
                arguments(
                        specificity,
                        "enforce_measurable_goals",
                        false,
                        true,
                        of(IMPROVE),
                        "",
                        "how far I want to reduce noise"),
                arguments(specificity, "avoid_hedge_words", false, true, of(LIST), "Maybe", ""),
                arguments(
                        specificity,
                        "concrete_noun_preference",
                        false,
                        true,
                        of(LIST),
                        "",
                        "which \"information\" on the museums"),
                arguments(
                        specificity,
                        "action_verb_specificity",
                        false,
                        true,
                        of(LIST),
                        "ive me a list of museums",
                        "List museums in Vienna"),
                arguments(
                        specificity,
                        "specificity_pattern",
                        "who_what_when_where",
                        "concrete_examples",
                        of(SCRIPT),
                        "",
                        "sample of the file"),
                arguments(thought, "enable_step_by_step", false, true, of(PRINTERS), "", "\n2. "),
                arguments(thought, "use_thinking_tags", false, true, of(PRINTERS), "", "<thinking>"),
                arguments(
                        thought,
                        "encourage_explicit_reasoning",
                        false,
                        true,
                        of(PRINTERS),
                        "",
                        "Check the number of pages against 12 minutes"),
                arguments(
                        thought,
                        "use_structured_response",
                        false,
                        true,
                        of(PRINTERS),
                        "",
                        "\"Result:\" that gives the number of pages"),
                arguments(thought, "min_reasoning_steps", 2, 6, of(PRINTERS), "", "Bring in 7 printers"),
                arguments(
                        thought,
                        "zero_shot_trigger",
                        "step_by_step",
                        "before_answering",
                        of(PRINTERS),
                        "Work out the number of pages",
                        "Before giving the number of pages"),
                arguments(
                        thought, "min_task_complexity", 1.0, 0.0, of(PRINTERS), "", "the number of pages step by step"),
                arguments(few, "optimal_example_count", 2, 5, ferry, "", "Toilets were dirty."),
                arguments(few, "require_diverse_examples", false, true, pair, "", ""),
                arguments(few, "include_negative_examples", false, true, ferry, "", "<wrong_output>question"),
                arguments(few, "use_xml_delimiters", false, true, ferry, "Examples to follow for", "<examples>"),
                arguments(few, "recency_bias_optimization", false, true, ferry, "", ""),
                arguments(
                        few,
                        "example_placement",
                        "before_task",
                        "end",
                        ferry,
                        "</examples>\n\nClassify",
                        "question.\n\n<examples>"),
                arguments(
                        few,
                        "example_placement",
                        "before_task",
                        "after_context",
                        ferryContext,
                        "</examples>\n\nContext",
                        "timetable.\n\n<examples>"),
                arguments(few, "ordering", "shuffled", "similarity", ferry, "", ""),
                arguments(role, "auto_detect_domain", true, false, category, "", "senior financial adviser"),
                arguments(role, "use_system_prompts", false, true, of(SCRIPT), "", "System: You are"),
                arguments(
                        role,
                        "maintain_persona_consistency",
                        false,
                        true,
                        of(SCRIPT),
                        "",
                        "in everything about the Java method"),
                arguments(role, "include_credentials", false, true, of(SCRIPT), "", "trained in software development"),
                arguments(
                        role,
                        "expertise_depth",
                        "junior",
                        "expert",
                        of(SCRIPT),
                        "a junior Java developer",
                        "with expert knowledge of software development"),
                arguments(role, "domain_match_threshold", 1.0, 0.0, of(SCRIPT), "", "Java developer helping me"),
                arguments(xml, "use_context_tags", false, true, of(CHOIR), "", "<context"),
                arguments(xml, "use_instruction_tags", false, true, of(CHOIR), "", "<instructions>\nPlan"),
                arguments(xml, "use_example_tags", false, true, of(CHOIR), "", "<examples>"),
                arguments(
                        xml,
                        "use_thinking_tags",
                        false,
                        true,
                        of(CHOIR + "\n\nWork on the rehearsals step by step:\n1. Count the weeks."),
                        "",
                        "<steps>"),
                arguments(xml, "use_response_tags", false, true, of(CHOIR), "", "<response>\nFormat"),
                arguments(xml, "nested_structure_allowed", false, true, of(CHOIR), "", "<prompt>"),
                arguments(
                        xml,
                        "tag_hierarchy_enforcement",
                        false,
                        true,
                        of("Plan the rehearsals.\n\nContext: our choir has 24 singers."),
                        "",
                        "singers.\n</context>\n\n<instructions>"),
                arguments(
                        xml,
                        "attribute_usage",
                        "none",
                        "moderate",
                        of(CHOIR),
                        "<context>",
                        "<instructions about=\"the rehearsals for a concert\">"),
                arguments(xml, "min_components", 5, 2, of(CHOIR), "", "<context"));
    }

    @ParameterizedTest(name = "{0} {1}: {2} or {3}")
    @MethodSource("effects")
    void twoValuesGiveTwoTexts(
            PromptRule rule,
            String parameter,
            Object one,
            Object other,
            Prompt prompt,
            String onlyOne,
            String onlyOther) {
        ParameterValues base = eager(rule);
        String first = text(rule, prompt, base.with(parameter, one));
        String second = text(rule, prompt, base.with(parameter, other));

        assertThat(first).isNotEqualTo(second);
        if (!onlyOne.isEmpty()) {
            assertThat(first).contains(onlyOne);
            assertThat(second).doesNotContain(onlyOne);
        }
        if (!onlyOther.isEmpty()) {
            assertThat(second).contains(onlyOther);
            assertThat(first).doesNotContain(onlyOther);
        }
    }

    @Test
    void noParameterIsLeftOut() {
        Set<String> tested = new LinkedHashSet<>();
        effects().forEach(a -> tested.add(((PromptRule) a.get()[0]).definition().id() + "." + a.get()[1]));
        Set<String> all = new LinkedHashSet<>();
        for (PromptRule rule : List.of(
                new ClarityRule(),
                new SpecificityRule(),
                new ChainOfThoughtRule(),
                new FewShotRule(),
                new RoleRule(),
                new XmlStructureRule())) {
            for (ParameterDefinition p : rule.definition().parameters().parameters()) {
                all.add(rule.definition().id() + "." + p.name());
            }
        }

        assertThat(tested).isEqualTo(all);
    }

    /** Values under which the rule applies wherever it can. */
    private static ParameterValues eager(PromptRule rule) {
        ParameterValues values = rule.definition().parameters().defaults();
        for (Map.Entry<String, Object> eager : Map.<String, Object>of(
                        "min_clarity_score",
                        1.0,
                        "max_growth",
                        4.0,
                        "vague_language_threshold",
                        0.0,
                        "min_task_complexity",
                        0.0,
                        "domain_match_threshold",
                        0.3,
                        "min_components",
                        1,
                        "ordering",
                        "similarity")
                .entrySet()) {
            values =
                    values.asMap().containsKey(eager.getKey()) ? values.with(eager.getKey(), eager.getValue()) : values;
        }
        return values;
    }

    private static String text(PromptRule rule, Prompt prompt, ParameterValues values) {
        return rule.apply(prompt, rule.definition().parameters().validate(values))
                        instanceof RuleOutcome.Changed changed
                ? changed.text()
                : prompt.text();
    }

    private static Prompt of(String text) {
        return Prompt.of("effect", text);
    }
}
