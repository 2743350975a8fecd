package dev.apes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules write, what the rubric rewards and what the corpus is made of come from different words. */
class WordListsApartTest {

    private static final String LIST = "alpha, bravo, charlie, delta, foxtrot, hotel, india, juliett";

    @ParameterizedTest
    @CsvSource({"rule, rubric", "rule, corpus", "rubric, corpus"})
    void packagesShareNoWordList(String one, String other) throws IOException {
        List<WordSource> these = listsOf(one);
        List<WordSource> those = listsOf(other);

        assertThat(WordOverlap.between(these, those, WordSources.lines("everyday-phrases.txt")))
                .isEmpty();
    }

    /** Words of grammar, which every list of English words contains. */
    private static Set<String> closedClasses() throws IOException {
        Set<String> words = new TreeSet<>();
        for (String line : WordSources.lines("/dev/apes/engine/text/function-words.txt")) {
            words.addAll(List.of(line.trim().split("[\\s,]+")));
        }
        words.addAll(List.of("one two three four five six seven eight nine ten eleven twelve".split(" ")));
        return words;
    }

    private static List<WordSource> listsOf(String name) throws IOException {
        String packageName = "dev.apes.engine." + name;
        assertThat(WordSources.exists(packageName)).as(packageName).isTrue();
        List<WordSource> lists = WordSources.ofPackage(packageName, closedClasses());
        assertThat(lists)
                .as("word lists of " + packageName)
                .anyMatch(list -> list.entries().size() > 8);
        return lists;
    }

    @Test
    void findsAPhraseThatStandsInTwoLists() {
        assertThat(overlap("as soon as possible", "before long|As soon  as possible"))
                .singleElement()
                .asString()
                .contains("as soon as possible");
        assertThat(overlap("\\b(?:out of hand|rather)\\b", "at hand, out of hand"))
                .hasSize(1);
    }

    @Test
    void findsARunOfWordsInsideSentences() {
        assertThat(overlap("Say what the answer is for.", "Ask what the answer is about"))
                .singleElement()
                .asString()
                .contains("what the answer is");
    }

    @Test
    void findsTwoListsOfMuchTheSameWords() {
        assertThat(overlap(LIST, LIST.replace("alpha", "mike").replace(", ", "|")))
                .singleElement()
                .asString()
                .contains("share 78 %");
    }

    @Test
    void letsSingleWordsEverydayPhrasesAndGrammarPass() {
        assertThat(overlap("alpha\nbravo\nzulu", "alpha\nbravo\nyankee")).isEmpty();
        assertThat(overlap("by and by", "by and by")).isEmpty();
        assertThat(overlap("give or take", "give or take")).isEmpty();
    }

    @Test
    void readsTheLiteralsOfAClass(@TempDir Path folder) throws IOException {
        String source =
                "package x; class A { long l = 1L << 40; double d = Math.PI; String s = \"as soon as possible\"; }";
        Sources.compile(folder, List.of(source));

        try (InputStream classFile = Files.newInputStream(folder.resolve("x/A.class"))) {
            assertThat(StringConstants.of(classFile)).containsExactly("as soon as possible");
        }
    }

    private static List<String> overlap(String one, String other) {
        Set<String> grammar = Set.of("by", "and", "or");
        return WordOverlap.between(
                List.of(WordSource.of("one", List.of(one), grammar)),
                List.of(WordSource.of("other", List.of(other), grammar)),
                Set.of("give or take"));
    }
}
