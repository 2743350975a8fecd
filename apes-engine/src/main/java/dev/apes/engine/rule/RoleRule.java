package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.Decimals;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.RecentResults;
import dev.apes.engine.text.TaskType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names a role for prompts whose field is clear and that ask for judgement, not for a fact. See {@link RuleDefinitions#ROLE} for its
 * parameters.
 */
public final class RoleRule implements PromptRule {
    private static final double NAMED_KIND = 0.2;
    private static final RecentResults<String, Boolean> NAMES_ROLE =
            RecentResults.ofTexts(RoleRule::namesRole, 600_000);
    private static final Set<Genre> BY_KIND_ONLY = EnumSet.of(
            Genre.COMPARE,
            Genre.EXTRACT,
            Genre.GENERAL,
            Genre.IDEAS,
            Genre.MEDIA,
            Genre.PRODUCT,
            Genre.APP,
            Genre.DEVICE,
            Genre.EDIT,
            Genre.CONDENSE);

    @Override
    public RuleDefinition definition() {
        return RuleDefinitions.ROLE;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        Layout layout = Layout.of(prompt.text());
        String core = layout.core();
        PromptText analysed = Readings.text(core);
        RuleOutcome.NotApplicable unfit = Applicability.unfit(analysed);
        if (unfit != null) {
            return unfit;
        }
        if (layout.has(Layout.Kind.ROLE) || NAMES_ROLE.get(core)) {
            return new RuleOutcome.NotApplicable(
                    "The prompt already says who is to answer \"" + Applicability.start(core) + "\".");
        }
        if (layout.structured()) {
            return new RuleOutcome.NotApplicable(
                    "Tags already give \"" + Applicability.start(core) + "\" its structure.");
        }
        Reading reading = Reading.of(analysed);
        PromptFeatures features = reading.features();
        if (reading.genre() == Genre.NONE
                || reading.genre() == Genre.LOOKUP
                || reading.genre() == Genre.EXPLAIN
                || reading.genre() == Genre.COURSE
                || reading.genre() == Genre.SEARCH
                || features.taskType() == TaskType.FACTUAL_QUESTION && reading.genre() != Genre.CODE) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" asks for facts, which a role does not make truer.");
        }
        String subject = subject(reading);
        if (subject == null) {
            return new RuleOutcome.NotApplicable(
                    "\"" + Applicability.start(core) + "\" names no subject to be a specialist in.");
        }
        RoleWording.Role role;
        double match;
        if (values.flag("auto_detect_domain")) {
            role = byPrompt(reading, features.domain());
            match = role == null
                    ? 0
                    : Math.min(
                            1,
                            features.domainMatch()
                                    + (RoleWording.of(reading.genre().name()) != null ? NAMED_KIND : 0));
        } else {
            role = prompt.category().map(RoleRule::byCategory).orElse(null);
            match = role == null ? 0 : 1;
        }
        double threshold = values.real("domain_match_threshold");
        if (role == null || match < threshold) {
            return new RuleOutcome.NotApplicable("The field of \"" + Applicability.start(core)
                    + "\" is not clear enough for a role: " + Decimals.fixed(match, 2) + ", and the rule begins at "
                    + Decimals.fixed(threshold, 2) + ".");
        }
        String line = RoleWording.line(
                role,
                values.choice("expertise_depth"),
                subject,
                values.flag("use_system_prompts"),
                values.flag("maintain_persona_consistency"),
                values.flag("include_credentials"));
        return new RuleOutcome.Changed(
                line + "\n\n" + prompt.text().stripLeading(),
                List.of(new Edit(
                        Edit.Kind.ADD,
                        "",
                        line,
                        "Its words place the request about " + subject + " in " + role.field() + ".")));
    }

    private static String subject(Reading reading) {
        String subject = reading.subject();
        return subject == null || subject.indexOf('\n') >= 0 ? null : subject;
    }

    private static RoleWording.Role byPrompt(Reading reading, Domain domain) {
        if (reading.genre() == Genre.CODE && reading.language() != null) {
            RoleWording.Role developer = RoleWording.of("CODE:LANGUAGE");
            return new RoleWording.Role(developer.name().replace("{lang}", reading.language()), developer.field());
        }
        RoleWording.Role byKind = RoleWording.of(reading.genre().name());
        // what is compared, sorted or chosen may come from a field without being work for its specialists
        return byKind != null || BY_KIND_ONLY.contains(reading.genre()) ? byKind : RoleWording.of(domain.name());
    }

    /** A category in words names a field if one of its words is that of a domain or kind. */
    private static RoleWording.Role byCategory(String category) {
        String[] words = category.toUpperCase(Locale.ROOT).split("[^A-Z]+");
        for (String word : words) {
            for (Domain domain : Domain.values()) {
                if (domain.name().equals(word)
                        || domain.name().startsWith(word + "_")
                        || domain.name().endsWith("_" + word)) {
                    return RoleWording.of(domain.name());
                }
            }
            if (RoleWording.of(word) != null) {
                return RoleWording.of(word);
            }
        }
        return category.toLowerCase(Locale.ROOT).contains("programming")
                        || category.toLowerCase(Locale.ROOT).contains("software")
                ? RoleWording.of("CODE")
                : null;
    }

    private static boolean namesRole(String core) {
        String lower =
                core.length() > 400 ? core.substring(0, 400).toLowerCase(Locale.ROOT) : core.toLowerCase(Locale.ROOT);
        return lower.contains("you are ")
                || lower.contains("act as ")
                || lower.contains("act like ")
                || lower.contains("acting as ")
                || lower.contains("the role of")
                || lower.contains("take on the role")
                || lower.contains("role-play")
                || lower.contains("roleplay")
                || lower.contains("you will be ")
                || lower.contains("you will act")
                || lower.contains("behave as ")
                || lower.contains("respond as ")
                || lower.contains("answer as ")
                || lower.contains("persona ")
                || lower.contains("as an expert")
                || lower.contains("as if you were")
                || lower.contains("pretend ")
                || lower.contains("imagine you")
                || lower.contains("play the role")
                || lower.contains("you're a");
    }
}
