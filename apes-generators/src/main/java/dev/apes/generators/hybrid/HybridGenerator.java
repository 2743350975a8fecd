package dev.apes.generators.hybrid;

import dev.apes.api.error.PluginException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.diffusion.DiffusionGenerator;
import dev.apes.generators.gan.GanGenerator;
import dev.apes.generators.neural.NeuralGenerator;
import dev.apes.generators.smote.SmoteGenerator;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import dev.apes.generators.vae.VaeGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The method {@code hybrid}: tries other methods on this table and splits what is asked for over those that have earned it. Four fifths
 * of the rows are learnt from, the rest is held back. A method earns by its rows' quality (column shapes and pair trends beside the
 * rows learnt from) and by their utility (train on generated rows, test on those held back, for up to four columns that can be
 * predicted best). {@link Bandit} decides in at most 20 rounds which methods to go on with. Those that lack hardly anything of the best
 * quality and of the best utility share the batch, in proportion to how little they lack and to the diversity of their rows, and with
 * less for those that take much computing (by their {@link SyntheticGenerator#fittingEffort estimated effort}: nothing reads the clock);
 * all others get nothing. A few hundred rows held back can't tell apart what differs by a percent, so that to share is safer than to
 * choose; and mixed rows are often worth more than those of one method. If no method is near the best in both, the one that lacks least
 * has it all. In the end the winners learn the rows held back, too.
 *
 * <p>Options: {@code methods} (those to try, joined by {@code +}; default {@code copula+smote+vae+gan+diffusion}), {@code epochs} of
 * the networks (default: their own). Tables of fewer than 50 rows are too small for a trial and go to the first of the methods. Fitting
 * further fits the winners further and keeps their shares. A method that fails is left out; if all fail, so does this.
 */
public final class HybridGenerator implements SyntheticGenerator {
    /** The method's name. */
    public static final String NAME = "hybrid";

    static final int FORMAT = 1;

    private static final int LEAST_ROWS = 50;
    private static final int MOST_JUDGED = 2_000;
    private static final double MUCH_EFFORT = 1_000;
    private static final String METHODS = "methods";
    private static final String EPOCHS = "epochs";
    private static final List<SyntheticGenerator> KNOWN = List.of(
            new CopulaGenerator(),
            new SmoteGenerator(),
            new VaeGenerator(),
            new GanGenerator(),
            new DiffusionGenerator());

    /** For {@link java.util.ServiceLoader}. */
    public HybridGenerator() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double fittingEffort(int rows, int columns) {
        return KNOWN.stream().mapToDouble(m -> m.fittingEffort(rows, columns)).sum();
    }

    /**
     * What the options say.
     *
     * @param methods to try
     * @param epochs of networks, 0 for their own default
     */
    record Settings(List<SyntheticGenerator> methods, int epochs) {
        static Settings of(FitContext context) {
            Options options = new Options(NAME, context.options(), Set.of(METHODS, EPOCHS));
            String asked = context.options().get(METHODS);
            List<SyntheticGenerator> methods = asked == null
                    ? KNOWN
                    : Arrays.stream(asked.split("\\+"))
                            .distinct()
                            .map(HybridGenerator::method)
                            .toList();
            return new Settings(methods, (int) options.number(EPOCHS, 0, 0, 1_000_000));
        }
    }

    private static SyntheticGenerator method(String name) {
        return KNOWN.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("option '" + METHODS + "' of the generator '" + NAME
                        + "' names '" + name + "', which it can't try; known: "
                        + KNOWN.stream().map(SyntheticGenerator::name).collect(Collectors.joining("+"))));
    }

    static Map<String, String> ownOptions(String method, FitContext context) {
        String epochs = context.options().get(EPOCHS);
        return epochs != null && method(method) instanceof NeuralGenerator ? Map.of(EPOCHS, epochs) : Map.of();
    }

    @Override
    public HybridSynthesizer fit(Table data, FitContext context) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("there are no rows to learn from");
        }
        Settings settings = Settings.of(context);
        context.cancellation().throwIfCancelled();
        if (data.rows() < LEAST_ROWS || settings.methods().size() == 1) {
            SyntheticGenerator only = settings.methods().get(0);
            FitContext own = new FitContext(
                    context.seed(),
                    context.focus(),
                    ownOptions(only.name(), context),
                    context.cancellation(),
                    context.progress());
            String verdict = only.name() + ": "
                    + (settings.methods().size() == 1 ? "the only one asked for" : "too few rows to try others");
            return new HybridSynthesizer(
                    data.schema(),
                    List.of(new HybridSynthesizer.Part(only.name(), 1, only.fit(data, own))),
                    List.of(verdict));
        }
        return contest(data, settings, context);
    }

    private static HybridSynthesizer contest(Table data, Settings settings, FitContext context) {
        Table learnt = data.select(Earnings.fifth(data.rows(), false));
        Table held = data.select(Earnings.fifth(data.rows(), true));
        List<Arm> arms = settings.methods().stream()
                .map(m -> new Arm(m, learnt, settings.epochs(), context.seed(), context.cancellation()))
                .toList();
        int judged = Math.min(MOST_JUDGED, learnt.rows());
        Earnings earnings = new Earnings(first(learnt, MOST_JUDGED), first(held, MOST_JUDGED));
        Bandit bandit = new Bandit(arms, earnings, judged, context.progress());
        bandit.run();
        List<HybridSynthesizer.Part> parts = new ArrayList<>();
        for (Arm arm : bandit.winners()) {
            double weight = bandit.closeness(arm)
                    * Math.max(0.05, arm.diversity())
                    / (1 + arm.method().fittingEffort(data.rows(), data.schema().size()) / MUCH_EFFORT);
            arm.finished(held).ifPresent(f -> parts.add(new HybridSynthesizer.Part(arm.name(), weight, f)));
        }
        if (parts.isEmpty()) {
            throw new PluginException(
                    "generator",
                    NAME,
                    "could use none of its methods: "
                            + arms.stream().map(a -> a.name() + " " + a.why()).collect(Collectors.joining("; ")),
                    null);
        }
        double all = parts.stream().mapToDouble(HybridSynthesizer.Part::share).sum();
        context.progress().report(1);
        return new HybridSynthesizer(
                data.schema(),
                parts.stream()
                        .map(p -> new HybridSynthesizer.Part(p.method(), p.share() / all, p.fitted()))
                        .toList(),
                verdicts(arms));
    }

    private static Table first(Table table, int most) {
        return table.rows() <= most
                ? table
                : table.select(IntStream.range(0, most).toArray());
    }

    private static List<String> verdicts(List<Arm> arms) {
        return arms.stream()
                .map(a -> a.name() + ": "
                        + (a.why() != null
                                ? a.why()
                                : String.format(
                                        Locale.ROOT,
                                        "quality %.3f, utility %.3f, diversity %.2f, in %d batches",
                                        a.quality(),
                                        a.utility(),
                                        a.diversity(),
                                        a.judged())))
                .toList();
    }

    @Override
    public HybridSynthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, NAME, FORMAT, payload -> {
            List<ColumnSchema> schema = TableSummary.readSchema(payload);
            List<String> verdicts = new ArrayList<>();
            for (int i = payload.readInt(); i > 0; i--) {
                verdicts.add(payload.readUTF());
            }
            List<HybridSynthesizer.Part> parts = new ArrayList<>();
            for (int i = payload.readInt(); i > 0; i--) {
                String method = payload.readUTF();
                double share = payload.readDouble();
                byte[] bytes = payload.readNBytes(payload.readInt());
                Synthesizer fitted = method(method).load(new ByteArrayInputStream(bytes));
                parts.add(new HybridSynthesizer.Part(method, share, fitted));
            }
            return new HybridSynthesizer(schema, parts, verdicts);
        });
    }
}
