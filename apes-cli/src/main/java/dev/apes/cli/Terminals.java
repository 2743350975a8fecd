package dev.apes.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system what Java can't tell: {@code System.console()} looks at standard input and output, not at standard error. Asks
 * only when somebody wants to know, since each answer may cost a process.
 */
final class Terminals implements Screen {
    private static final int COLUMNS = 80;
    private static final int LINES = 24;

    @Override
    public boolean outIsTerminal() {
        return isTerminal(1);
    }

    @Override
    public boolean errIsTerminal() {
        return isTerminal(2);
    }

    /** A terminal that knows no commands can't be drawn on, but has its width. */
    @Override
    public int outColumns() {
        return isConnected(1) ? columns() : COLUMNS;
    }

    private static boolean isTerminal(int descriptor) {
        return !"dumb".equals(System.getenv("TERM")) && isConnected(descriptor);
    }

    private static boolean isConnected(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return asked(descriptor); // no Linux
        }
    }

    private static boolean asked(int descriptor) {
        ProcessBuilder test = new ProcessBuilder("test", "-t", String.valueOf(descriptor));
        try {
            Process process = (descriptor == 1
                            ? test.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            : test.redirectError(ProcessBuilder.Redirect.INHERIT))
                    .start();
            return finished(process) && process.exitValue() == 0;
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    @Override
    public int columns() {
        return Math.max(20, size(1, COLUMNS));
    }

    @Override
    public int lines() {
        return Math.max(5, size(0, LINES));
    }

    private static int size(int index, int otherwise) {
        String answer = stty("size");
        String[] size = answer == null ? new String[0] : answer.split(" ");
        try {
            int value = size.length == 2 ? Integer.parseInt(size[index]) : 0;
            return value > 0 ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** {@return what the program stty says of the controlling terminal; null if there is none} */
    static String stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return finished(stty) && stty.exitValue() == 0
                    ? new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean finished(Process process) {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }
}
