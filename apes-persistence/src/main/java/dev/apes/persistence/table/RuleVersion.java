package dev.apes.persistence.table;

/** Versions of a rule's parameters. */
public final class RuleVersion {
    private RuleVersion() {}

    /**
     * @param version of parameters, or null
     * @return the next one: 1.0.7 becomes 1.0.8
     */
    public static String raised(String version) {
        if (version == null || version.isBlank()) {
            return "1.0.1";
        }
        int dot = version.lastIndexOf('.');
        String last = version.substring(dot + 1);
        boolean number = !last.isEmpty() && last.length() < 10 && last.chars().allMatch(c -> c >= '0' && c <= '9');
        String raised = number ? version.substring(0, dot + 1) + (Integer.parseInt(last) + 1) : version + ".1";
        return raised.length() <= 20 ? raised : version;
    }
}
