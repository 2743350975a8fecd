package dev.apes.engine.stopping;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StoppingCriterion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings of a criterion that is a record of numbers: each component is an option of the same name in lower_snake_case. */
final class RecordOptions {
    private RecordOptions() {}

    /** The settings of a criterion, in the order of its components. */
    static Map<String, String> of(Record criterion) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (RecordComponent component : criterion.getClass().getRecordComponents()) {
            settings.put(optionName(component), String.valueOf(value(component, criterion)));
        }
        return settings;
    }

    /** A criterion like {@code template} with some settings replaced. */
    static StoppingCriterion configured(BuiltIn template, Map<String, String> options) {
        RecordComponent[] components = template.getClass().getRecordComponents();
        String subject = "stopping criterion " + template.name();
        Map<String, String> left = new LinkedHashMap<>(options);
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String given = left.remove(optionName(components[i]));
            types[i] = components[i].getType();
            arguments[i] = given == null
                    ? value(components[i], (Record) template)
                    : parse(subject, optionName(components[i]), types[i], given.strip());
        }
        if (!left.isEmpty()) {
            String known =
                    Arrays.stream(components).map(RecordOptions::optionName).collect(Collectors.joining(", "));
            throw new InvalidInputException(
                    subject,
                    "has no option '" + left.keySet().iterator().next() + "'; "
                            + (known.isEmpty() ? "it takes none" : "known: " + known));
        }
        try {
            return (StoppingCriterion)
                    template.getClass().getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new InvalidInputException(subject, e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record always has its canonical constructor: " + template, e);
        }
    }

    private static Object parse(String subject, String option, Class<?> type, String given) {
        try {
            if (type == int.class) {
                return Integer.valueOf(given);
            }
            return type == long.class ? (Object) Long.valueOf(given) : (Object) Double.valueOf(given);
        } catch (NumberFormatException e) {
            String wanted = type == double.class ? "a number" : "a whole number";
            throw new InvalidInputException(
                    subject, "option '" + option + "' must be " + wanted + " but is '" + given + "'", e);
        }
    }

    private static Object value(RecordComponent component, Record criterion) {
        try {
            return component.getAccessor().invoke(criterion);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessors can be called: " + criterion, e);
        }
    }

    private static String optionName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
