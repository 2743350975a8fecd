package dev.apes.engine.gap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The focus areas a user may name, and the seeded rules behind each. A rule's own id is an area, too. */
public final class FocusAreas {
    private static final Map<String, List<String>> RULES = new LinkedHashMap<>();

    static {
        RULES.put("clarity", List.of("clarity_enhancement"));
        RULES.put("specificity", List.of("specificity_enhancement"));
        RULES.put("reasoning", List.of("chain_of_thought"));
        RULES.put("examples", List.of("few_shot_examples"));
        RULES.put("context", List.of("role_based_prompting"));
        RULES.put("structure", List.of("xml_structure_enhancement"));
    }

    private FocusAreas() {}

    /** {@return the names of the areas, in rule order} */
    public static List<String> names() {
        return List.copyOf(RULES.keySet());
    }

    /**
     * @param area an area's name or a rule's id
     * @param ruleId a rule
     * @return whether the area means this rule
     */
    public static boolean covers(String area, String ruleId) {
        return area.equals(ruleId) || RULES.getOrDefault(area, List.of()).contains(ruleId);
    }
}
