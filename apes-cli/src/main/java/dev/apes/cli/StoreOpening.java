package dev.apes.cli;

import dev.apes.api.error.CancelledException;
import dev.apes.api.store.SessionStore;
import dev.apes.cli.settings.Settings;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Opens a store in the background, since that takes seconds in which other things can be done. */
final class StoreOpening implements AutoCloseable {
    private final FutureTask<OpenStore> task;
    private final Thread thread;

    private StoreOpening(FutureTask<OpenStore> task) {
        this.task = task;
        thread = new Thread(task, "apes-store-opening");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param settings which
     * @param recovered told, on a thread of its own, what an earlier session left to be stored and what became of it
     */
    static StoreOpening begin(Settings settings, Consumer<String> recovered) {
        return new StoreOpening(new FutureTask<>(() -> {
            OpenStore open = OpenStore.open(settings);
            open.store().recovered().forEach(recovered);
            return open;
        }));
    }

    /** {@return the store, which waits to be open when it is first asked for anything; what went wrong is thrown then} */
    SessionStore store() {
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        close();
                        return null;
                    }
                    try {
                        return method.invoke(await().store(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the store itself, once it is open} */
    PostgresSessionStore opened() {
        return await().store();
    }

    /**
     * @param settings those it was opened with
     * @return where it is, once it is open
     */
    PostgresStoreConfig config(Settings settings) {
        return await().server()
                .map(OpenStore::config)
                .orElseGet(() -> OpenStore.config(settings.database().orElseThrow()));
    }

    private OpenStore await() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while the database was being opened");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Closes the store, also one that is still being opened. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                task.get().close();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            } catch (ExecutionException | CancellationException | CancelledException e) {
                break; // nothing was opened; await() has told why
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
