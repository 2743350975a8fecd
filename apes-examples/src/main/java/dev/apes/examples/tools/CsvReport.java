package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.quality.QualityPage;
import dev.apes.generators.quality.QualityReport;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The page of {@link SynthesizeCsv}. What rows are worth for training needs real rows that the generator has not seen: a second
 * synthesiser is fitted to four fifths of the rows for that figure alone. Under conditions the real rows that meet them are shown, if
 * there are at least {@value #LEAST_ROWS}.
 */
final class CsvReport {
    private static final int LEAST_ROWS = 20;
    private static final int LEAST_FOR_UTILITY = 100;
    private static final int MOST_ROWS = 5_000;
    private static final String UTILITY = "utility";

    private final CsvTable csv;
    private final CsvArguments arguments;
    private final SyntheticGenerator generator;
    private final Table kept;
    private final Table synthetic;
    private final Map<String, Double> conditions;

    CsvReport(
            CsvTable csv,
            CsvArguments arguments,
            SyntheticGenerator generator,
            Table kept,
            Table synthetic,
            Map<String, Double> conditions) {
        this.csv = csv;
        this.arguments = arguments;
        this.generator = generator;
        this.kept = kept;
        this.synthetic = first(synthetic, MOST_ROWS);
        this.conditions = conditions;
    }

    private static Table first(Table table, int most) {
        return table.rows() <= most
                ? table
                : table.select(IntStream.range(0, most).toArray());
    }

    String html() {
        if (synthetic.rows() == 0 || kept.rows() < 2) {
            throw new InvalidInputException(
                    "--report", "compares at least two real rows with at least one generated row");
        }
        int[] meeting = IntStream.range(0, kept.rows())
                .filter(r -> conditions.entrySet().stream()
                        .allMatch(c -> kept.cell(r, kept.columnIndex(c.getKey())) == c.getValue()))
                .toArray();
        boolean conditioned = !conditions.isEmpty() && meeting.length >= LEAST_ROWS;
        Table real = conditioned ? kept.select(meeting) : kept;
        QualityReport report = QualityReport.of(real, synthetic, QualityReport.Setup.of(arguments.seed()));
        if (conditions.isEmpty() && kept.rows() >= LEAST_FOR_UTILITY) {
            report = report.with(utility());
        }
        String which = conditions.isEmpty()
                ? ""
                : " under " + arguments.conditions()
                        + (conditioned ? ", beside the real rows that meet it" : ", beside all real rows");
        return QualityPage.html(
                arguments.in() + " by " + arguments.method() + which,
                real,
                synthetic,
                report,
                (column, value) -> csv.columns().get(column).write(value));
    }

    private QualityReport.Dimension utility() {
        Table train = kept.select(
                IntStream.range(0, kept.rows()).filter(r -> r % 5 != 4).toArray());
        Table holdout = kept.select(
                IntStream.range(0, kept.rows()).filter(r -> r % 5 == 4).toArray());
        Table rehearsal = generator
                .fit(train, new FitContext(arguments.seed(), Optional.empty(), arguments.options(), Cancellation.NONE))
                .sample(SampleRequest.of(Math.min(MOST_ROWS, train.rows()), arguments.seed()));
        OptionalDouble value = QualityReport.utility(
                train, rehearsal, new QualityReport.Setup(arguments.seed(), Optional.of(holdout), Optional.empty()));
        String meaning =
                "skill of trees trained on rows of a synthesiser fitted to four fifths of the rows over that of trees"
                        + " trained on these, both tested on the other fifth";
        return new QualityReport.Dimension(
                UTILITY,
                value,
                "1",
                value.isPresent()
                        ? meaning
                        : meaning + "; undefined, because no column can be predicted from the others");
    }
}
