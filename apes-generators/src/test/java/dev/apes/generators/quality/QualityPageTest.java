package dev.apes.generators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.io.StringReader;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class QualityPageTest {
    private static final double NAN = Double.NaN;
    private static final Table REAL = new Table(
            List.of(
                    ColumnSchema.numeric("a<b> & \"c\" 'é'", -1e308, 1e308),
                    ColumnSchema.categorical("k", List.of("<script>alert(1)</script>", "\u0001\uD800", "c")),
                    ColumnSchema.integer("empty", 0, 9),
                    ColumnSchema.bool("flag")),
            new double[][] {{-1e308, 2, 3, 1e308}, {0, 1, 2, 0}, {NAN, NAN, NAN, NAN}, {0, 1, 0, NAN}});

    @Test
    void thePageIsWellFormedAndEscapesWhatComesFromTheTable() throws Exception {
        QualityReport report = QualityReport.of(REAL, REAL, QualityReport.Setup.of(1));
        String page = QualityPage.html("Report <x>", REAL, REAL, report);

        assertThat(page)
                .contains("&lt;script&gt;alert(1)", "a&lt;b&gt; &amp; &quot;c&quot; &#39;é&#39;", "Report &lt;x&gt;")
                .contains("undefined, because", ">pair_trends<", "<svg")
                .doesNotContain("<script", "http:", "https:", "NaN");
        // everything but the two void elements is closed, so that an XML parser takes it
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta[^>]*>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void associationByHand() {
        Table table = new Table(
                List.of(ColumnSchema.bool("a"), ColumnSchema.bool("b")),
                new double[][] {{0, 0, 0, 1, 1, 1}, {0, 0, 1, 1, 1, 0}});
        // all margins ½; cells 1/3, 1/6, 1/6, 1/3: Σ p² / ¼ − 1 = 4 (1/9 + 1/36 + 1/36 + 1/9) − 1 = 1/9
        assertThat(PairTrends.association(table, table, 0, 1)).hasValueCloseTo(1.0 / 3, within(1e-9));
        assertThat(PairTrends.association(REAL, REAL, 1, 2)).isEqualTo(OptionalDouble.empty());
    }
}
