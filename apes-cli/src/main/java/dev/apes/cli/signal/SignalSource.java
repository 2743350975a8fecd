package dev.apes.cli.signal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears signals while open. By reflection, since {@code sun.misc.Signal} (module {@code jdk.unsupported}) can't be compiled against
 * without a warning; where it is missing, signals end the process as they do without us.
 */
public final class SignalSource implements AutoCloseable {
    private final Deque<Runnable> restores = new ArrayDeque<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * @param listener gets the name of each signal, on a thread of the JVM that should not be kept
     * @param names the signals, without SIG
     */
    public SignalSource(Consumer<String> listener, String... names) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            for (String name : names) {
                hear(name, signalType, handlerType, handle, listener);
            }
        } catch (ReflectiveOperationException e) {
            close(); // a JVM without the class: the default behaviour stays
            missing.addAll(List.of(names));
        }
    }

    private void hear(String name, Class<?> signalType, Class<?> handlerType, Method handle, Consumer<String> listener)
            throws ReflectiveOperationException {
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object previous = handle.invoke(null, signal, handler(handlerType, name, listener));
            restores.push(() -> {
                try {
                    handle.invoke(null, signal, previous);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the handler of signal " + name + " can't be put back", e);
                }
            });
        } catch (InvocationTargetException e) {
            missing.add(name); // the platform does not know it, or the JVM keeps it for itself
        }
    }

    private static Object handler(Class<?> type, String name, Consumer<String> listener) {
        InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                listener.accept(name);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of " + name;
        };
        return Proxy.newProxyInstance(SignalSource.class.getClassLoader(), new Class<?>[] {type}, invocation);
    }

    /** {@return those of the names that are not heard here} */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Puts the handlers before back. */
    @Override
    public void close() {
        while (!restores.isEmpty()) {
            restores.pop().run();
        }
    }
}
