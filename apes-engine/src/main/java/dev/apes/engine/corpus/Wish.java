package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.TaskType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A wanted row on its way to a plan: starts from a guess and is corrected by what drafts measured. Not thread-safe. */
final class Wish {
    /** Words that a sentence of detail takes; more of them than fit would drown the length wanted. */
    private static final int WORDS_OF_DETAIL = 7;

    private static final int USUAL_LENGTH = 20;
    private static final int LEAST_CODE = 20;

    /** More headings, tags or places to fill in than this no text is given. */
    private static final int MOST_DRESSING = 60;

    /** Symbols of the grammar that add to a count. */
    private static final Map<ControlledFeature, String> ADDS = adds();

    private final TaskType task;
    private final Domain domain;
    private final boolean code;
    private final boolean list;
    private final int paragraphs;
    private final Map<ControlledFeature, Double> details = new EnumMap<>(ControlledFeature.class);
    private final PromptPlan.Style style;
    private double words;
    private double materialWords;
    private double headings;
    private double tags;
    private double placeholders;
    private double capitals;

    Wish(Map<String, Double> row, RandomGenerator random) {
        task = TaskType.values()[category(row, ControlledFeature.TASK_TYPE, TaskType.values().length, random)];
        domain = Domain.values()[category(row, ControlledFeature.DOMAIN, Domain.values().length, random)];
        list = or(ControlledFeature.LIST_ITEM_COUNT.wanted(row), 0) >= 1.5;
        paragraphs = (int) Math.max(1, Math.min(9, Math.rint(or(ControlledFeature.PARAGRAPH_COUNT.wanted(row), 1))));
        double total = Math.max(1, Math.min(5_000, or(ControlledFeature.WORD_COUNT.wanted(row), USUAL_LENGTH)));
        double share = Math.max(0, Math.min(0.97, or(ControlledFeature.MATERIAL_SHARE.wanted(row), 0)));
        code = or(ControlledFeature.CODE_BLOCK_COUNT.wanted(row), 0) >= 0.5;
        double given = share < 0.1 ? 0 : share * total;
        materialWords = code ? Math.max(LEAST_CODE, given) : given;
        words = total - given;
        ADDS.forEach((feature, symbol) -> {
            double wanted = Math.max(0, Math.min(30, or(feature.wanted(row), 0)));
            boolean asks = feature == ControlledFeature.REQUEST_COUNT || feature == ControlledFeature.QUESTION_COUNT;
            boolean thought =
                    feature == ControlledFeature.CONNECTIVE_COUNT || feature == ControlledFeature.REASONING_COUNT;
            // a limit often counts twice, the first request is the core itself, and so mostly are words of thought
            details.put(feature, asks ? Math.max(0, wanted - 1) : (thought ? 0 : 0.5) * wanted);
        });
        headings = dressing(ControlledFeature.HEADING_COUNT, row);
        tags = dressing(ControlledFeature.TAG_COUNT, row);
        placeholders = dressing(ControlledFeature.PLACEHOLDER_COUNT, row);
        capitals = Math.max(0, Math.min(1, or(ControlledFeature.CAPITALS_SHARE.wanted(row), 0))) * total;
        boolean careless = random.nextInt(4) == 0;
        style = new PromptPlan.Style(
                careless && random.nextBoolean(),
                careless || random.nextInt(10) == 0,
                careless && words < 40 && random.nextInt(4) == 0,
                careless ? random.nextInt(3) : 0,
                false,
                false);
    }

    private static double dressing(ControlledFeature feature, Map<String, Double> row) {
        return Math.max(0, Math.min(MOST_DRESSING, or(feature.wanted(row), 0)));
    }

    private static Map<ControlledFeature, String> adds() {
        Map<ControlledFeature, String> adds = new EnumMap<>(ControlledFeature.class);
        adds.put(ControlledFeature.LENGTH_CONSTRAINTS, "c-length");
        adds.put(ControlledFeature.FORMAT_CONSTRAINTS, "c-format");
        adds.put(ControlledFeature.AUDIENCE_CONSTRAINTS, "c-audience");
        adds.put(ControlledFeature.TIME_CONSTRAINTS, "c-time");
        adds.put(ControlledFeature.NEGATION_COUNT, "c-negation");
        adds.put(ControlledFeature.RESTRICTION_COUNT, "c-restriction");
        adds.put(ControlledFeature.REQUEST_COUNT, "part");
        adds.put(ControlledFeature.QUESTION_COUNT, "question");
        adds.put(ControlledFeature.NUMBER_COUNT, "number-fact");
        adds.put(ControlledFeature.QUOTE_COUNT, "quoted");
        adds.put(ControlledFeature.ADDRESS_COUNT, "url");
        adds.put(ControlledFeature.CONNECTIVE_COUNT, "connected");
        adds.put(ControlledFeature.REASONING_COUNT, "reason");
        return adds;
    }

    private static int category(
            Map<String, Double> row, ControlledFeature feature, int categories, RandomGenerator random) {
        double wanted = feature.wanted(row);
        int free = random.nextInt(categories);
        return Double.isNaN(wanted) ? free : (int) Math.max(0, Math.min(categories - 1, Math.rint(wanted)));
    }

    private static double or(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    /** {@return the plan to write to; fractions of sentences are drawn} */
    PromptPlan plan(RandomGenerator random) {
        double room = Math.max(0, words - 8) / WORDS_OF_DETAIL;
        double sum = details.values().stream().mapToDouble(Double::doubleValue).sum();
        double fit = sum > room ? room / sum : 1;
        Map<String, Integer> counts = new LinkedHashMap<>();
        details.forEach((feature, count) -> {
            int drawn = (int) Math.floor(count * fit + random.nextDouble());
            if (drawn > 0) {
                counts.put(ADDS.get(feature), drawn);
            }
        });
        return new PromptPlan(
                task,
                domain,
                (int) Math.rint(words),
                counts,
                (int) Math.rint(materialWords),
                code,
                list,
                paragraphs,
                style);
    }

    /** {@return what the text is to be dressed with; fractions are drawn} */
    Markup markup(RandomGenerator random) {
        return new Markup(
                drawn(headings, random), drawn(tags, random), drawn(placeholders, random), drawn(capitals, random));
    }

    private static int drawn(double count, RandomGenerator random) {
        return (int) Math.floor(count + random.nextDouble());
    }

    private static double corrected(double count, ControlledFeature feature, Map<String, Double> row, double measured) {
        double wanted = feature.wanted(row);
        double missed = Double.isNaN(wanted) ? 0 : wanted - measured;
        return Math.max(0, Math.min(MOST_DRESSING, count + 0.5 * missed));
    }

    /** Moves half of the way that the best draft fell short or went too far. */
    void correct(Map<String, Double> row, PromptFeatures measured) {
        details.replaceAll((feature, count) -> {
            double wanted = feature.wanted(row);
            double missed = Double.isNaN(wanted) ? 0 : wanted - measured.get(feature.feature());
            return Math.max(0, Math.min(30, count + 0.5 * missed));
        });
        double wanted = ControlledFeature.WORD_COUNT.wanted(row);
        if (!Double.isNaN(wanted)) {
            double factor = Math.sqrt(Math.max(1, wanted) / Math.max(1, measured.wordCount()));
            words = Math.max(1, words * Math.max(0.5, Math.min(2, factor)));
            materialWords *= Math.max(0.5, Math.min(2, factor));
        }
        headings = corrected(headings, ControlledFeature.HEADING_COUNT, row, measured.get(PromptFeature.HEADING_COUNT));
        tags = corrected(tags, ControlledFeature.TAG_COUNT, row, measured.get(PromptFeature.TAG_COUNT));
        placeholders = corrected(
                placeholders, ControlledFeature.PLACEHOLDER_COUNT, row, measured.get(PromptFeature.PLACEHOLDER_COUNT));
        double share = ControlledFeature.CAPITALS_SHARE.wanted(row);
        if (!Double.isNaN(share)) {
            double missed = Math.max(0, Math.min(1, share)) - measured.get(PromptFeature.CAPITALS_SHARE);
            capitals = Math.max(0, capitals + 0.5 * missed * measured.wordCount());
        }
    }
}
