package dev.apes.cli.dashboard.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA-512 and a salt of its own, 210,000 rounds (OWASP Password Storage Cheat Sheet).
 *
 * @param rounds of the derivation
 * @param salt drawn for this password
 * @param hash derived
 */
record PasswordHash(int rounds, byte[] salt, byte[] hash) {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final String NAME = "pbkdf2-sha512";
    private static final int ROUNDS = 210_000;
    private static final int BITS = 256;
    private static final int MOST_ROUNDS = 10_000_000;

    static PasswordHash of(char[] password, SecureRandom random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS));
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds));
    }

    private static byte[] derive(char[] password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    /** {@return as it is written to a file} */
    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return NAME + "$" + rounds + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /** @throws IllegalArgumentException if it is none */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$");
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("no hash of a password");
        }
        int rounds = Integer.parseInt(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (rounds < 1_000 || rounds > MOST_ROUNDS || salt.length < 8 || hash.length * 8 != BITS) {
            throw new IllegalArgumentException("no usable hash of a password");
        }
        return new PasswordHash(rounds, salt, hash);
    }

    @Override
    public String toString() {
        return "PasswordHash";
    }
}
