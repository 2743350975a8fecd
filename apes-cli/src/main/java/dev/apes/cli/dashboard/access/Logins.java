package dev.apes.cli.dashboard.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in, in memory: a restart ends all logins. A login ends after an hour without use, after twelve hours, when its user is
 * removed or gets another role, and when more than 1,000 others have come since. Thread-safe.
 */
public final class Logins {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration USER_FRESH = Duration.ofSeconds(5);
    private static final int MOST = 1_000;

    private final UserFile users;
    private final Clock clock;
    private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            return size() > MOST;
        }
    };

    private record Held(Login login, Instant since, Instant lastUsed, Instant lastChecked) {}

    /**
     * @param users who may log in
     * @param clock for their ends
     */
    public Logins(UserFile users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * @param name who somebody says to be
     * @param password what they give as proof
     * @return their login, if it is right; {@link Login#key()} is what lets them in from now on
     */
    public Optional<Login> begin(String name, char[] password) {
        return users.check(name, password).map(user -> {
            Login login = new Login(user, users.token(), users.token());
            keep(login.key(), login);
            return login;
        });
    }

    /**
     * Of a program that shows its user's name and password with every request.
     *
     * @param name who
     * @param password its proof
     * @return a login without a key, if it is right
     */
    public Optional<Login> program(String name, String password) {
        return users.check(name, password.toCharArray()).map(user -> {
            Login login = new Login(user, "", "");
            keep(programKey(name, password), login);
            return login;
        });
    }

    /**
     * Like {@link #program}, but checks nothing, which takes long on purpose.
     *
     * @param name who
     * @param password its proof
     * @return the login of somebody who has shown these before
     */
    public Optional<Login> remembered(String name, String password) {
        return find(programKey(name, password));
    }

    private static String programKey(String name, String password) {
        return "program\n" + name + "\n" + password;
    }

    private synchronized void keep(String key, Login login) {
        Instant now = clock.instant();
        held.put(digest(key), new Held(login, now, now, now));
    }

    /**
     * @param key of a login
     * @return it, if it goes on
     */
    public synchronized Optional<Login> find(String key) {
        String at = digest(key);
        Held entry = held.get(at);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        boolean check = now.isAfter(entry.lastChecked().plus(USER_FRESH));
        if (now.isAfter(entry.lastUsed().plus(IDLE))
                || now.isAfter(entry.since().plus(LONGEST))
                || check
                        && !users.find(entry.login().user().name())
                                .equals(Optional.of(entry.login().user()))) {
            held.remove(at);
            return Optional.empty();
        }
        held.put(at, new Held(entry.login(), entry.since(), now, check ? now : entry.lastChecked()));
        return Optional.of(entry.login());
    }

    /** @param key of a login, which ends */
    public synchronized void end(String key) {
        held.remove(digest(key));
    }

    /** Keys are not kept as they are: a dump of the memory's table would let nobody in. */
    private static String digest(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
