package dev.apes.engine.model;

import dev.apes.api.Cancellation;
import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.parallel.InParallel;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Predicts the raw gain of a rule with given parameters on a prompt with given features: an ensemble of {@value #MEMBERS}
 * gradient-boosted tree models (XGBoost, {@code hist}). Prompts are dealt into as many groups by a hash of their id, and each
 * member learns without one group. So the members give both the uncertainty of a prediction (jackknife) and, each on the group
 * it has never seen, cross-validated figures at no further cost; since groups never change, that stays true through updates.
 *
 * <p>An update continues each member on the replay memory with the new samples in it; once the trees would exceed their cap, or the new samples show
 * {@link Drift}, the members are fitted anew from that memory. So neither time nor space grows with the number of updates. The same samples, seed
 * and options give the same model on any number of threads. Immutable and thread-safe; holds no native memory.
 */
public final class EffectivenessModel {
    /** Members of the ensemble, and folds of the cross-validation. */
    public static final int MEMBERS = 5;

    private static final RandomStreams FOLDS = new RandomStreams(0).at(0, "folds of the effectiveness model");

    private final ModelSchema schema;
    private final ModelOptions options;
    private final ReplayMemory memory;
    private final List<BoosterTraining.Trained> members;
    private final CrossValidation crossValidation;
    private final int updates;
    private final Drift drift;

    private EffectivenessModel(
            ModelSchema schema,
            ModelOptions options,
            ReplayMemory memory,
            List<BoosterTraining.Trained> members,
            CrossValidation crossValidation,
            int updates,
            Drift drift) {
        this.drift = drift;
        this.schema = schema;
        this.options = options;
        this.memory = memory;
        this.members = members;
        this.crossValidation = crossValidation;
        this.updates = updates;
    }

    /**
     * @param rules the rules whose gains are to be predicted
     * @param featureNames names of a prompt's features
     * @return a model of standard size that has seen nothing and predicts 0 for everything
     */
    public static EffectivenessModel untrained(List<RuleDefinition> rules, List<String> featureNames) {
        return untrained(new ModelSchema(featureNames, rules), ModelOptions.standard());
    }

    /**
     * @param schema its columns
     * @param options its size
     * @return a model that has seen nothing and predicts 0 for everything
     */
    public static EffectivenessModel untrained(ModelSchema schema, ModelOptions options) {
        Objects.requireNonNull(options, "options");
        CrossValidation none = QualityAssessment.assess(
                Objects.requireNonNull(schema, "schema"), List.of(), new int[0], new float[0][]);
        return new EffectivenessModel(
                schema, options, ReplayMemory.empty(options.capacity()), List.of(), none, 0, Drift.UNKNOWN);
    }

    /**
     * All that it has learnt, from which {@link #restored} makes an equal model.
     *
     * @param updates how often it has learnt
     * @param members each as the library stores it
     * @param kept samples in its memory, oldest first
     * @param priorities of those samples
     * @param crossValidation how good it is
     */
    public record State(
            int updates,
            List<byte[]> members,
            List<GainSample> kept,
            double[] priorities,
            CrossValidation crossValidation) {}

    /** {@return all that it has learnt} */
    public State state() {
        return new State(
                updates,
                members.stream().map(BoosterTraining.Trained::bytes).toList(),
                memory.samples(),
                memory.priorities(),
                crossValidation);
    }

    /**
     * @param schema the columns it was trained with
     * @param options its size
     * @param state of a model of that schema and size
     * @return an equal model
     * @throws IllegalArgumentException if a member can't be read
     */
    public static EffectivenessModel restored(ModelSchema schema, ModelOptions options, State state) {
        return new EffectivenessModel(
                schema,
                options,
                ReplayMemory.of(options.capacity(), state.kept, state.priorities),
                state.members.stream().map(BoosterTraining::read).toList(),
                state.crossValidation,
                state.updates,
                Drift.UNKNOWN);
    }

    /** {@return the columns} */
    public ModelSchema schema() {
        return schema;
    }

    /** {@return how good it is} */
    public CrossValidation crossValidation() {
        return crossValidation;
    }

    /** {@return how the model before it did on the samples that it was updated with; unknown for a first or restored model} */
    public Drift drift() {
        return drift;
    }

    /** {@return mean squared error on samples that it has seen; 0 without samples} */
    public double trainingLoss() {
        return crossValidation.seenLoss();
    }

    /**
     * @param ruleId any text
     * @return mean absolute error of cross-validated predictions for the rule; 0 without samples of it
     */
    public double error(String ruleId) {
        return ofRule(ruleId).error();
    }

    /**
     * @param ruleId any text
     * @return mean standard deviation of the predictions for the rule; 0 without samples of it
     */
    public double uncertainty(String ruleId) {
        return ofRule(ruleId).uncertainty();
    }

    /**
     * @param ruleId any text
     * @return samples of the rule on given prompts that the model was judged by
     */
    public int sampleCount(String ruleId) {
        return ofRule(ruleId).samples();
    }

    /** {@return samples in its memory, generated prompts included} */
    public int sampleCount() {
        return memory.size();
    }

    private CrossValidation.OfRule ofRule(String ruleId) {
        return crossValidation.byRule().getOrDefault(ruleId, new CrossValidation.OfRule(0, 0, 0));
    }

    /** {@return its size and effort} */
    public ModelOptions options() {
        return options;
    }

    /** {@return whether it has learnt from anything} */
    public boolean trained() {
        return !members.isEmpty();
    }

    /** {@return trees of each member} */
    public int trees() {
        return trained() ? members.get(0).trees().trees() : 0;
    }

    /** {@return samples kept for replay, oldest first} */
    public List<GainSample> memory() {
        return memory.samples();
    }

    /**
     * Learns from further samples.
     *
     * @param fresh new samples of rules of the schema
     * @param seed source of all randomness
     * @param threads used in training, at least 1; the result does not depend on it
     * @param cancellation asked before each member is trained
     * @return the updated model; this one itself if there is nothing to learn from
     * @throws IllegalArgumentException if a sample does not fit the schema
     * @throws dev.apes.api.error.CancelledException if cancelled
     */
    public EffectivenessModel update(List<GainSample> fresh, long seed, int threads, Cancellation cancellation) {
        Checks.atLeast(threads, 1, "threads");
        ReplayMemory grown = memory.with(fresh, updates, seed);
        List<GainSample> samples = grown.samples();
        if (fresh.isEmpty() || samples.isEmpty()) {
            return this;
        }
        float[] rows = rows(samples);
        int[] folds = folds(samples);
        Drift seen = drift(fresh);
        boolean refit = !trained() || seen.noticed() || trees() + options.updateRounds() > options.maxTrees();
        RandomStreams streams = new RandomStreams(seed).at(updates, "training the effectiveness model");
        float[][] predictions = new float[MEMBERS][];
        List<Callable<BoosterTraining.Trained>> tasks = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            int member = m;
            int[] learnt = IntStream.range(0, folds.length)
                    .filter(i -> folds[i] != member)
                    .toArray();
            // a handful of prompts may all fall into one group
            int[] used = learnt.length == 0 ? IntStream.range(0, folds.length).toArray() : learnt;
            long memberSeed = streams.seed("member", m);
            byte[] before = refit ? null : members.get(m).bytes();
            tasks.add(() -> {
                cancellation.throwIfCancelled();
                BoosterTraining.Trained trained = BoosterTraining.train(
                        options, pickRows(rows, used), pickGains(samples, used), memberSeed, before);
                float[] sums = new float[samples.size()];
                trained.trees().predict(rows, schema.columns(), sums);
                predictions[member] = sums;
                return trained;
            });
        }
        List<BoosterTraining.Trained> trained = InParallel.all("model training", tasks, threads);
        CrossValidation assessed = QualityAssessment.assess(schema, samples, folds, predictions);
        return new EffectivenessModel(schema, options, grown, List.copyOf(trained), assessed, updates + 1, seen);
    }

    /**
     * Prepares for asking about many prompts one by one.
     *
     * @param ruleId a rule of the schema
     * @param values its parameters
     * @return gives for the features of a prompt what {@link #predict(double[], String, ParameterValues)} gives; thread-safe
     * @throws IllegalArgumentException if the arguments do not fit the schema
     */
    public Function<double[], Prediction> predictor(String ruleId, ParameterValues values) {
        if (!trained()) {
            return features -> predict(features, ruleId, values);
        }
        float[] setting = new float[schema.columns()];
        schema.encodeSetting(ruleId, values, setting, 0);
        List<PromptTrees> left = members.stream()
                .map(m -> new PromptTrees(m.trees(), setting, schema.features().size()))
                .toList();
        return features -> {
            float[] row = new float[features.length];
            schema.encodeFeatures(features, row, 0);
            double[] gains = new double[left.size()];
            for (int m = 0; m < gains.length; m++) {
                gains[m] = left.get(m).predict(row);
            }
            return summarise(gains);
        };
    }

    /**
     * @param features of the prompt
     * @param ruleId a rule of the schema
     * @param values its parameters
     * @return the expected gain; 0 with infinite uncertainty before any training
     * @throws IllegalArgumentException if the arguments do not fit the schema
     */
    public Prediction predict(double[] features, String ruleId, ParameterValues values) {
        return predictMean(new double[][] {features}, ruleId, values);
    }

    /**
     * @param features of the prompt
     * @param ruleId a rule of the schema
     * @param values its parameters
     * @return the expected gain with the interval that holds 95 % of single gains, see {@link Calibration}; unbounded while too few
     *     prompts have been seen
     */
    public Interval predictInterval(double[] features, String ruleId, ParameterValues values) {
        Prediction p = predict(features, ruleId, values);
        double half =
                trained() ? crossValidation.calibration().halfWidth(ruleId, p.deviation()) : Double.POSITIVE_INFINITY;
        return new Interval(p.mean(), p.mean() - half, p.mean() + half, Calibration.LEVEL);
    }

    /**
     * Predicts many prompts at once.
     *
     * @param prompts features of each prompt
     * @param ruleId a rule of the schema
     * @param values its parameters
     * @return one prediction per prompt, in order
     */
    public List<Prediction> predictAll(double[][] prompts, String ruleId, ParameterValues values) {
        float[][] byMember = memberPredictions(prompts, ruleId, values);
        Prediction[] predictions = new Prediction[prompts.length];
        double[] members = new double[byMember.length];
        for (int i = 0; i < predictions.length; i++) {
            for (int m = 0; m < members.length; m++) {
                members[m] = byMember[m][i];
            }
            predictions[i] = summarise(members);
        }
        return List.of(predictions);
    }

    /**
     * Predicts the mean gain over many prompts. Its uncertainty is that of the mean: errors that the prompts share stay in it.
     *
     * @param prompts features of each prompt, at least one
     * @param ruleId a rule of the schema
     * @param values its parameters
     * @return the expected mean gain
     */
    public Prediction predictMean(double[][] prompts, String ruleId, ParameterValues values) {
        return summarise(memberMeans(prompts, ruleId, values));
    }

    /**
     * Predicts how much more one setting gains than another, on average over prompts.
     *
     * @param prompts features of each prompt, at least one
     * @param ruleId a rule of the schema
     * @param values the setting
     * @param base the setting it is compared with
     * @return the expected difference of mean gains; what the two share does not blur it
     */
    public Prediction predictDifference(
            double[][] prompts, String ruleId, ParameterValues values, ParameterValues base) {
        double[] difference = memberMeans(prompts, ruleId, values);
        double[] of = memberMeans(prompts, ruleId, base);
        for (int m = 0; m < difference.length; m++) {
            difference[m] -= of[m];
        }
        return summarise(difference);
    }

    /**
     * Writes the mean prediction as an ONNX model (one input {@code row} of floats in the order of {@link ModelSchema#columnNames()},
     * which its metadata lists; one output {@code gain}). Uncertainty and calibration are not in it.
     *
     * @param provenance where the model comes from, kept as the ONNX model's metadata
     * @return the bytes of the file
     * @throws IllegalStateException if the model is not trained
     */
    public byte[] toOnnx(Map<String, String> provenance) {
        if (!trained()) {
            throw new IllegalStateException(
                    "the effectiveness model has learnt nothing yet; there is nothing to export");
        }
        return OnnxExport.write(
                members.stream().map(BoosterTraining.Trained::trees).toList(), schema.columnNames(), provenance);
    }

    /** Prepares for asking about many settings of a rule on the same prompts. */
    RuleOutlook outlook(double[][] prompts, String ruleId, ParameterValues any) {
        return new RuleOutlook(
                schema, members.stream().map(BoosterTraining.Trained::trees).toList(), prompts, ruleId, any);
    }

    private static Prediction summarise(double[] members) {
        return members.length == 0 ? new Prediction(0, Double.POSITIVE_INFINITY) : Prediction.ofMembers(members);
    }

    private double[] memberMeans(double[][] prompts, String ruleId, ParameterValues values) {
        Checks.atLeast(prompts.length, 1, "number of prompts");
        return Arrays.stream(memberPredictions(prompts, ruleId, values))
                .mapToDouble(predicted -> {
                    double sum = 0;
                    for (float p : predicted) {
                        sum += p;
                    }
                    return sum / predicted.length;
                })
                .toArray();
    }

    private float[][] memberPredictions(double[][] prompts, String ruleId, ParameterValues values) {
        int columns = schema.columns();
        float[] rows = new float[prompts.length * columns];
        for (int i = 0; i < prompts.length; i++) {
            schema.encodeFeatures(prompts[i], rows, i * columns);
            schema.encodeSetting(ruleId, values, rows, i * columns);
        }
        return predictions(members, rows, prompts.length);
    }

    /** By member and row. */
    private float[][] predictions(List<BoosterTraining.Trained> of, float[] rows, int count) {
        float[][] predictions = new float[of.size()][count];
        for (int m = 0; m < predictions.length; m++) {
            of.get(m).trees().predict(rows, schema.columns(), predictions[m]);
        }
        return predictions;
    }

    /** How this model does on samples that it has not learnt from. */
    private Drift drift(List<GainSample> fresh) {
        List<GainSample> real = fresh.stream().filter(GainSample::real).toList();
        if (!trained() || !crossValidation.calibration().known() || real.isEmpty()) {
            return Drift.UNKNOWN;
        }
        float[][] predicted = predictions(members, rows(real), real.size());
        int[] folds = folds(real);
        Map<String, double[]> missed = new LinkedHashMap<>();
        double[] spread = new double[MEMBERS];
        for (int i = 0; i < folds.length; i++) {
            GainSample s = real.get(i);
            for (int m = 0; m < MEMBERS; m++) {
                spread[m] = predicted[m][i];
            }
            double half = crossValidation
                    .calibration()
                    .halfWidth(s.ruleId(), Prediction.ofMembers(spread).deviation());
            double[] sums = missed.computeIfAbsent(s.promptId(), p -> new double[2]);
            sums[0] += Math.abs(s.gain() - spread[folds[i]]) > half ? 1 : 0;
            sums[1]++;
        }
        return Drift.of(missed.values().stream().mapToDouble(m -> m[0] / m[1]).toArray());
    }

    private float[] rows(List<GainSample> samples) {
        float[] rows = new float[samples.size() * schema.columns()];
        for (int i = 0; i < samples.size(); i++) {
            GainSample s = samples.get(i);
            schema.encodeFeatures(s.features(), rows, i * schema.columns());
            schema.encodeSetting(s.ruleId(), s.values(), rows, i * schema.columns());
        }
        return rows;
    }

    private float[] pickRows(float[] rows, int[] indices) {
        int columns = schema.columns();
        float[] picked = new float[indices.length * columns];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(rows, indices[i] * columns, picked, i * columns, columns);
        }
        return picked;
    }

    private static float[] pickGains(List<GainSample> samples, int[] indices) {
        float[] gains = new float[indices.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = (float) samples.get(indices[i]).gain();
        }
        return gains;
    }

    private static int[] folds(List<GainSample> samples) {
        Map<String, Integer> known = new LinkedHashMap<>();
        return samples.stream()
                .mapToInt(s ->
                        known.computeIfAbsent(s.promptId(), p -> (int) Math.floorMod(FOLDS.seed(p, 0), (long) MEMBERS)))
                .toArray();
    }
}
