package dev.apes.engine.workflow;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws rows of the table it is given. */
final class Resampling implements SyntheticGenerator {
    @Override
    public String name() {
        return Worlds.GENERATOR;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        return new Rows(data);
    }

    @Override
    public Synthesizer load(InputStream in) {
        throw new UnsupportedOperationException("nothing asks for it");
    }

    private record Rows(Table data) implements Synthesizer {
        @Override
        public Table sample(SampleRequest request) {
            SplittableRandom random = new SplittableRandom(request.seed());
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < request.rows(); i++) {
                rows.add(data.row(random.nextInt(data.rows())));
            }
            return Table.ofRows(data.schema(), rows);
        }

        @Override
        public Synthesizer fitFurther(Table more, FitContext context) {
            return this;
        }

        @Override
        public void save(OutputStream out) {
            throw new UnsupportedOperationException("nothing asks for it");
        }
    }
}
