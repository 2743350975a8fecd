package dev.apes.examples;

import java.util.ArrayList;
import java.util.List;

/** Prompts such as a small company's staff might type; the other examples train on them. */
final class SamplePrompts {
    private static final String[] TASKS = {
        "Write an email to {people} about {topic}.",
        "Summarise what we know about {topic} for {people}.",
        "Make a plan for {topic}, to be shown to {people}.",
        "What should I tell {people} about {topic}?",
        "Explain {topic} to {people}, maybe with some numbers or so.",
        "Compare two ways of handling {topic} and say which one suits {people}."
    };
    private static final String[] PEOPLE = {
        "our customers", "the new trainee", "my manager", "the board", "a supplier in Lyon", "the night shift"
    };
    private static final String[] TOPICS = {
        "the move to the new office in May",
        "the price increase of 4 %",
        "three late deliveries of steel parts",
        "the summer holiday schedule",
        "a broken heating system on the second floor",
        "the results of the customer survey",
        "switching to electric vans",
        "a stricter password policy"
    };

    private SamplePrompts() {}

    /** {@return 288 prompts, always the same} */
    static List<String> list() {
        List<String> prompts = new ArrayList<>();
        for (String topic : TOPICS) {
            for (String people : PEOPLE) {
                for (String task : TASKS) {
                    prompts.add(task.replace("{people}", people).replace("{topic}", topic));
                }
            }
        }
        return prompts;
    }
}
