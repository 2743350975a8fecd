package dev.apes.examples.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How varied a set of prompts is. Words are runs of letters, or of digits, in lower case. */
final class PromptVariety {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'\u2019]*|\\p{N}+");

    private PromptVariety() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** {@return how many words there are in all} */
    static int count(List<List<String>> prompts) {
        return prompts.stream().mapToInt(List::size).sum();
    }

    /**
     * Different n-grams divided by n-grams (Li et al., <i>A diversity-promoting objective function</i>, 2016). The figure falls with the
     * number of words, so that sets are compared on the same number.
     *
     * @param n words of an n-gram, which does not go over the end of a prompt
     * @param most how many words are looked at, in the order of the prompts
     * @return in [0, 1]; NaN where there is no n-gram
     */
    static double distinct(List<List<String>> prompts, int n, int most) {
        Set<List<String>> different = new HashSet<>();
        int all = 0;
        int seen = 0;
        for (List<String> prompt : prompts) {
            List<String> used = prompt.subList(0, Math.min(prompt.size(), most - seen));
            seen += used.size();
            for (int i = 0; i + n <= used.size(); i++) {
                different.add(used.subList(i, i + n));
                all++;
            }
        }
        return all == 0 ? Double.NaN : (double) different.size() / all;
    }

    /**
     * How like its most similar other prompt a prompt is on average: the cosine of the angle between their word counts.
     *
     * @return in [0, 1]; NaN for fewer than two prompts
     */
    static double selfSimilarity(List<List<String>> prompts) {
        if (prompts.size() < 2) {
            return Double.NaN;
        }
        List<Map<String, Integer>> counts = new ArrayList<>();
        double[] lengths = new double[prompts.size()];
        for (List<String> prompt : prompts) {
            Map<String, Integer> count = new HashMap<>();
            prompt.forEach(word -> count.merge(word, 1, Integer::sum));
            lengths[counts.size()] = Math.sqrt(
                    count.values().stream().mapToDouble(c -> (double) c * c).sum());
            counts.add(count);
        }
        double sum = 0;
        for (int i = 0; i < counts.size(); i++) {
            double nearest = 0;
            for (int j = 0; j < counts.size(); j++) {
                if (i != j && lengths[i] > 0 && lengths[j] > 0) {
                    nearest = Math.max(nearest, product(counts.get(i), counts.get(j)) / (lengths[i] * lengths[j]));
                }
            }
            sum += nearest;
        }
        return sum / counts.size();
    }

    private static double product(Map<String, Integer> a, Map<String, Integer> b) {
        Map<String, Integer> fewer = a.size() <= b.size() ? a : b;
        Map<String, Integer> more = fewer == a ? b : a;
        double sum = 0;
        for (Map.Entry<String, Integer> word : fewer.entrySet()) {
            sum += (double) word.getValue() * more.getOrDefault(word.getKey(), 0);
        }
        return sum;
    }
}
