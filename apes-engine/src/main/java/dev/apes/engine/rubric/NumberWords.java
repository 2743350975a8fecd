package dev.apes.engine.rubric;

import java.util.List;
import java.util.Locale;

/** The digits of small number words, so that "three" and "3" are one constraint. */
final class NumberWords {
    private static final List<String> WORDS = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private NumberWords() {}

    static String digits(String word) {
        int value = WORDS.indexOf(word.toLowerCase(Locale.ROOT));
        return value < 0 ? word : Integer.toString(value);
    }
}
