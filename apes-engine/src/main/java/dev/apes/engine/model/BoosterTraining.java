package dev.apes.engine.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trains one XGBoost model ({@code hist}). Tribuo's trainer cannot continue from a model, so its native library is called
 * directly. All native memory is released before a method returns.
 */
final class BoosterTraining {
    private BoosterTraining() {}

    /** A model as the library stores it, and as we read it. */
    record Trained(byte[] bytes, BoostedTrees trees) {}

    /**
     * @param rows row after row, NaN for missing
     * @param before the model to continue from, or null; it is not changed
     */
    static Trained train(ModelOptions options, float[] rows, float[] gains, long seed, byte[] before) {
        Booster booster = null;
        DMatrix data = null;
        try {
            data = new DMatrix(rows, gains.length, rows.length / gains.length, Float.NaN);
            data.setLabel(gains);
            Map<String, Object> parameters =
                    parameters(options, before == null ? options.eta() : options.updateEta(), seed);
            int rounds = before == null ? options.rounds() : options.updateRounds();
            Booster copy = before == null ? null : XGBoost.loadModel(before);
            booster = XGBoost.train(data, parameters, rounds, new LinkedHashMap<>(), null, null, null, 0, copy);
            return new Trained(booster.toByteArray(), BoostedTrees.parse(booster.getModelDump("", false)));
        } catch (XGBoostError | IOException e) {
            throw new IllegalStateException(
                    "XGBoost failed to train on " + gains.length + " samples: " + e.getMessage(), e);
        } finally {
            UnpackedLibrary.deleteFile();
            if (booster != null) {
                booster.dispose();
            }
            if (data != null) {
                data.dispose();
            }
        }
    }

    /** Reads a model as the library stores it. */
    static Trained read(byte[] bytes) {
        Booster booster = null;
        try {
            booster = XGBoost.loadModel(bytes);
            return new Trained(bytes, BoostedTrees.parse(booster.getModelDump("", false)));
        } catch (XGBoostError | IOException e) {
            throw new IllegalArgumentException("XGBoost can't read a model of " + bytes.length + " bytes", e);
        } finally {
            UnpackedLibrary.deleteFile();
            if (booster != null) {
                booster.dispose();
            }
        }
    }

    private static Map<String, Object> parameters(ModelOptions options, double eta, long seed) {
        Map<String, Object> p = new LinkedHashMap<>();
        p.put("objective", "reg:squarederror");
        p.put("tree_method", "hist");
        p.put("max_depth", options.depth());
        // more bins cost far more time than they bring with inputs that are mostly counts, flags and shares
        p.put("max_bin", 64);
        p.put("eta", eta);
        p.put("subsample", 0.8);
        p.put("colsample_bynode", 0.5);
        p.put("min_child_weight", 8);
        p.put("base_score", 0.0);
        // threads inside the library wait for each other in busy loops: 20 times slower when other work wants the cores
        p.put("nthread", 1);
        p.put("seed", (int) (seed & Integer.MAX_VALUE));
        p.put("verbosity", 0);
        return p;
    }
}
