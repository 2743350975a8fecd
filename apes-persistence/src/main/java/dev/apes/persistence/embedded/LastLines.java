package dev.apes.persistence.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of what a program of PostgreSQL wrote, as one line for a message. */
final class LastLines {
    private static final int COUNT = 5;

    private LastLines() {}

    /** {@return the last lines, behind the first one that tells of a full disk, which what follows may not mention} */
    static String of(String output) {
        List<String> lines = output.lines()
                // time and pid, which the log has and a message needs not
                .map(line -> line.replaceFirst("^[0-9-]{10} [0-9:.]+ \\S+ \\[\\d+\\] ", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "it wrote nothing";
        }
        List<String> last = new ArrayList<>(lines.subList(Math.max(0, lines.size() - COUNT), lines.size()));
        Optional<String> full = lines.stream().filter(IoFailure::noSpace).findFirst();
        full.filter(line -> !last.contains(line)).ifPresent(line -> last.add(0, line));
        return String.join(" / ", last);
    }
}
