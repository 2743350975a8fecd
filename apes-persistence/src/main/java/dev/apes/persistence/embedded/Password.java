package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the home's server: random, and kept in a file that only its owner reads. */
final class Password {
    private static final int BYTES = 24;

    private Password() {}

    /** Makes a new password for a server that is yet to be initialised. */
    static void create(HomeFolder home) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        try {
            home.write(home.password(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        } catch (IOException e) {
            throw IoFailure.of("write", home.password(), e);
        }
    }

    static String read(HomeFolder home) {
        try {
            String password = Files.readString(home.password()).strip();
            if (password.isEmpty()) {
                throw missing(home, "is empty", null);
            }
            return password;
        } catch (NoSuchFileException e) {
            throw missing(home, "is missing", e);
        } catch (IOException e) {
            throw IoFailure.of("read", home.password(), e);
        }
    }

    private static StoreException missing(HomeFolder home, String what, IOException cause) {
        return new StoreException(
                "The password file " + home.password() + " " + what + ", and without it nobody can open the data in "
                        + home.data() + "; restore it from a backup, or move " + home.folder()
                        + " away to begin anew",
                cause);
    }
}
