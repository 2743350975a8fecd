package dev.apes.examples;

import dev.apes.api.Prompt;
import dev.apes.api.RuleReport;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.engine.PromptEnhancer;

/** Trains in memory on a list of prompts, then enhances one. */
public final class HelloApes {
    private HelloApes() {}

    /**
     * @param args a prompt to enhance, if any
     * @throws InterruptedException if interrupted while training
     */
    public static void main(String[] args) throws InterruptedException {
        try (TrainingEngine engine = Apes.create()) {
            TrainingRequest request = TrainingRequest.builder()
                    .promptTexts(SamplePrompts.list())
                    .single(true)
                    .build();
            TrainingReport report = engine.start(request).await();
            PromptEnhancer enhancer = PromptEnhancer.withDefaults();
            for (RuleReport rule : report.rules()) {
                enhancer = enhancer.with(rule.ruleId(), rule.atEnd());
            }
            String text = args.length > 0 ? args[0] : "Write something about our move, maybe for the customers.";
            System.out.println(enhancer.enhance(Prompt.of("hello", text)).text());
        }
    }
}
