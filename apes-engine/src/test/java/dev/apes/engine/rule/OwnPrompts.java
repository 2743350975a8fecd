package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prompts written for these tests, of many kinds and forms. */
final class OwnPrompts {
    private OwnPrompts() {}

    static final String[] TEXTS = {
        "Hi there, could you please help me plan a really nice trip to Lisbon in April?",
        "Write a Java method that removes blank lines from a file.",
        "I want to learn to play the cello. Find a good teacher or an online course for me.",
        "Give me a list of interesting museums in Vienna and some information about them.",
        "Suggest a reliable and affordable bicycle for my daughter.",
        "Create a workout plan that I can do before work.",
        "What is the boiling point of ethanol?",
        "How do I repair a leaking tap in my kitchen?",
        "Compare heat pumps and gas boilers.",
        "Summarize the following text:\n\nThe harbour was closed for two weeks while divers searched the basin for the lost anchor. Nobody found it, and the ships went elsewhere.",
        "Translate this to Italian: The meeting was moved to the small hall because the roof of the large one leaks, so please bring warm clothes and a torch.",
        "Write a poem about the last tram of the night.",
        "I'm thinking of starting a vegetable garden on my roof. What are the best vegetables to grow and how do I care for them?",
        "I would like you to maybe write an email to my landlord about the broken heating, and I want it to be kind of firm, but it should not sound rude, and it has to mention that the heating has been off since Monday.",
        "A cyclist rides 42 km in 2 hours, rests 30 minutes and rides back at 18 km per hour. How many hours is she away?",
        "Analyze the sales of our bakery by weekday, explain the two weakest days and propose what we could change.",
        "If 3 printers print 90 pages in 5 minutes, how many pages do 7 printers print in 12 minutes?",
        "Debug this code:\n\n```java\nint[] a = new int[3];\nfor (int i = 0; i <= 3; i++) a[i] = i;\n```",
        "Context: our choir has 24 singers.\n\nExample: \"Ave Maria\" took us four weeks.\n\nPlan the rehearsals for a concert in June.",
        "Example: \"Ave Maria\" took us four weeks.\n\nContext: our choir has 24 singers.\n\nPlan the rehearsals for a concert in June.",
        "Please kindly improve my public speaking skills, thanks in advance.",
        "Schreibe mir bitte ein kurzes Gedicht über den Herbst in den Alpen.",
        "Tell me about stuff that matters when buying an old house.",
        "Organize my photo collection.",
        "Background: the clinic moved in 2019.\n\nWrite a press release about the new opening hours.\n\nFormat: two paragraphs.",
        "<task>Name three rivers in Poland.</task>",
        "Develop a budget plan to save for a boat.",
        "Calculate the rent.\n\nWork out the rent step by step:\n1. Write down what is given for the rent.\n2. Apply it to the rent line by line.",
        "Predict the price of oats next year, compare it with wheat, and evaluate the risk for a small farm.",
    };

    static List<Prompt> all() {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < TEXTS.length; i++) {
            prompts.add(Prompt.of("own-" + i, TEXTS[i]));
        }
        prompts.add(withExamples("Classify each comment about our ferry as praise, complaint or question."));
        prompts.add(
                withExamples(
                        "Context: the ferry has a new timetable.\n\nClassify each comment about our ferry as praise, complaint or question."));
        prompts.add(new Prompt(
                "own-category",
                "Suggest a better way to present my quarterly figures.",
                Optional.of("Finance"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of()));
        return prompts;
    }

    static Prompt withExamples(String text) {
        return new Prompt(
                "own-examples-" + text.length(),
                text,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new Prompt.Example("The crew of the ferry was friendly.", "praise"),
                        new Prompt.Example("The crew of the ferry was very friendly.", "praise"),
                        new Prompt.Example("Why is there no boat on Sunday?", "question"),
                        new Prompt.Example("The ferry left early again.", "complaint"),
                        new Prompt.Example("Toilets were dirty.", "complaint"),
                        new Prompt.Example("Nice view.", "NOT: question"),
                        new Prompt.Example("When does the comment box open?", "question")),
                Optional.empty(),
                Map.of());
    }
}
