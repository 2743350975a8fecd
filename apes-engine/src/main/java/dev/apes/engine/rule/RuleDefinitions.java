package dev.apes.engine.rule;

import static dev.apes.api.rule.ParameterDefinition.choice;
import static dev.apes.api.rule.ParameterDefinition.flag;
import static dev.apes.api.rule.ParameterDefinition.integer;
import static dev.apes.api.rule.ParameterDefinition.real;

import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.RuleDefinition;
import java.util.List;

/** The six rules with their priorities and parameters, in one place. */
final class RuleDefinitions {
    private static final String VERSION = "1.0.0";

    static final RuleDefinition CLARITY = new RuleDefinition(
            "clarity_enhancement",
            "Clarity",
            "fundamental",
            "Cuts padding, splits long sentences, sets material apart, asks what vague words mean, and says when the result is done.",
            10,
            VERSION,
            ParameterSpace.of(
                    real("min_clarity_score", 0.7, 0, 1, "Prompts that are at least this clear are left alone."),
                    integer(
                            "sentence_complexity_threshold",
                            20,
                            10,
                            50,
                            "Words a sentence may have before it is split where a new clause begins."),
                    flag(
                            "use_structured_xml",
                            false,
                            "Puts tags instead of plain paragraphs around material and notes."),
                    flag(
                            "apply_specificity_patterns",
                            true,
                            "Names the most important point that the prompt leaves open."),
                    flag("add_success_criteria", true, "Says when the result is done."),
                    flag("vague_word_detection", true, "Asks what vague words of the prompt mean."),
                    flag("measurable_outcome_enforcement", true, "Asks for the quantity that the prompt leaves open."),
                    choice(
                            "context_placement_priority",
                            "before_examples",
                            List.of("before_examples", "after_examples"),
                            "Where a paragraph of background stands."),
                    real("max_growth", 2.0, 1.0, 4.0, "Words of the result for each word of the prompt, at most.")));

    static final RuleDefinition SPECIFICITY = new RuleDefinition(
            "specificity_enhancement",
            "Specificity",
            "fundamental",
            "Names what the prompt leaves open, as assumptions to state, and puts plain words for hedges and weak verbs.",
            9,
            VERSION,
            ParameterSpace.of(
                    real("vague_language_threshold", 0.3, 0, 1, "Prompts less vague than this are left alone."),
                    integer("max_added_details", 3, 1, 5, "Open points to name, at most."),
                    flag("require_specific_outcomes", true, "Includes points about the form of the result."),
                    flag("include_success_criteria", true, "Says when the result is done."),
                    flag("enforce_measurable_goals", true, "Includes quantities and how far a goal should go."),
                    flag("avoid_hedge_words", true, "Takes out words such as \"maybe\" where they carry nothing."),
                    flag("concrete_noun_preference", true, "Asks which \"information\" or \"things\" are meant."),
                    flag(
                            "action_verb_specificity",
                            true,
                            "Puts one plain verb for \"give me a list of\" and the like."),
                    choice(
                            "specificity_pattern",
                            "who_what_when_where",
                            List.of("who_what_when_where", "concrete_examples", "quantifiable_metrics"),
                            "Which open points come first.")));

    static final RuleDefinition CHAIN_OF_THOUGHT = new RuleDefinition(
            "chain_of_thought",
            "Chain of thought",
            "reasoning",
            "Names the steps of a task that has several, from its own quantities and parts (Kojima 2022, Sprague 2024).",
            8,
            VERSION,
            ParameterSpace.of(
                    flag("enable_step_by_step", true, "Lists the steps; otherwise one sentence names them."),
                    flag("use_thinking_tags", false, "Asks for the working between thinking tags."),
                    flag(
                            "encourage_explicit_reasoning",
                            true,
                            "Asks for a check of the result against the prompt's own figures or parts."),
                    flag("use_structured_response", true, "Says under which label the result comes last."),
                    integer("min_reasoning_steps", 3, 1, 10, "Steps to name, as far as the prompt has parts for them."),
                    choice(
                            "zero_shot_trigger",
                            "step_by_step",
                            List.of("step_by_step", "work_through", "before_answering"),
                            "How the working is asked for."),
                    real("min_task_complexity", 0.5, 0, 1, "Simpler tasks are left alone.")));

    static final RuleDefinition FEW_SHOT = new RuleDefinition(
            "few_shot_examples",
            "Few-shot examples",
            "examples",
            "Shows some of the examples that come with the prompt; makes none up (Zhao 2021, Lu 2022).",
            7,
            VERSION,
            ParameterSpace.of(
                    integer("optimal_example_count", 3, 2, 5, "Examples to show, as far as there are some."),
                    flag("require_diverse_examples", true, "Passes over examples that resemble one already chosen."),
                    flag("include_negative_examples", false, "Shows examples marked as wrong, and says that they are."),
                    flag("use_xml_delimiters", true, "Puts tags instead of labels around examples."),
                    flag("recency_bias_optimization", true, "Puts the example nearest to the prompt last."),
                    choice(
                            "example_placement",
                            "after_context",
                            List.of("after_context", "before_task", "end"),
                            "Where the examples stand."),
                    choice(
                            "ordering",
                            "shuffled",
                            List.of("shuffled", "similarity"),
                            "Shuffled by the prompt's id, or nearest first.")));

    static final RuleDefinition ROLE = new RuleDefinition(
            "role_based_prompting",
            "Role",
            "context",
            "Names a role from the prompt's subject; not for questions of fact, which roles do not help (Zheng 2023).",
            6,
            VERSION,
            ParameterSpace.of(
                    flag(
                            "auto_detect_domain",
                            true,
                            "Takes the field from the prompt's words; otherwise from its category only."),
                    flag("use_system_prompts", false, "Writes the role as a system line before the prompt."),
                    flag("maintain_persona_consistency", false, "Asks to keep to the field for the prompt's subject."),
                    flag("include_credentials", false, "Names what the role has done with the prompt's subject."),
                    choice(
                            "expertise_depth",
                            "senior_level",
                            List.of("junior", "mid_level", "senior_level", "expert"),
                            "How experienced the role is."),
                    real(
                            "domain_match_threshold",
                            0.6,
                            0,
                            1,
                            "Prompts whose field is less clear than this get no role.")));

    static final RuleDefinition XML = new RuleDefinition(
            "xml_structure_enhancement",
            "XML structure",
            "structure",
            "Puts tags around the components that a prompt really has (Sclar 2023: format moves accuracy, differently by model).",
            5,
            VERSION,
            ParameterSpace.of(
                    flag("use_context_tags", true, "Tags background and material."),
                    flag("use_instruction_tags", true, "Tags the instruction."),
                    flag("use_example_tags", true, "Tags examples."),
                    flag("use_thinking_tags", false, "Tags the steps of the working."),
                    flag("use_response_tags", true, "Tags what is said about the result."),
                    flag("nested_structure_allowed", false, "Puts all components inside one outer tag."),
                    flag(
                            "tag_hierarchy_enforcement",
                            true,
                            "Puts role, context and examples before the instruction, the result last."),
                    choice(
                            "attribute_usage",
                            "minimal",
                            List.of("none", "minimal", "moderate", "extensive"),
                            "How much the tags say about their content."),
                    integer("min_components", 2, 1, 5, "Prompts with fewer components are left alone.")));

    private RuleDefinitions() {}
}
