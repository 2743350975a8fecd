package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.store.SessionStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PatientStoreDelegationTest {
    /** Defaults that only call other methods of the interface. */
    private static final Set<String> BUILT_ON_OTHERS = Set.of("incumbents/1", "finish/3");

    @Test
    void noQuestionIsAnsweredByADefaultOfTheInterfaceInPlaceOfTheStore() {
        Set<String> own = names(PatientStore.class.getDeclaredMethods());
        Set<String> asked = names(SessionStore.class.getMethods());
        asked.removeAll(BUILT_ON_OTHERS);
        asked.remove("setAside/1");
        asked.remove("setAside/3");
        assertThat(own).containsAll(asked);
    }

    private static Set<String> names(Method[] methods) {
        return Arrays.stream(methods)
                .map(m -> m.getName() + "/" + m.getParameterCount())
                .collect(Collectors.toSet());
    }
}
