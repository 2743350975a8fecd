package dev.apes.persistence.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.Driver;

/**
 * Makes the driver ready for a first connection: what it and a login by password bring into memory takes a tenth of a second, which a
 * short command can spend on another processor while it finds out where to connect. Connects to nothing.
 */
public final class HeadStart {
    private static final List<String> NEEDED = List.of(
            "org.postgresql.core.v3.ConnectionFactoryImpl",
            "org.postgresql.core.v3.ScramAuthenticator",
            "org.postgresql.core.v3.QueryExecutorImpl",
            "org.postgresql.jdbc.PgConnection",
            "org.postgresql.jdbc.PgPreparedStatement",
            "org.postgresql.jdbc.PgResultSet",
            "org.postgresql.jdbc.TimestampUtils");

    private HeadStart() {}

    /** Does it; whatever is missing or refused is left to the connection to find. */
    public static void run() {
        new Driver();
        for (String name : NEEDED) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError e) {
                // another version of the driver has another way
                continue;
            }
        }
        ZoneId.systemDefault().getRules();
        NumberFormat.getIntegerInstance();
        try {
            login();
        } catch (GeneralSecurityException e) {
            return;
        }
    }

    /** The arithmetic of SCRAM-SHA-256 (RFC 7677) on made-up figures, with an eighth of the usual rounds. */
    private static void login() throws GeneralSecurityException {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("apes".toCharArray(), salt, 512, 256));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        mac.doFinal("Client Key".getBytes(StandardCharsets.UTF_8));
        MessageDigest.getInstance("SHA-256").digest(salt);
    }
}
