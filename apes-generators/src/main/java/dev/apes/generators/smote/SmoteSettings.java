package dev.apes.generators.smote;

import dev.apes.api.generation.FitContext;
import dev.apes.generators.table.Options;
import java.util.List;
import java.util.Set;

/**
 * How rows are interpolated.
 *
 * @param neighbours among how many nearest rows the other end is drawn, 1 to 100
 * @param vote whether a category is the neighbours' majority; otherwise it is that of one of the two ends
 */
record SmoteSettings(int neighbours, boolean vote) {
    /** Reads the options {@code neighbours} and {@code categories}. */
    static SmoteSettings of(FitContext context) {
        Options options = new Options(SmoteGenerator.NAME, context.options(), Set.of("neighbours", "categories"));
        int neighbours = (int) options.number("neighbours", 5, 1, 100);
        return new SmoteSettings(
                neighbours,
                options.choice("categories", List.of("choice", "vote")).equals("vote"));
    }
}
