package dev.apes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules write, what the rubric rewards and what the corpus is made of come from different words. */
class WordListsApartTest {

    private static final String LIST =
            "alpha bravo charlie delta echoes foxtrot golfing hotel india juliett kilogram limas";

    @Test
    void findsAPhraseThatStandsInTwoLists() {
        assertThat(overlap("as soon as possible", "before long|As soon  as possible"))
                .singleElement()
                .asString()
                .contains("as soon as possible");
        assertThat(overlap("\\b(?:sort of|rather)\\b", "a bit, sort of")).hasSize(1);
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
        assertThat(overlap(
                        LIST.replace(' ', '\n'), LIST.replace("alpha", "mike").replace(' ', '|')))
                .singleElement()
                .asString()
                .contains("share 85 %");
    }

    @Test
    void letsSingleWordsPass() {
        assertThat(overlap("alpha\nbravo\nzulu", "alpha\nbravo\nyankee")).isEmpty();
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
        return WordOverlap.between(
                List.of(WordSource.of("one", List.of(one))), List.of(WordSource.of("other", List.of(other))));
    }
}
