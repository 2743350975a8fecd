package dev.apes.api.error;

/** A plugin threw, hung or returned something its contract forbids (null, NaN, a wrong size). */
public final class PluginException extends ApesException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String plugin;

    /**
     * @param kind the kind of plugin, e.g. {@code "evaluator"}
     * @param plugin the plugin's name
     * @param problem what it did, e.g. {@code "returned NaN as the score of prompt p-17"}
     * @param cause what it threw, or null
     */
    public PluginException(String kind, String plugin, String problem, Throwable cause) {
        super("The " + kind + " '" + plugin + "' " + problem, cause);
        this.kind = kind;
        this.plugin = plugin;
    }

    /** {@return the kind of plugin} */
    public String kind() {
        return kind;
    }

    /** {@return the plugin's name} */
    public String plugin() {
        return plugin;
    }
}
