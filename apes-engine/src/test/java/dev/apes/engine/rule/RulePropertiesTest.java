package dev.apes.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RulePropertiesTest {
    private static final List<PromptRule> RULES = List.of(
            new ClarityRule(),
            new SpecificityRule(),
            new ChainOfThoughtRule(),
            new FewShotRule(),
            new RoleRule(),
            new XmlStructureRule());
    private static final String[] OPENERS = {
        "",
        "Please ",
        "Can you ",
        "I want to ",
        "I would like you to ",
        "Hello, ",
        "Help me ",
        "How do I ",
        "Maybe ",
        "Thanks. "
    };
    private static final String[] VERBS = {
        "write",
        "find",
        "suggest",
        "explain",
        "plan",
        "compare",
        "summarize",
        "give me a list of",
        "improve",
        "calculate",
        "tell me about",
        "analyze",
        "design",
        "learn"
    };
    private static final String[] OBJECTS = {
        "a very good Python script",
        "the best hiking boots",
        "some interesting books about beekeeping",
        "my monthly budget",
        "a trip to Oslo",
        "the sum of 12 apples and 7 pears",
        "stuff",
        "a really old tractor",
        "the film \"Night Mail\"",
        "`grep -r`",
        "two essays on salt",
        "a meal plan",
        "https://example.org/a?b=c",
        "my cat",
        "photosynthesis",
        "a C++ class",
        "an SQL query"
    };
    private static final String[] TAILS = {
        "", ", please", " for beginners", " in order to save time",
                ", and I want it soon, and it should be kind of short, but it must not be boring", " that sorts a list",
                " to remove duplicates from a file",
        ": \"quoted words stay\"", " in 2024", "?", " as a table", ";\nthanks in advance",
                "\n\nContext: we are five people.", "\n\nExample: one, two.\n\nFormat: a list."
    };

    @Property(tries = 600)
    void theSecondApplicationChangesNothing(@ForAll("prompts") String text, @ForAll long seed) {
        Prompt prompt = Prompt.of("generated", text);
        SplittableRandom random = new SplittableRandom(seed);
        for (PromptRule rule : RULES) {
            ParameterValues values = draw(rule, random);
            String once = apply(rule, prompt, values);
            assertThat(apply(rule, prompt.withText(once), values))
                    .as("%s twice under %s", rule.definition().id(), values)
                    .isEqualTo(once);
        }
    }

    @Property(tries = 300)
    void growthStaysWithinItsLimit(@ForAll("prompts") String text, @ForAll long seed) {
        PromptRule rule = new ClarityRule();
        ParameterValues values = draw(rule, new SplittableRandom(seed))
                .with("min_clarity_score", 1.0)
                .with("use_structured_xml", false);
        int allowed = (int) Math.floor(WordCount.of(text) * values.real("max_growth"));

        assertThat(WordCount.of(apply(rule, Prompt.of("generated", text), values)))
                .isLessThanOrEqualTo(allowed);
    }

    @Property(tries = 300)
    void quotedTextAndCodeStay(@ForAll("prompts") String text, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (PromptRule rule : RULES) {
            String result = apply(rule, Prompt.of("generated", text), draw(rule, random));
            for (String fixed : List.of(
                    "\"Night Mail\"",
                    "`grep -r`",
                    "https://example.org/a?b=c",
                    "\"quoted words stay\"",
                    "2024",
                    "C++")) {
                if (text.contains(fixed)) {
                    assertThat(result).contains(fixed);
                }
            }
        }
    }

    @Property(tries = 300)
    void noRuleLeavesRubbishBehind(@ForAll("prompts") String text, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (PromptRule rule : RULES) {
            String result = apply(rule, Prompt.of("generated", text), draw(rule, random));
            if (!result.equals(text)) {
                assertThat(result)
                        .doesNotContain(
                                "  ",
                                " ,",
                                ", ,",
                                "..",
                                "{obj}",
                                "{topic}",
                                "null",
                                "[",
                                " the the ",
                                " the a ",
                                " a the ",
                                " the my ");
            }
        }
    }

    @Provide
    Arbitrary<String> prompts() {
        Arbitrary<String> sentence = Combinators.combine(
                        Arbitraries.of(OPENERS),
                        Arbitraries.of(VERBS),
                        Arbitraries.of(OBJECTS),
                        Arbitraries.of(TAILS),
                        Arbitraries.of(".", "", "?", "!"))
                .as((opener, verb, object, tail, end) -> {
                    String text =
                            opener + verb + " " + object + tail + (tail.endsWith("?") || tail.endsWith(".") ? "" : end);
                    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
                });
        return sentence.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" ", list));
    }

    static ParameterValues draw(PromptRule rule, SplittableRandom random) {
        ParameterValues values = rule.definition().parameters().defaults();
        for (ParameterDefinition p : rule.definition().parameters().parameters()) {
            Object value = switch (kind(p)) {
                case 0 -> {
                    ParameterConstraint.IntegerRange range = (ParameterConstraint.IntegerRange) p.constraint();
                    yield random.nextInt(range.min(), range.max() + 1);
                }
                case 1 -> {
                    ParameterConstraint.RealRange range = (ParameterConstraint.RealRange) p.constraint();
                    yield range.min() + random.nextDouble() * (range.max() - range.min());
                }
                case 2 -> random.nextBoolean();
                default -> {
                    List<String> options = ((ParameterConstraint.Choice) p.constraint()).options();
                    yield options.get(random.nextInt(options.size()));
                }
            };
            values = values.with(p.name(), value);
        }
        return values;
    }

    private static int kind(ParameterDefinition p) {
        return p.constraint() instanceof ParameterConstraint.IntegerRange
                ? 0
                : p.constraint() instanceof ParameterConstraint.RealRange
                        ? 1
                        : p.constraint() instanceof ParameterConstraint.Flag ? 2 : 3;
    }

    private static String apply(PromptRule rule, Prompt prompt, ParameterValues values) {
        return rule.apply(prompt, values) instanceof RuleOutcome.Changed changed ? changed.text() : prompt.text();
    }
}
