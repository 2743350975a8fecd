package dev.apes.cli;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.Apes;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Prompts and an engine with which a session takes a second or two. */
final class SmallTraining {
    /** The real engine with all it brings. */
    static final EngineFactory ALL = (plugins, store) ->
            Apes.builder().pluginClassLoader(plugins).store(store).build();

    /** The real engine with one small rule. */
    static final EngineFactory ENGINE = new EngineFactory() {
        @Override
        public TrainingEngine create(ClassLoader plugins, SessionStore store) {
            return Apes.builder()
                    .pluginClassLoader(new WithoutRules(plugins))
                    .rule(new LimitRule())
                    .evaluator(new CostlyJudge(null))
                    .evaluator(new HungryJudge())
                    .stoppingCriterion(new HungryCriterion())
                    .store(store)
                    .build();
        }

        @Override
        public List<StoredRule> rules(ClassLoader plugins, SessionStore store) {
            return store.rules(List.of(new LimitRule().definition()));
        }
    };

    private SmallTraining() {}

    /** Writes 240 prompts, one a line. */
    static Path prompts(Path folder) throws IOException {
        String[] verbs = {"Write", "Explain", "Plan", "Compare", "Summarise", "Translate"};
        String[] things = {
            "a letter to the landlord",
            "how tides work",
            "a week of meals",
            "two phone contracts",
            "the French Revolution",
            "a function that sorts names",
            "an offer for 30 chairs",
            "photosynthesis for children",
            "a trip to Porto",
            "a quarterly sales report"
        };
        String[] ends = {".", ", maybe in some detail.", " in 200 words.", "?"};
        List<String> lines = new ArrayList<>();
        for (String verb : verbs) {
            for (String thing : things) {
                for (String end : ends) {
                    lines.add(verb + " " + thing + end);
                }
            }
        }
        return Files.write(folder.resolve("prompts.txt"), lines);
    }

    /** Hides the six rules from discovery. */
    static final class WithoutRules extends ClassLoader {
        WithoutRules(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + PromptRule.class.getName())
                    ? Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }

    /** Asks for a number of sentences. */
    static final class LimitRule implements PromptRule {
        @Override
        public RuleDefinition definition() {
            return new RuleDefinition(
                    "limit",
                    "Limit",
                    "structure",
                    "Asks for a number of sentences.",
                    1,
                    "1",
                    ParameterSpace.of(ParameterDefinition.integer("sentences", 3, 1, 9, "how many")));
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            String limit = "Answer in " + values.integer("sentences") + " sentences.";
            return prompt.text().contains("Answer in ")
                    ? new RuleOutcome.NotApplicable("It has a limit.")
                    : new RuleOutcome.Changed(
                            prompt.text() + " " + limit,
                            List.of(new Edit(Edit.Kind.ADD, "", limit, "It sets no limit.")));
        }
    }
}
