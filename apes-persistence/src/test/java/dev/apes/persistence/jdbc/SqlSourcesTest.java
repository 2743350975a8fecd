package dev.apes.persistence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values reach the database as bind variables. What else is joined into a statement is listed here, and why it can hold no value. */
class SqlSourcesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/apes/persistence");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern STATEMENT = Pattern.compile(
            "SELECT |INSERT INTO|UPDATE \\w+ SET|DELETE FROM|COPY |CREATE (TEMPORARY )?(TABLE|SCHEMA)|ALTER TABLE|FROM \\w+ WHERE");
    private static final String EXPRESSION = "[A-Za-z_][\\w.]*(?:\\([^()]*\\))?";
    private static final Pattern JOINED =
            Pattern.compile("\"\\s*\\+\\s*(" + EXPRESSION + ")|(" + EXPRESSION + ")\\s*\\+\\s*\"");
    private static final Pattern CONSTANT = Pattern.compile("([A-Z]\\w*\\.)?[A-Z_]+");

    private static final Map<String, Set<String>> NAMES_AND_MESSAGES = Map.ofEntries(
            // a schema's name, quoted; the rest tells people of it
            Map.entry("PostgresSessionStore.java", Set.of("schema.orElseThrow()", "replace(\"\\\"\", \"\\\"\\\"\")")),
            // names of tables and conditions of a constant list; columns as the catalogue names them, quoted
            Map.entry("ArchivedTable.java", Set.of("list(columns)", "name", "where", "order", "staged")),
            // the column that IterationColumn found; conditions that this class gives; tables of its list; a version,
            // for people
            Map.entry(
                    "StatusQuery.java",
                    Set.of("IterationColumn.of(c)", "which", "table", "row.getString(\"version\")")),
            Map.entry("IterationTable.java", Set.of("IterationColumn.of(connection)")),
            Map.entry("IncidentTable.java", Set.of("session")),
            Map.entry("SessionCheck.java", Set.of("session", "total")),
            // conditions that these classes give, their values bound
            Map.entry("SessionRows.java", Set.of("IterationColumn.of(connection)", "which")),
            Map.entry("SessionHistory.java", Set.of("which", "own")),
            Map.entry("PromptGains.java", Set.of("own")),
            Map.entry("GenerationHistory.java", Set.of("where")),
            Map.entry("MethodHistory.java", Set.of("newest")),
            // tables and columns that these classes, or those that use them, name
            Map.entry("Retention.java", Set.of("table", "age")),
            Map.entry("CopyRows.java", Set.of("target")),
            // for people
            Map.entry("Inspection.java", Set.of("facts.user()", "place")),
            Map.entry(
                    "Leases.java", Set.of("row.getString(1)", "row.getString(2)", "row.getLong(2)", "row.getLong(3)")));

    @Test
    void nothingButNamesIsJoinedIntoStatements() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : sources()) {
            for (String statement : Files.readString(file).split(";\\s*\\n")) {
                StringBuilder literals = new StringBuilder();
                LITERAL.matcher(statement)
                        .results()
                        .forEach(m -> literals.append(m.group(1)).append(' '));
                Matcher joined = JOINED.matcher(statement);
                while (STATEMENT.matcher(literals).find() && joined.find()) {
                    String what = joined.group(1) == null ? joined.group(2) : joined.group(1);
                    if (!CONSTANT.matcher(what).matches()) {
                        found.computeIfAbsent(file.getFileName().toString(), f -> new TreeSet<>())
                                .add(what);
                    }
                }
            }
        }
        assertThat(found)
                .as("the look finds those that are known")
                .containsKeys("ArchivedTable.java", "Retention.java");
        found.forEach((file, joined) -> assertThat(NAMES_AND_MESSAGES.getOrDefault(file, Set.of()))
                .as("joined into statements of " + file + "; bind values by '?'")
                .containsAll(joined));
    }

    @Test
    void statementsAreMadeInOnePlace() throws IOException {
        Pattern raw = Pattern.compile(
                "createStatement\\(|prepareStatement\\(|prepareCall\\(|createNativeQuery\\(|executeQuery\\(");
        TreeSet<String> files = new TreeSet<>();
        for (Path file : sources()) {
            if (raw.matcher(Files.readString(file)).find()) {
                files.add(SOURCES.relativize(file).toString());
            }
        }
        assertThat(files).allMatch(file -> file.startsWith("jdbc/") || file.startsWith("embedded/"));
        assertThat(files).contains("jdbc/Sql.java");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
