package dev.apes.examples;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingHandle;
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
            TrainingHandle training = engine.start(request);
            training.await();
            PromptEnhancer enhancer = Apes.enhancer(training);
            String text = args.length > 0 ? args[0] : "Write something about our move, maybe for the customers.";
            System.out.println(enhancer.enhance(Prompt.of("hello", text)).text());
        }
    }
}
