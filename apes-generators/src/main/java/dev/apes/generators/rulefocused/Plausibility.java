package dev.apes.generators.rulefocused;

import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says whether a row could have come from the data. It must lie no further out than 97.5 % of the real rows do, both from the
 * centre against the learnt dependence (the copula's density) and from its nearest real row (which also sees clusters that a
 * copula does not). A copy is a row nearer to a real one than a hundredth of what real rows are usually apart. Immutable.
 */
final class Plausibility {
    private static final double SHARE = 0.975;
    private static final int MOST_REFERENCES = 1_000;

    private final CopulaModel model;
    private final RowDistance distance;
    private final NearestRows nearest;
    private final double farthestOut;
    private final double farthestApart;
    private final double copyRadius;

    /**
     * @param model fitted to the data
     * @param data real rows, at least one
     */
    Plausibility(CopulaModel model, Table data) {
        this.model = model;
        this.distance = new RowDistance(data);
        List<double[]> references = new ArrayList<>();
        int step = Math.max(1, (data.rows() + MOST_REFERENCES - 1) / MOST_REFERENCES);
        for (int r = 0; r < data.rows(); r += step) {
            references.add(data.row(r));
        }
        nearest = new NearestRows(distance, references);
        double[] out = new double[references.size()];
        double[] apart = new double[references.size()];
        for (int i = 0; i < references.size(); i++) {
            out[i] = model.squaredDistance(references.get(i));
            apart[i] = nearest.to(references.get(i), i).first();
        }
        Arrays.sort(out);
        Arrays.sort(apart);
        // a single row tells nothing of how far apart rows may be; its distance to others is infinite
        int at = (int) Math.floor(SHARE * (references.size() - 1));
        this.farthestOut = out[at];
        this.farthestApart = apart[at];
        double usual = apart[apart.length / 2];
        this.copyRadius = Double.isInfinite(usual) ? 0 : usual / 100;
    }

    /** {@return 0 for a plausible row that copies none; larger the more implausible; at least 1000 for a copy} */
    double violation(double[] row) {
        double apart = nearest.to(row, -1).first();
        double copy = apart <= copyRadius ? 1_000 : 0;
        return copy + excess(model.squaredDistance(row), farthestOut) + excess(apart, farthestApart);
    }

    private static double excess(double value, double limit) {
        // the tolerance lets a row through that is as far out as the farthest real one, whatever the rounding
        return value <= limit * (1 + 1e-9) + 1e-12 ? 0 : Math.min(100, value / (limit + 1e-12) - 1 + 1e-9);
    }

    RowDistance distance() {
        return distance;
    }
}
