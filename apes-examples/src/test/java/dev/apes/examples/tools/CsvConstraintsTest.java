package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.plugin.PluginRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constraints that are given on the command line hold between the texts of the file that is written. */
class CsvConstraintsTest {
    private static final PluginRegistry PLUGINS =
            new PluginRegistry(new PluginRegistry.Explicit(), CsvConstraintsTest.class.getClassLoader());

    @TempDir
    private Path folder;

    private record Result(int code, String err) {}

    private static Result run(Object... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = SynthesizeCsv.run(
                Stream.of(args).map(String::valueOf).toArray(String[]::new),
                PLUGINS,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, err.toString(StandardCharsets.UTF_8));
    }

    private Path orders() throws IOException {
        StringBuilder csv = new StringBuilder("ordered,shipped,net,tax,unit price,pieces,gross,town,country\n");
        for (int i = 0; i < 400; i++) {
            int k = i * 7919 % 1000;
            LocalDate ordered = LocalDate.of(2024, 1, 1).plusDays(k % 300);
            BigDecimal net = BigDecimal.valueOf(1000 + k * 13L, 2);
            BigDecimal tax = BigDecimal.valueOf(100 + k, 2);
            csv.append(ordered).append(',').append(ordered.plusDays(k % 9)).append(',');
            csv.append(net).append(',').append(i % 40 == 0 ? "" : tax).append(',');
            csv.append(1 + k % 50).append(',').append(1 + k % 7).append(',').append(net.add(tax));
            csv.append(k % 3 == 0 ? ",Bonn,DE\n" : k % 3 == 1 ? ",Lyon,FR\n" : ",Nice,FR\n");
        }
        // breaks two of the constraints
        csv.append("2024-05-01,2024-04-01,10.00,1.00,3,3,11.00,Bonn,FR\n");
        return Files.writeString(folder.resolve("orders.csv"), csv.toString());
    }

    @Test
    void holdInTheFile() throws IOException {
        Path out = folder.resolve("out.csv");
        Result result = run(
                orders(),
                out,
                "--rows",
                300,
                "--constraint",
                "ordered <= shipped",
                "--constraint",
                "net + tax = gross",
                "--constraint",
                "combinations(town, country)",
                "--constraint",
                "5 <= net < 150 and pieces > 0",
                "--constraint",
                "`unit price` * pieces <= 340 or town = 'Nice'",
                "--condition",
                "country=FR");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("'ordered <= shipped' is met by differences")
                .contains("'net + tax = gross' is met by adding up")
                .contains("'combinations(town, country)' is met by one category for all")
                .contains("or town = 'Nice'' is met by drawing again")
                .contains("1 rows break a constraint");

        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(301);
        for (String line : lines.subList(1, 301)) {
            String[] cells = line.split(",", -1);
            assertThat(LocalDate.parse(cells[0])).as(line).isBeforeOrEqualTo(cells[1]);
            if (!cells[2].isEmpty() && !cells[3].isEmpty() && !cells[6].isEmpty()) {
                assertThat(new BigDecimal(cells[2]).add(new BigDecimal(cells[3])))
                        .as(line)
                        .isEqualByComparingTo(cells[6]);
            }
            assertThat(cells[7]).as(line).isIn("Lyon", "Nice");
            assertThat(cells[8]).isEqualTo("FR");
            assertThat(Double.parseDouble(cells[2])).isBetween(5.0, 149.999);
            assertThat(cells[7].equals("Nice") || Double.parseDouble(cells[4]) * Double.parseDouble(cells[5]) <= 340)
                    .as(line)
                    .isTrue();
        }
    }

    @Test
    void whatCantBeReadIsExplained() throws IOException {
        Path in = orders();
        refused(in, "ordered <= sent", "there is no column 'sent'");
        refused(in, "ordered <= ", "ends where a column");
        refused(in, "unit price > 3", "no column 'unit'");
        refused(in, "net # 3", "can't be read from '# 3'");
        refused(in, "town = 'Rome'", "never is 'Rome'");
        refused(in, "combinations(town", "lacks ')'");
        refused(in, "net + tax", "one of < <=");
        refused(in, "net > 3 net", "did not expect 'net'");
        refused(in, "net > 1000000", "no row that meets all constraints");
    }

    private void refused(Path in, String constraint, String why) {
        Result result = run(in, folder.resolve("never.csv"), "--constraint", constraint);
        assertThat(result.code()).as(constraint).isEqualTo(2);
        assertThat(result.err()).as(constraint).contains(why);
        assertThat(folder.resolve("never.csv")).doesNotExist();
    }

    @Test
    void aDateIsComparedWithADateAndTime() throws IOException {
        StringBuilder csv = new StringBuilder("day,seen\n");
        for (int i = 0; i < 200; i++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(i * 37 % 90);
            csv.append(day)
                    .append(',')
                    .append(day.plusDays(i % 30))
                    .append(" 0")
                    .append(i % 10)
                    .append(":30:00\n");
        }
        Path in = Files.writeString(folder.resolve("seen.csv"), csv.toString());
        Path out = folder.resolve("out.csv");

        Result result = run(in, out, "--rows", 200, "--constraint", "day <= seen");

        assertThat(result.code()).as(result.err()).isZero();
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(201);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            assertThat(LocalDate.parse(cells[0])).isBeforeOrEqualTo(LocalDate.parse(cells[1].substring(0, 10)));
        }
    }
}
