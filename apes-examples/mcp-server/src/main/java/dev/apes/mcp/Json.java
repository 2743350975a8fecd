package dev.apes.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON from maps, lists and scalars. */
final class Json {
    private Json() {}

    /**
     * @param namesAndValues by turns
     * @return a map in that order, which may be added to; names without a value are left out
     */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                object.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return object;
    }

    /** {@return the number, or null where it is infinite, for which JSON has no word} */
    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** {@return the text of a value} */
    static String text(Object value) {
        try {
            return McpJsonDefaults.getMapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
