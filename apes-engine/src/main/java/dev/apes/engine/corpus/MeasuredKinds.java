package dev.apes.engine.corpus;

import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.TaskType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Topics by the domain and families by the task type that texts made from them measure as, which is not always the one they
 * were written for. Immutable and thread-safe.
 */
final class MeasuredKinds {
    private static final int SAMPLES = 9;
    /** A family counts for each task type that at least this many of its samples measure as. */
    private static final int ENOUGH = 4;

    private final Map<Domain, List<Topic>> topics = new EnumMap<>(Domain.class);
    private final Map<TaskType, List<Family>> families = new EnumMap<>(TaskType.class);
    private final Vocabulary vocabulary;

    MeasuredKinds(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        List<Topic> all = new ArrayList<>();
        for (Domain domain : vocabulary.domains()) {
            all.addAll(vocabulary.topics(domain));
        }
        for (Topic topic : all) {
            Domain measured = PromptFeatures.of(topic.name() + ". " + topic.goal() + ". " + topic.problem() + ". "
                            + topic.question() + ". " + String.join(", ", topic.aspects()))
                    .domain();
            topics.computeIfAbsent(measured, d -> new ArrayList<>()).add(topic);
        }
        RandomGenerator random = new RandomStreams(1).stream("kinds");
        PromptComposer composer = new PromptComposer(vocabulary);
        for (TaskType task : TaskType.values()) {
            for (Family family : vocabulary.families(task)) {
                int[] votes = new int[TaskType.values().length];
                PromptPlan plan = new PromptPlan(
                        task, Domain.GENERAL, 0, Map.of(), 40, false, false, 1, PromptPlan.Style.CAREFUL);
                for (int i = 0; i < SAMPLES; i++) {
                    Topic topic = all.get(random.nextInt(all.size()));
                    votes[
                            PromptFeatures.of(composer.compose(plan, family, topic, false, random)
                                            .text())
                                    .taskType()
                                    .ordinal()]++;
                }
                for (TaskType measured : TaskType.values()) {
                    if (votes[measured.ordinal()] >= ENOUGH) {
                        families.computeIfAbsent(measured, t -> new ArrayList<>())
                                .add(family);
                    }
                }
            }
        }
    }

    /** {@return a topic that measures as the domain, or was meant to} */
    Topic topic(Domain domain, RandomGenerator random) {
        List<Topic> fitting = topics.getOrDefault(domain, vocabulary.topics(domain));
        return fitting.get(random.nextInt(fitting.size()));
    }

    /**
     * {@return a family that measures as the task, or was meant to; with material or without as far as there is a choice, and for code one
     * that asks about code, or else one that has no material of its own}
     */
    Family family(PromptPlan plan, RandomGenerator random) {
        List<Family> all = families.getOrDefault(plan.task(), vocabulary.families(plan.task()));
        boolean aboutCode =
                plan.code() && all.stream().anyMatch(f -> f.material().equals("code"));
        boolean material = plan.materialWords() > 0 && !plan.code();
        List<Family> fitting = all.stream()
                .filter(f ->
                        aboutCode ? f.material().equals("code") : f.material().isEmpty() != material)
                .filter(f -> !f.brief() || plan.words() <= PromptComposer.BRIEF_UP_TO)
                .toList();
        List<Family> pool = fitting.isEmpty() ? all : fitting;
        return pool.get(random.nextInt(pool.size()));
    }
}
