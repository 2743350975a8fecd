package dev.apes.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Hears INT and TERM while open. By reflection, since {@code sun.misc.Signal} (module {@code jdk.unsupported}) can't be compiled
 * against without a warning; where it is missing, signals end the process as they do without us.
 */
final class StopSignals implements AutoCloseable {
    private static final String[] NAMES = {"INT", "TERM"};

    private final Deque<Runnable> restores = new ArrayDeque<>();

    /** @param listener gets the name of each signal, on a thread of the JVM */
    StopSignals(Consumer<String> listener) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            for (String name : NAMES) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                Object previous = handle.invoke(null, signal, handler(handlerType, name, listener));
                restores.push(() -> {
                    try {
                        handle.invoke(null, signal, previous);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("the handler of signal " + name + " can't be put back", e);
                    }
                });
            }
        } catch (ReflectiveOperationException e) {
            close(); // e.g. -Xrs or a JVM without the class: the default behaviour stays
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
        return Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {type}, invocation);
    }

    /** Puts the handlers before back. */
    @Override
    public void close() {
        while (!restores.isEmpty()) {
            restores.pop().run();
        }
    }
}
