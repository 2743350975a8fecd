package dev.apes.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks the system what Java can't tell: {@code System.console()} looks at standard input and output, not at standard error. */
final class Terminals {
    private Terminals() {}

    static boolean errIsTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            Process test = new ProcessBuilder("test", "-t", "2")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return finished(test) && test.exitValue() == 0;
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .start();
            if (finished(stty)) {
                String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ");
                int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
                return columns >= 20 ? columns : 80;
            }
        } catch (IOException | NumberFormatException e) {
            return 80; // no controlling terminal, or no stty
        }
        return 80;
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
