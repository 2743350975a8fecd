package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.plugin.PluginRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesizeCsvTest {
    private static final PluginRegistry PLUGINS =
            new PluginRegistry(new PluginRegistry.Explicit(), SynthesizeCsvTest.class.getClassLoader());

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {}

    private static Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = SynthesizeCsv.run(
                Stream.of(args).map(String::valueOf).toArray(String[]::new),
                PLUGINS,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Quotes, line breaks in cells, unicode, holes, dates, codes with leading zeros, decimals, a blank and a repeated header. */
    private Path lively(int rows) throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFFprice,\"the, \"\"city\"\"\",day,when,ok,zip,,price\r\n");
        String[] cities = {"Zürich", "\"a, \"\"quoted\"\"\nplace\"", "東京"};
        for (int i = 0; i < rows; i++) {
            int k = i * 7919 % 1000;
            csv.append(i % 10 == 0 ? "NA" : (k / 100) + "." + (k % 100 + 100)).append(',');
            csv.append(cities[k % 3]).append(',');
            csv.append(LocalDate.of(2024, 1, 1).plusDays(k % 400)).append(',');
            csv.append(i % 7 == 0 ? "" : "2024-03-0" + (k % 9 + 1) + "T10:00:0" + k % 10)
                    .append(',');
            csv.append(k % 3 == 0 ? "yes" : "no").append(',');
            csv.append("00").append(k % 10).append(',');
            csv.append(k).append(',').append(k % 13).append("\r\n");
        }
        return Files.writeString(folder.resolve("in.csv"), csv.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"copula", "smote", "diversity"})
    void writesRowsAsTheFileWritesThem(String method) throws IOException {
        Path in = lively(300);
        Path out = folder.resolve("out.csv");
        Result result = run(in, out, "--method", method, "--rows", 250, "--seed", 5);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("'price': number", "'the, \"city\"': category of 3 texts", "'day': date", "'when': datetime")
                .contains("'ok': boolean", "'zip': category of 10 texts", "'': integer", "250 of 250 rows");

        List<CSVRecord> rows = parse(out);
        assertThat(rows.get(0).toList())
                .containsExactly("price", "the, \"city\"", "day", "when", "ok", "zip", "", "price");
        assertThat(rows).hasSize(251).allSatisfy(r -> assertThat(r.size()).isEqualTo(8));
        rows.remove(0);
        assertThat(column(rows, 0))
                .allMatch(v -> v.equals("NA") || v.matches("\\d\\.\\d{3}"))
                .contains("NA");
        assertThat(column(rows, 1)).isSubsetOf("Zürich", "a, \"quoted\"\nplace", "東京");
        assertThat(column(rows, 2)).allMatch(v -> v.compareTo("2024-01-01") >= 0 && v.compareTo("2025-02-03") <= 0);
        assertThat(column(rows, 2)).allSatisfy(LocalDate::parse);
        assertThat(column(rows, 3))
                .contains("")
                .allMatch(v -> v.isEmpty() || v.matches("2024-03-0\\dT\\d\\d:\\d\\d:\\d\\d"));
        assertThat(column(rows, 4)).containsOnly("yes", "no");
        assertThat(column(rows, 5)).allMatch(v -> v.matches("00\\d"));
        assertThat(column(rows, 7)).allMatch(v -> Integer.parseInt(v) >= 0 && Integer.parseInt(v) <= 12);

        Path again = folder.resolve("again.csv");
        assertThat(run(in, again, "--method", method, "--rows", 250, "--seed", 5)
                        .code())
                .isZero();
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void conditionsHoldInEveryRow() throws IOException {
        Result result = run(
                lively(300),
                "-",
                "--rows",
                40,
                "--condition",
                "ok=yes",
                "--condition",
                "day=2024-05-06",
                "--condition",
                "the, \"city\"=東京");
        assertThat(result.code()).as(result.err()).isZero();
        List<CSVRecord> rows = parse(result.out());
        assertThat(rows).hasSize(41);
        rows.remove(0);
        assertThat(column(rows, 1)).containsOnly("東京");
        assertThat(column(rows, 2)).containsOnly("2024-05-06");
        assertThat(column(rows, 4)).containsOnly("yes");
    }

    @Test
    void aReportShowsBothTables() throws IOException {
        Path page = folder.resolve("page.html");
        Result result = run(lively(300), folder.resolve("out.csv"), "--report", page, "--seed", 2);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(page))
                .contains("<svg", "pair_trends", "the, &quot;city&quot;", "authenticity", "four fifths")
                .doesNotContain("<script");
    }

    @Test
    void formatsOfOtherCountriesAndGivenKinds() throws IOException {
        Path in = folder.resolve("in.csv");
        StringBuilder csv = new StringBuilder("Betrag;Tag;Nummer\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i % 7)
                    .append(',')
                    .append(i % 10)
                    .append(";")
                    .append(String.format("%02d.%02d.2023", i % 28 + 1, i % 12 + 1))
                    .append(';')
                    .append(i % 4)
                    .append('\n');
        }
        Files.writeString(in, csv.toString());
        Result result = run(in, "-", "--rows", 30, "--type", "Nummer=category");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("'Betrag': number", "'Tag': date", "'Nummer': category of 4 texts");
        assertThat(result.out().lines().skip(1))
                .hasSize(30)
                .allMatch(l -> l.matches("\\d,\\d;\\d\\d\\.\\d\\d\\.2023;[0-3]"));
    }

    /** Two decimals and two levels: of 64 possible rows half are in the file. */
    @Test
    void noRowIsOneOfTheFile() throws IOException {
        StringBuilder csv = new StringBuilder("x,level\n");
        for (int i = 0; i < 64; i += 2) {
            csv.append("0.").append(i / 2 + 10).append(i % 4 == 0 ? ",a\n" : ",b\n");
        }
        Path in = Files.writeString(folder.resolve("in.csv"), csv);
        List<String> given = csv.toString().lines().skip(1).toList();
        for (String method : List.of("copula", "smote")) {
            Result result = run(in, "-", "--method", method, "--rows", 200, "--seed", 3);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out().lines().skip(1)).hasSize(200).doesNotContainAnyElementsOf(given);
            assertThat(result.err()).contains("were drawn again").doesNotContain("left out");
        }
    }

    /** Nothing but rows of the file can come: saying so beats drawing for ever. */
    @Test
    void leavesOutWhatCanOnlyBeACopy() throws IOException {
        Path in = Files.writeString(
                folder.resolve("in.csv"),
                Stream.iterate(0, i -> i + 1)
                        .limit(40)
                        .map(i -> "1" + i)
                        .collect(Collectors.joining("\n", "n\n", "\n")));
        Result result = run(in, "-", "--rows", 30, "--condition", "n=112");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).contains("30 were left out", "0 rows by 'copula'");
    }

    @Test
    void oddTables() throws IOException {
        for (String csv : List.of(
                "one\n5\n",
                "gone,x\n,1\nNA,2\n,3\n",
                "same,t\n7.5,a\n7.5,b\n7.5,c\n",
                Stream.iterate(0, i -> i + 1)
                        .limit(50)
                        .map(i -> "id " + i + "," + i)
                        .collect(Collectors.joining("\n", "id,n\n", "\n")))) {
            Path in = Files.writeString(folder.resolve("in.csv"), csv);
            for (String method : Set.of("copula", "smote", "diversity")) {
                Result result = run(in, "-", "--method", method, "--rows", 7);
                assertThat(result.code()).as(csv + result.err()).isZero();
                assertThat(parse(result.out())).hasSize(8);
            }
        }
    }

    @Test
    void badInputIsOneLineAndExitCodeTwoAndLeavesNothingBehind() throws IOException {
        Path in = lively(30);
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "a,b\n1,2\n3\n");
        Path header = Files.writeString(folder.resolve("header.csv"), "a,b\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE4, '\n'});
        Path quote = Files.writeString(folder.resolve("quote.csv"), "a,b\n1,\"2\n");
        Path out = folder.resolve("out.csv");
        Set<String> before = Set.of(folder.toFile().list());
        List<Object[]> bad = new ArrayList<>(List.of(
                new Object[] {},
                new Object[] {in},
                new Object[] {folder.resolve("missing.csv"), out},
                new Object[] {ragged, out},
                new Object[] {header, out},
                new Object[] {empty, out},
                new Object[] {latin, out},
                new Object[] {quote, out},
                new Object[] {in, out, "--rows", "many"},
                new Object[] {in, out, "--rows"},
                new Object[] {in, out, "--bogus", "1"},
                new Object[] {in, out, "--method", "no_such_method"},
                new Object[] {in, out, "--method", "rule_focused"},
                new Object[] {in, out, "-O", "no_such_option=1"},
                new Object[] {in, out, "--condition", "ok"},
                new Object[] {in, out, "--condition", "nowhere=1"},
                new Object[] {in, out, "--condition", "the, \"city\"=Atlantis"},
                new Object[] {in, out, "--condition", "day=1999-01-01"},
                new Object[] {in, out, "--type", "zip=colour"},
                new Object[] {in, out, "--type", "ok=date"},
                new Object[] {in, out, "--type", "nowhere=date"},
                new Object[] {in, out, "--report", folder.resolve("missing/page.html")},
                new Object[] {in, folder.resolve("missing/out.csv")},
                new Object[] {folder, out},
                new Object[] {in, in},
                new Object[] {in, out, "--report", in},
                new Object[] {in, out, "--report", out}));
        for (Object[] args : bad) {
            Result result = run(args);
            assertThat(result.code()).as(List.of(args) + result.err()).isEqualTo(2);
            assertThat(result.err()
                            .lines()
                            .filter(l -> !l.startsWith("SynthesizeCsv: column '") && !l.contains(": fitting ")))
                    .as("%s", List.of(args))
                    .hasSize(1);
            assertThat(folder.toFile().list()).as("%s", List.of(args)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static List<CSVRecord> parse(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(csv, CSVFormat.DEFAULT)) {
            return parser.getRecords();
        }
    }

    private static List<String> column(List<CSVRecord> rows, int column) {
        return rows.stream().map(r -> r.get(column)).toList();
    }
}
