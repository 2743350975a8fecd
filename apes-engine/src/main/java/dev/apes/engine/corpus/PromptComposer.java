package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes a text to a plan from the families and topics of a vocabulary. Immutable and thread-safe; randomness is passed in. */
final class PromptComposer {
    /** Words up to which families that are meant to stay short are used. */
    static final int BRIEF_UP_TO = 36;

    /** More background than this reads like a heap of sentences; beyond it, length comes from material. */
    private static final int MOST_BACKGROUND = 9;

    private final Vocabulary vocabulary;

    PromptComposer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A text and what it was made from.
     *
     * @param text the prompt
     * @param material what would be pasted below, when it was asked for apart; else empty
     * @param family its family
     * @param topic its topic
     * @param slots filled slots, to write examples that go with it
     */
    record Draft(String text, String material, Family family, Topic topic, TopicSlots slots) {}

    /**
     * @param plan what to write
     * @param family how to ask for it
     * @param topic what it is about
     * @param apart whether material is returned beside the text
     * @param random where choices come from
     * @return a text
     */
    Draft compose(PromptPlan plan, Family family, Topic topic, boolean apart, RandomGenerator random) {
        TopicSlots slots = new TopicSlots(topic, vocabulary);
        String core = core(plan, family, slots, random);
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        plan.details().forEach((symbol, count) -> {
            for (int i = 0; i < count; i++) {
                after.add(slots.one(symbol, random));
            }
        });
        shuffle(after, random);
        fill(plan, core, before, after, slots, random);
        String prose = prose(plan, before, core, after, random);
        String kind = plan.code() ? "code" : family.material();
        String material = kind.isEmpty() || plan.materialWords() == 0
                ? ""
                : new MaterialWriter(slots, vocabulary, random).write(kind, plan.materialWords());
        String styled = styled(plan.style(), prose, slots, random);
        if (material.isEmpty() || apart) {
            return new Draft(styled, material, family, topic, slots);
        }
        return new Draft(joined(styled, material, slots, random), "", family, topic, slots);
    }

    /** Of a few expansions, the one whose length fits best where room is short; any where there is room. */
    private static String core(PromptPlan plan, Family family, TopicSlots slots, RandomGenerator random) {
        int tries = plan.words() == 0 || plan.words() > 24 ? 1 : 4;
        String best = null;
        for (int i = 0; i < tries; i++) {
            String core = family.wording().expand(slots, random);
            if (best == null || off(core, plan.words()) < off(best, plan.words())) {
                best = core;
            }
        }
        return best;
    }

    private static int off(String text, int words) {
        return Math.abs(Wording.words(text) - words);
    }

    /** Adds background until the text is about as long as wanted. */
    private static void fill(
            PromptPlan plan,
            String core,
            List<String> before,
            List<String> after,
            TopicSlots slots,
            RandomGenerator random) {
        int words =
                Wording.words(core) + after.stream().mapToInt(Wording::words).sum();
        boolean leads = random.nextInt(3) > 0;
        // half a sentence of background, so that lengths are right on average
        for (int i = 0; i < MOST_BACKGROUND && words + 5 < plan.words(); i++) {
            String sentence = slots.one("background", random);
            (leads || plan.list() || i == 0 ? before : after).add(sentence);
            words += Wording.words(sentence);
        }
    }

    private static String prose(
            PromptPlan plan, List<String> before, String core, List<String> after, RandomGenerator random) {
        List<String> sentences = new ArrayList<>(before);
        sentences.add(core);
        boolean list = plan.list() && after.size() > 1;
        if (!list) {
            sentences.addAll(after);
        }
        StringBuilder out = new StringBuilder();
        int breaks = Math.min(plan.paragraphs(), sentences.size()) - 1;
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            boolean last = i == sentences.size() - 1 && !list;
            if (plan.style().runOn() && !last) {
                out.append(Wording.open(sentence)).append(random.nextInt(3) > 0 ? ", " : " ");
                continue;
            }
            out.append(last && plan.style().unpunctuated() ? Wording.open(sentence) : Wording.closed(sentence));
            if (i < sentences.size() - 1) {
                boolean newParagraph = breaks > 0 && random.nextInt(sentences.size() - 1 - i) < breaks;
                breaks -= newParagraph ? 1 : 0;
                out.append(newParagraph ? "\n\n" : " ");
            }
        }
        if (list) {
            String bullet = random.nextBoolean() ? "- " : "* ";
            after.forEach(item -> out.append('\n').append(bullet).append(Wording.open(item)));
        }
        return out.toString();
    }

    private static String styled(PromptPlan.Style style, String prose, TopicSlots slots, RandomGenerator random) {
        String text = sentenceStarts(prose, random);
        if (style.greeting()) {
            String opener = slots.one("opener", random);
            text = opener + " " + text;
        }
        if (style.thanks()) {
            text = text + (text.contains("\n") ? "\n" : " ") + slots.one("closer", random);
        }
        if (style.lower()) {
            text = text.toLowerCase(Locale.ROOT);
        }
        return Wording.withSlips(text, style.slips(), random);
    }

    /** Capitals after full stops and line ends; the start of the whole text only most of the time. */
    private static String sentenceStarts(String prose, RandomGenerator random) {
        StringBuilder out = new StringBuilder(prose);
        for (int i = 2; i < out.length(); i++) {
            boolean sentence = out.charAt(i - 1) == ' ' && ".?!".indexOf(out.charAt(i - 2)) >= 0;
            boolean item = i > 2 && out.charAt(i - 3) == '\n' && "-*".indexOf(out.charAt(i - 2)) >= 0;
            boolean line = out.charAt(i - 1) == '\n' || item;
            if (sentence || line) {
                out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
            }
        }
        if (random.nextInt(6) > 0) {
            out.setCharAt(0, Character.toUpperCase(out.charAt(0)));
        }
        return out.toString();
    }

    private static String joined(String request, String material, TopicSlots slots, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> material + "\n\n" + request;
            case 1 -> request + "\n\n" + slots.one("lead-in", random) + "\n" + material;
            case 2 -> request + "\n\n\"" + material.replace('"', '\'') + "\"";
            case 3 -> request + "\n" + material;
            default -> request + "\n\n" + material;
        };
    }

    /** {@return up to that many examples for the family's task, each different} */
    List<Prompt.Example> examples(Draft draft, int count, RandomGenerator random) {
        List<Template> pairs = vocabulary.examples(draft.family());
        Map<String, String> examples = new LinkedHashMap<>();
        for (int i = 0; i < count && !pairs.isEmpty(); i++) {
            draft.slots().newText();
            String[] pair = draft.slots()
                    .next("example", pairs, random)
                    .expand(draft.slots(), random)
                    .split(" \\|\\| ");
            examples.putIfAbsent(pair[0], pair[1]);
        }
        return examples.entrySet().stream()
                .map(e -> new Prompt.Example(e.getKey(), e.getValue()))
                .toList();
    }

    /** Fisher and Yates. */
    private static <T> void shuffle(List<T> list, RandomGenerator random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
