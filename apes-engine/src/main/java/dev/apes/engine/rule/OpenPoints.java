package dev.apes.engine.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each kind of task needs settled, and when its result is done: the lines of {@code open-points.txt}. */
final class OpenPoints {
    private static final String RESOURCE = "open-points.txt";
    private static final Map<Genre, List<Line>> POINTS = new EnumMap<>(Genre.class);
    private static final Map<Genre, List<Template>> OUTCOMES = new EnumMap<>(Genre.class);

    private static final Map<Genre, List<Template>> STEPS = new EnumMap<>(Genre.class);

    private record Line(OpenPoint.Aspect aspect, long settledBy, boolean settledByNumber, Template template) {}

    static {
        load();
    }

    private OpenPoints() {}

    /** {@return the points of this kind of task that the prompt has not settled, most important first} */
    static List<OpenPoint> unsettled(Reading reading) {
        List<OpenPoint> points = new ArrayList<>();
        if (reading.isDetailed() || reading.genre() == Genre.GENERAL) {
            return points;
        }
        boolean taught = reading.genre() == Genre.EXPLAIN || reading.genre() == Genre.HOWTO;
        for (Line line : POINTS.getOrDefault(reading.genre(), List.of())) {
            boolean settled = reading.settles(line.settledBy()) || line.settledByNumber() && reading.numbered();
            // what a reader may want explained further, the answer will show
            boolean later = taught && line.aspect() != OpenPoint.Aspect.WHO && line.aspect() != OpenPoint.Aspect.WHAT;
            String text = settled || later ? null : line.template().fill(reading);
            if (text != null) {
                points.add(new OpenPoint(
                        line.aspect(),
                        text,
                        line.template().about(reading),
                        line.template().fillAgain(reading)));
            }
        }
        return points;
    }

    /** {@return the share of the points of this kind of task that are open, 0 to 1} */
    static double openShare(Reading reading) {
        List<Line> lines = POINTS.getOrDefault(reading.genre(), List.of());
        int open = 0;
        int all = 0;
        for (Line line : lines) {
            if (line.aspect() != OpenPoint.Aspect.EXAMPLE) {
                all++;
                open += reading.settles(line.settledBy()) || line.settledByNumber() && reading.numbered() ? 0 : 1;
            }
        }
        return all == 0 ? 0 : (double) open / all;
    }

    /** {@return the rest of a sentence after "Done when", in terms of the prompt; null if nothing fits} */
    static String outcome(Reading reading) {
        if (reading.isDetailed()) {
            return null;
        }
        for (Template template : OUTCOMES.getOrDefault(reading.genre(), List.of())) {
            String text = template.fill(reading);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /**
     * The steps of the working for this kind of task.
     *
     * @param reading of the prompt
     * @param named what the words before them name
     * @return the steps in order, in terms of the prompt
     */
    static List<String> steps(Reading reading, String named) {
        List<String> steps = new ArrayList<>();
        for (Template template : STEPS.getOrDefault(reading.genre(), List.of())) {
            String again = named.equals(template.about(reading)) ? template.fillAgain(reading) : null;
            String text = again == null ? template.fill(reading) : again;
            if (text != null) {
                steps.add(text);
            }
        }
        return steps;
    }

    private static void load() {
        try (InputStream in = OpenPoints.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + RESOURCE + " is missing beside "
                        + OpenPoints.class.getName() + ". Rebuild the jar with its resources.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            Genre genre = Genre.NONE;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("[") && line.endsWith("]") && line.indexOf(' ') < 0) {
                    genre = Genre.valueOf(line.substring(1, line.length() - 1));
                } else if (line.startsWith("=")) {
                    OUTCOMES.computeIfAbsent(genre, g -> new ArrayList<>())
                            .add(new Template(line.substring(1).strip()));
                } else if (line.startsWith("~")) {
                    STEPS.computeIfAbsent(genre, g -> new ArrayList<>())
                            .add(new Template(line.substring(1).strip()));
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    POINTS.computeIfAbsent(genre, g -> new ArrayList<>()).add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    private static Line parse(String line) {
        String[] parts = line.split("\\|", 3);
        long settledBy = 0;
        boolean number = false;
        for (String category : parts[1].strip().split("\\s+")) {
            if (category.equals("#number")) {
                number = true;
            } else if (!category.isEmpty()) {
                settledBy |= WordLists.COVERS.mask(category);
            }
        }
        OpenPoint.Aspect aspect = OpenPoint.Aspect.valueOf(parts[0].strip().toUpperCase(Locale.ROOT));
        return new Line(aspect, settledBy, number, new Template(parts[2].strip()));
    }
}
