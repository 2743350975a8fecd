package dev.apes.generators.smote;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;

/**
 * The method {@code smote}: a new row is a point on the line between a real row and one of its nearest neighbours (Chawla, Bowyer,
 * Hall and Kegelmeyer, <i>SMOTE: Synthetic Minority Over-sampling Technique</i>, JAIR 16, 2002; mixed types after its section 6.1,
 * SMOTE-NC). It learns nothing that could be wrong, so it is the baseline that other methods must beat.
 *
 * <p><b>Its weakness is copying.</b> Every row lies between two real ones and is by construction nearer to a real row than real
 * rows are to each other; categories are always copied from real rows; nothing is ever outside the hull of the data,
 * and what is rare gets somewhat rarer, because rows at the rim are seldom anybody's neighbour. Where rows
 * must not resemble persons, use another method, or at least look at {@code dev.apes.generators.quality.ClosestRecords}.
 *
 * <p>Deviations from the paper: all rows are drawn on, not those of a minority class; numbers are divided by their standard
 * deviation before distances are measured, for otherwise units decide; one random share serves all numbers of a row, as the
 * paper's text has it (its listing draws one per attribute); a category comes from one of the two ends, the nearer the likelier,
 * because the paper's majority among neighbours drives out rare levels (option {@code categories=vote} brings it back); what
 * is missing in the first end, drawn from all rows alike, is missing in the new row, so that missing values keep their share; whole numbers are rounded; in a
 * table with a continuous column, rows equal to the first end are no neighbours.
 *
 * <p>Conditions hold exactly and nothing is rejected: both ends are rows that meet them, or where these are fewer than four times
 * {@code neighbours}, the rows that come nearest, with the conditioned cells then set to what is asked for.
 *
 * <p>Options: {@code neighbours} (1 to 100, default 5), {@code categories} ({@code choice} or {@code vote}). Keeps at most {@link
 * TableSummary#CAPACITY} rows, beyond that a uniform sample. Fitting further only adds rows and costs next to nothing; up to
 * that capacity it equals fitting to all rows at once.
 */
public final class SmoteGenerator implements SyntheticGenerator {
    /** The method's name. */
    public static final String NAME = "smote";

    static final int FORMAT = 1;

    /** For {@link java.util.ServiceLoader}. */
    public SmoteGenerator() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        SmoteSettings settings = SmoteSettings.of(context);
        context.cancellation().throwIfCancelled();
        return new SmoteSynthesizer(TableSummary.of(data, context.seed()), settings);
    }

    @Override
    public Synthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, NAME, FORMAT, payload -> {
            SmoteSettings settings = new SmoteSettings(payload.readInt(), payload.readBoolean());
            return new SmoteSynthesizer(TableSummary.read(payload), settings);
        });
    }
}
