package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.RowPredicate;
import dev.apes.api.generation.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads constraints as people write them:
 *
 * <pre>
 * start &lt;= end                        0 &lt;= age &lt;= 120         net + tax = gross
 * combinations(town, country)         `unit price` * quantity &lt;= 1000
 * country != 'NO' or late = 'true'    (a - b) / 2 &gt; c and a &gt; 0
 * </pre>
 *
 * Names with blanks or signs stand in backticks, texts and dates in quotes. What compares two columns, a column with a number, or a
 * sum with a column becomes the constraint that can be built into rows; everything else a predicate, which rows are drawn again
 * for. A comparison with a missing cell counts as holding. {@code combinations} allows what the file holds together.
 */
final class ConstraintText {
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final CsvTable csv;
    private final String text;
    private final List<String> tokens;
    private int at;

    private ConstraintText(CsvTable csv, String text) {
        this.csv = csv;
        this.text = text;
        this.tokens = tokens(text);
    }

    /**
     * @param csv whose columns it speaks of
     * @param text the constraint
     * @return it, for rows of the file's table
     * @throws InvalidInputException saying what could not be read and what was expected
     */
    static List<TableConstraint> parse(CsvTable csv, String text) {
        return new ConstraintText(csv, text).constraints();
    }

    private List<TableConstraint> constraints() {
        if (tokens.size() > 1
                && tokens.get(0).equals("combinations")
                && tokens.get(1).equals("(")) {
            return List.of(combinations());
        }
        Condition condition = either();
        if (at < tokens.size()) {
            throw wrong("did not expect '" + tokens.get(at) + "'");
        }
        return condition.simple().isPresent()
                ? condition.simple().get()
                : List.of(new TableConstraint.Custom(text.strip(), condition.test()));
    }

    private TableConstraint combinations() {
        at = 2;
        List<Integer> columns = new ArrayList<>();
        do {
            columns.add(column(next("a column")));
        } while (accept(","));
        expect(")");
        if (at < tokens.size()) {
            throw wrong("did not expect '" + tokens.get(at) + "'");
        }
        return csv.observed(columns.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A test, and the constraints that say the same, if there are any. */
    private record Condition(RowPredicate test, Optional<List<TableConstraint>> simple) {}

    /** A number made of a row, NaN if a cell that takes part is missing. */
    @FunctionalInterface
    private interface Value {
        double of(double[] row);
    }

    /**
     * An expression.
     *
     * @param value of a row
     * @param columns the columns it adds up, if it does nothing else
     * @param constant the number it is, if it is one
     * @param text in quotes, if it is one
     */
    private record Expression(Value value, List<Integer> columns, Optional<Double> constant, Optional<String> text) {
        static Expression of(Value value) {
            return new Expression(value, List.of(), Optional.empty(), Optional.empty());
        }

        boolean isColumn() {
            return columns.size() == 1;
        }
    }

    private Condition either() {
        Condition left = both();
        while (accept("or")) {
            Condition a = left;
            Condition b = both();
            left = new Condition(row -> a.test.test(row) || b.test.test(row), Optional.empty());
        }
        return left;
    }

    private Condition both() {
        Condition left = comparison();
        while (accept("and")) {
            Condition a = left;
            Condition b = comparison();
            left = new Condition(
                    row -> a.test.test(row) && b.test.test(row),
                    a.simple.flatMap(x -> b.simple.map(y -> {
                        List<TableConstraint> joined = new ArrayList<>(x);
                        joined.addAll(y);
                        return joined;
                    })));
        }
        return left;
    }

    private Condition comparison() {
        int start = at;
        if (accept("(")) {
            // a condition in parentheses, or an expression that begins with one
            try {
                Condition inner = either();
                expect(")");
                return inner;
            } catch (InvalidInputException e) {
                at = start;
            }
        }
        Expression left = sum();
        Condition whole = null;
        do {
            String sign = next("one of < <= > >= = !=");
            if (!List.of("<", "<=", ">", ">=", "=", "==", "!=").contains(sign)) {
                throw wrong("expected one of < <= > >= = != but found '" + sign + "'");
            }
            Expression right = sum();
            Condition one = compare(left, sign, right);
            Condition before = whole;
            whole = before == null
                    ? one
                    : new Condition(
                            row -> before.test.test(row) && one.test.test(row),
                            before.simple.flatMap(x -> one.simple.map(y -> {
                                List<TableConstraint> joined = new ArrayList<>(x);
                                joined.addAll(y);
                                return joined;
                            })));
            left = right;
        } while (at < tokens.size() && tokens.get(at).matches("[<>=!].*"));
        return whole;
    }

    private Condition compare(Expression a, String sign, Expression b) {
        Expression left = inSeconds(a.text.isPresent() ? literal(a, b) : a, b);
        Expression right = inSeconds(b.text.isPresent() ? literal(b, a) : b, a);
        RowPredicate test = row -> {
            double x = left.value.of(row);
            double y = right.value.of(row);
            if (Double.isNaN(x) || Double.isNaN(y)) {
                return true;
            }
            // sums of decimal fractions are not exact
            boolean same = Math.abs(x - y) <= TableConstraint.SUM_TOLERANCE * (1 + Math.abs(x) + Math.abs(y));
            return switch (sign) {
                case "<" -> x < y;
                case "<=" -> x <= y;
                case ">" -> x > y;
                case ">=" -> x >= y;
                case "!=" -> !same;
                default -> same;
            };
        };
        return new Condition(test, simple(left, sign, right).map(List::of));
    }

    private Optional<TableConstraint> simple(Expression a, String sign, Expression b) {
        return switch (sign) {
            case "<", "<=" -> below(a, b, sign.length() == 1);
            case ">", ">=" -> below(b, a, sign.length() == 1);
            case "!=" -> Optional.empty();
            default -> equal(a, b).or(() -> equal(b, a));
        };
    }

    private Optional<TableConstraint> below(Expression a, Expression b, boolean strict) {
        if (a.isColumn() && b.isColumn() && numbers(a.columns) && numbers(b.columns)) {
            return Optional.of(new TableConstraint.Order(name(a), name(b), strict));
        }
        if (a.isColumn() && b.constant.isPresent() && numbers(a.columns)) {
            double most = b.constant.get();
            return Optional.of(
                    new TableConstraint.Range(name(a), Double.NEGATIVE_INFINITY, strict ? Math.nextDown(most) : most));
        }
        if (b.isColumn() && a.constant.isPresent() && numbers(b.columns)) {
            double least = a.constant.get();
            return Optional.of(
                    new TableConstraint.Range(name(b), strict ? Math.nextUp(least) : least, Double.POSITIVE_INFINITY));
        }
        return Optional.empty();
    }

    private Optional<TableConstraint> equal(Expression parts, Expression total) {
        boolean distinct = IntStream.concat(
                                parts.columns.stream().mapToInt(Integer::intValue),
                                total.columns.stream().mapToInt(Integer::intValue))
                        .distinct()
                        .count()
                == parts.columns.size() + total.columns.size();
        if (parts.columns.isEmpty()
                || !total.isColumn()
                || !distinct
                || !numbers(parts.columns)
                || !numbers(total.columns)) {
            return Optional.empty();
        }
        return Optional.of(new TableConstraint.Sum(
                parts.columns.stream().map(c -> csv.columns().get(c).name()).toList(), name(total)));
    }

    private boolean numbers(List<Integer> columns) {
        return columns.stream().allMatch(c -> switch (csv.columns().get(c).kind()) {
            case INTEGER, NUMBER, DATE, DATETIME -> true;
            case BOOLEAN, CATEGORY -> false;
        });
    }

    private String name(Expression column) {
        return csv.columns().get(column.columns.get(0)).name();
    }

    /** A date beside a date with a time of day: days count from the same midnight as seconds do. */
    private Expression inSeconds(Expression days, Expression other) {
        return is(days, CellKind.DATE) && is(other, CellKind.DATETIME)
                ? Expression.of(row -> SECONDS_OF_A_DAY * days.value.of(row))
                : days;
    }

    private boolean is(Expression expression, CellKind kind) {
        return expression.isColumn()
                && csv.columns().get(expression.columns.get(0)).kind() == kind;
    }

    private Expression literal(Expression quoted, Expression other) {
        if (!other.isColumn()) {
            throw wrong("'" + quoted.text.get() + "' can only be compared with a column");
        }
        double value = csv.columns().get(other.columns.get(0)).readCell("--constraint", quoted.text.get());
        return new Expression(row -> value, List.of(), Optional.of(value), Optional.empty());
    }

    private Expression sum() {
        Expression left = product();
        while (at < tokens.size()
                && (tokens.get(at).equals("+") || tokens.get(at).equals("-"))) {
            boolean plus = next("").equals("+");
            Expression a = left;
            Expression b = product();
            left = Expression.of(row -> a.value.of(row) + (plus ? 1 : -1) * b.value.of(row));
            if (plus && !a.columns.isEmpty() && b.isColumn()) {
                List<Integer> columns = new ArrayList<>(a.columns);
                columns.addAll(b.columns);
                left = new Expression(left.value, columns, Optional.empty(), Optional.empty());
            }
        }
        return left;
    }

    private Expression product() {
        Expression left = factor();
        while (at < tokens.size()
                && (tokens.get(at).equals("*") || tokens.get(at).equals("/"))) {
            boolean times = next("").equals("*");
            Expression a = left;
            Expression b = factor();
            left = Expression.of(
                    times ? row -> a.value.of(row) * b.value.of(row) : row -> a.value.of(row) / b.value.of(row));
        }
        return left;
    }

    private Expression factor() {
        String token = next("a column, a number or a text in quotes");
        if (token.equals("(")) {
            Expression inner = sum();
            expect(")");
            return inner;
        }
        if (token.equals("-")) {
            Expression inner = factor();
            return new Expression(
                    row -> -inner.value.of(row), List.of(), inner.constant.map(v -> -v), Optional.empty());
        }
        if (token.startsWith("'")) {
            String quoted = token.substring(1, token.length() - 1);
            return new Expression(row -> Double.NaN, List.of(), Optional.empty(), Optional.of(quoted));
        }
        if (Character.isDigit(token.charAt(0)) || token.charAt(0) == '.') {
            double number = Double.parseDouble(token);
            return new Expression(row -> number, List.of(), Optional.of(number), Optional.empty());
        }
        int column = column(token);
        return new Expression(row -> row[column], List.of(column), Optional.empty(), Optional.empty());
    }

    private int column(String token) {
        String header = token.startsWith("`") ? token.substring(1, token.length() - 1) : token;
        return csv.column("--constraint", header.strip());
    }

    private String next(String expected) {
        if (at == tokens.size()) {
            throw wrong("ends where " + expected + " was expected");
        }
        return tokens.get(at++);
    }

    private boolean accept(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw wrong("lacks '" + token + "'"
                    + (at < tokens.size() ? " before '" + tokens.get(at) + "'" : " at its end"));
        }
    }

    private InvalidInputException wrong(String why) {
        return new InvalidInputException("--constraint", "'" + text + "': " + why);
    }

    private List<String> tokens(String text) {
        Matcher matcher = Pattern.compile(
                        "\\s*(`[^`]*`|'[^']*'|[0-9.]+(?:[eE][+-]?[0-9]+)?|<=|>=|==|!=|[-+*/()<>=,]|[\\p{L}_][\\p{L}\\p{N}_.]*)\\s*")
                .matcher(text);
        List<String> found = new ArrayList<>();
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            found.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < text.length() || found.isEmpty()) {
            throw wrong("can't be read from '" + text.substring(end)
                    + "' on; names with blanks or signs stand in backticks, texts in"
                    + " quotes; columns: "
                    + csv.columns().stream().map(CsvColumn::name).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
