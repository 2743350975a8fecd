package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the resource files of the grammar. They are part of the program, so a fault in them is an error of ours. */
final class GrammarFiles {
    /** Sides in the order in which the topics of a domain are dealt out: 60, 20 and 20 %. */
    private static final String TOPIC_DEAL = "TVTHT";

    /**
     * Sides in the order in which the families of a task are dealt out: 35, 45 and 20 %. Effects of rules correlate within a
     * family, so the side that candidates must prove themselves on gets as many families as it has prompts.
     */
    private static final String FAMILY_DEAL = "VTVHTVTVTVHVTVTHVTVH";

    private static final Pattern FIELDS = Pattern.compile("\\s*\\|\\s*");

    private GrammarFiles() {}

    /** A headed block: {@code = header}, then its lines. */
    record Block(String header, List<String> lines) {}

    static List<Topic> topics(Domain domain) {
        List<Topic> topics = new ArrayList<>();
        for (String line : lines("topics/" + domain.name().toLowerCase(Locale.ROOT) + ".txt")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] f = FIELDS.split(line);
            if (f.length != 8 || !f[3].contains(" / ")) {
                throw new IllegalStateException("topic of " + domain + " needs eight fields: " + line);
            }
            String[] pair = f[3].split(" / ");
            String id = placed(CorpusMetadata.TOPIC, f[0], TOPIC_DEAL.charAt(topics.size() % TOPIC_DEAL.length()));
            topics.add(new Topic(
                    id,
                    domain,
                    f[0],
                    f[1],
                    f[2],
                    pair[0],
                    pair[1],
                    f[4],
                    List.of(f[5].split(", ")),
                    f[6],
                    List.of(f[7].split(", "))));
        }
        return topics;
    }

    static List<Family> families() {
        List<Family> families = new ArrayList<>();
        Map<TaskType, Integer> seen = new LinkedHashMap<>();
        for (Block block : blocks("families.txt", true)) {
            String[] header = block.header().split(" ");
            TaskType task = TaskType.valueOf(header[1]);
            boolean brief = false;
            String material = "";
            for (int i = 2; i < header.length; i++) {
                brief |= header[i].equals("short");
                material = header[i].startsWith("material=") ? header[i].substring(9) : material;
            }
            for (int i = 0; i < block.lines().size(); i++) {
                int turn = seen.merge(task, 1, Integer::sum) - 1;
                String id = placed(
                        CorpusMetadata.FAMILY, header[0] + "/" + i, FAMILY_DEAL.charAt(turn % FAMILY_DEAL.length()));
                Template wording = Template.parse(block.lines().get(i));
                families.add(new Family(id, task, brief, material, header[0], wording));
            }
        }
        return families;
    }

    /**
     * The name with the smallest number that makes the split put it on the side with that initial, so that every domain
     * and task has its share on each side while the split knows nothing but hashes.
     */
    private static String placed(String field, String name, char initial) {
        for (int i = 0; ; i++) {
            String id = name + "~" + i;
            if (SplitSide.ofKey(CorpusMetadata.groupKey(field, id)).name().charAt(0) == initial) {
                return id;
            }
        }
    }

    /** {@return the wordings of each symbol} */
    static Map<String, List<Template>> symbols(String file) {
        Map<String, List<Template>> symbols = new LinkedHashMap<>();
        blocks(file, true).forEach(block -> symbols.put(block.header(), templates(block)));
        return symbols;
    }

    private static List<Template> templates(Block block) {
        return block.lines().stream().map(Template::parse).toList();
    }

    /** {@return the blocks of a file; blank lines and comments are dropped if {@code trimmed}} */
    static List<Block> blocks(String file, boolean trimmed) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith("= ")) {
                lines = new ArrayList<>();
                blocks.add(new Block(line.substring(2).strip(), lines));
            } else if (!trimmed || !line.isBlank() && !line.startsWith("# ")) {
                lines.add(line);
            }
        }
        return blocks;
    }

    private static List<String> lines(String file) {
        try (InputStream in = GrammarFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " of the starting corpus is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
