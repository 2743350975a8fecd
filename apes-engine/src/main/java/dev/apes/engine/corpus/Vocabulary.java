package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The topics and families that texts may be made from, and the wordings they share. Prompts generated for training must
 * never use a family or topic of another side. Immutable and
 * thread-safe.
 */
final class Vocabulary {
    private final Map<Domain, List<Topic>> topics = new EnumMap<>(Domain.class);
    private final Map<TaskType, List<Family>> families = new EnumMap<>(TaskType.class);
    private final Grammar grammar;
    private final List<Domain> domains;

    private Vocabulary(Grammar grammar, SplitSide side, Set<String> taken) {
        this.grammar = grammar;
        grammar.topics()
                .forEach((domain, all) -> topics.put(
                        domain,
                        all.stream()
                                .filter(t -> t.side() == side && !taken.contains(t.key()))
                                .toList()));
        domains = topics.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        for (TaskType task : TaskType.values()) {
            families.put(
                    task,
                    grammar.families().stream()
                            .filter(f -> f.task() == task && f.side() == side && !taken.contains(f.key()))
                            .toList());
        }
    }

    /** All there is, read once. */
    private record Grammar(
            Map<Domain, List<Topic>> topics,
            List<Family> families,
            Map<String, List<Template>> symbols,
            Map<String, List<Template>> examples,
            List<GrammarFiles.Block> code) {
        private static final Grammar INSTANCE = read();

        private static Grammar read() {
            Map<Domain, List<Topic>> topics = new EnumMap<>(Domain.class);
            for (Domain domain : Domain.values()) {
                topics.put(domain, GrammarFiles.topics(domain));
            }
            Map<String, List<Template>> symbols = new LinkedHashMap<>(GrammarFiles.symbols("symbols.txt"));
            symbols.putAll(GrammarFiles.symbols("material.txt"));
            return new Grammar(
                    topics, GrammarFiles.families(), symbols, readExamples(), GrammarFiles.blocks("code.txt", false));
        }

        /** Each block of examples names the families it suits. */
        private static Map<String, List<Template>> readExamples() {
            Map<String, List<Template>> examples = new LinkedHashMap<>();
            GrammarFiles.symbols("examples.txt").forEach((families, pairs) -> {
                for (String family : families.split(" ")) {
                    examples.put(family, pairs);
                }
            });
            return examples;
        }
    }

    /**
     * @param side which
     * @return families and topics reserved to that side of a generated corpus
     */
    static Vocabulary of(SplitSide side) {
        return of(side, Set.of());
    }

    /**
     * @param side which
     * @param taken group keys of families and topics to leave out
     * @return the others of that side
     */
    static Vocabulary of(SplitSide side, Set<String> taken) {
        return new Vocabulary(Grammar.INSTANCE, side, taken);
    }

    /** {@return domains that have a topic} */
    List<Domain> domains() {
        return domains;
    }

    List<Topic> topics(Domain domain) {
        return topics.get(domain);
    }

    List<Family> families(TaskType task) {
        return families.get(task);
    }

    /** {@return the families of all tasks} */
    List<Family> families() {
        return families.values().stream().flatMap(List::stream).toList();
    }

    /** {@return the wordings of a symbol} */
    List<Template> wordings(String symbol) {
        List<Template> wordings = grammar.symbols().get(symbol);
        if (wordings == null) {
            throw new IllegalArgumentException("the grammar has no symbol '" + symbol + "'");
        }
        return wordings;
    }

    /** {@return pairs of input and output that suit a family; may be empty} */
    List<Template> examples(Family family) {
        return grammar.examples().getOrDefault(family.name(), List.of());
    }

    List<GrammarFiles.Block> code() {
        return grammar.code();
    }
}
