package dev.apes.cli.dashboard.web;

import dev.apes.cli.dashboard.access.Login;
import dev.apes.cli.dashboard.access.Logins;
import dev.apes.cli.dashboard.access.RateLimit;
import dev.apes.cli.dashboard.access.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every request: refuses what comes too often, from other sites or under a foreign name, and finds out who is there.
 */
public final class Guard {
    /** Under which a request's {@link Login} is found. */
    private static final String LOGIN = "apes.login";

    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Site site;
    private final Logins logins;
    private final RateLimit requests;
    private final RateLimit attempts;
    /** Wider, so that guessing at somebody's password does not lock them out. */
    private final RateLimit attemptsOfUser;

    /**
     * What is being guarded.
     *
     * @param local whether it answers this machine only
     * @param encrypted whether by TLS
     * @param visitor what people may do who have not logged in; empty if they must
     */
    public record Site(boolean local, boolean encrypted, Optional<Role> visitor) {
        /** {@return the cookie that carries a login} A name with this prefix is taken by browsers from encrypted sites only. */
        public String cookie() {
            return encrypted ? "__Host-apes" : "apes-login";
        }
    }

    /**
     * @param site what to guard
     * @param logins who is there
     * @param clock for limits
     */
    public Guard(Site site, Logins logins, Clock clock) {
        this.site = site;
        this.logins = logins;
        requests = site.local() ? new RateLimit(5_000, 2_000, clock) : new RateLimit(300, 60, clock);
        attempts = new RateLimit(5, 1.0 / 20, clock);
        attemptsOfUser = new RateLimit(30, 1.0 / 2, clock);
    }

    /** @param context a request; goes on with {@link #login} known, or ends as a {@link Problem} */
    public void admit(Context context) {
        Headers.set(context, site.encrypted());
        requireSlow(context, requests.take(context.ip()));
        requireName(context);
        if (!SAFE.contains(context.method())) {
            requireSameOrigin(context, false);
        }
        Login login = identify(context);
        context.attribute(LOGIN, login);
        if (!SAFE.contains(context.method()) && !login.key().isEmpty()) {
            requireCsrf(context, login);
        }
    }

    /** @param context the request that is to become a WebSocket; browsers let any site open one, so its origin must be ours */
    public void admitSocket(Context context) {
        Headers.set(context, site.encrypted());
        requireSlow(context, requests.take(context.ip()));
        requireName(context);
        requireSameOrigin(context, true);
        context.attribute(LOGIN, identify(context));
        if (mustLogIn(context)) {
            throw new Problem(401, "Not logged in", "Log in first: POST /api/v1/login.");
        }
    }

    /**
     * @param context a request that was admitted
     * @return who made it
     */
    public static Login login(Context context) {
        Login login = context.attribute(LOGIN);
        return Optional.ofNullable(login).orElseThrow(() -> new IllegalStateException("not admitted"));
    }

    /**
     * @param context a WebSocket that was admitted
     * @return the key of the login it was opened with; empty if with none
     */
    Optional<String> key(WsContext context) {
        return Optional.ofNullable(context.cookie(site.cookie()))
                .filter(key -> logins.find(key).isPresent());
    }

    /** Passwords can't be tried out, neither from one address nor of one user. */
    public Login logIn(Context context, String name, String password) {
        requireSlow(context, attempts.take(context.ip()));
        requireSlow(context, attemptsOfUser.take(name));
        Login login = proven(context, name, logins.begin(name, password.toCharArray()));
        context.header("Set-Cookie", cookie(login.key(), 12 * 60 * 60));
        return login;
    }

    private Login proven(Context context, String name, Optional<Login> login) {
        login.ifPresent(right -> {
            attempts.forgive(context.ip());
            attemptsOfUser.forgive(name);
        });
        return login.orElseThrow(() -> new Problem(401, "Not logged in", "Name or password is wrong."));
    }

    /** @param context the request of somebody who leaves */
    public void logOut(Context context) {
        logins.end(login(context).key());
        context.header("Set-Cookie", cookie("", 0));
    }

    private String cookie(String value, int seconds) {
        return site.cookie() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (site.encrypted() ? "; Secure" : "");
    }

    private Login identify(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            return program(context, authorization);
        }
        return Optional.ofNullable(context.cookie(site.cookie()))
                .flatMap(logins::find)
                .orElseGet(() -> site.visitor().map(Login::visitor).orElse(NOBODY));
    }

    /** Somebody who may do nothing before having logged in. */
    private static final Login NOBODY = Login.visitor(Role.EXECUTIVE);

    /**
     * @param context a request that was admitted
     * @return whether who made it must log in before seeing anything
     */
    public boolean mustLogIn(Context context) {
        return site.visitor().isEmpty() && !login(context).known();
    }

    private Login program(Context context, String authorization) {
        String[] parts = authorization.split(" ", 2);
        String pair = "";
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
            try {
                pair = new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new Problem(401, "Not logged in", "The header 'Authorization' is not Base64.");
            }
        } else if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
            pair = parts[1].strip();
        }
        int colon = pair.indexOf(':');
        if (colon <= 0) {
            throw new Problem(
                    401, "Not logged in", "The header 'Authorization' must be 'Basic …' or 'Bearer NAME:TOKEN'.");
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        Optional<Login> known = logins.remembered(name, password);
        if (known.isPresent()) {
            return known.get();
        }
        requireSlow(context, attempts.take(context.ip()));
        requireSlow(context, attemptsOfUser.take(name));
        return proven(context, name, logins.program(name, password));
    }

    private static void requireSlow(Context context, Duration wait) {
        if (!wait.isZero()) {
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            context.header("Retry-After", String.valueOf(seconds));
            throw new Problem(429, "Too many requests", "Try again in " + seconds + " s.");
        }
    }

    /** A foreign name that leads to this machine's loopback address is how other sites reach what listens there. */
    private void requireName(Context context) {
        if (site.local()) {
            String name = Optional.ofNullable(context.host()).orElse("").toLowerCase(Locale.ROOT);
            if (!LOCAL_NAMES.contains(name.replaceFirst(":\\d+$", ""))) {
                throw new Problem(
                        421, "Misdirected request", "This dashboard answers as localhost only; start it with --host.");
            }
        }
    }

    private static void requireSameOrigin(Context context, boolean needed) {
        String origin = context.header("Origin");
        String fetchSite = context.header("Sec-Fetch-Site");
        boolean foreign = fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
        if (foreign || origin == null && needed || origin != null && !sameHost(origin, context.host())) {
            throw Problem.forbidden("Requests from other sites are not taken.");
        }
    }

    private static boolean sameHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void requireCsrf(Context context, Login login) {
        String given = Optional.ofNullable(context.header("X-CSRF-Token")).orElse("");
        if (!MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), login.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw Problem.forbidden("The header 'X-CSRF-Token' must be the token that /api/v1/me tells.");
        }
    }

    /**
     * @param host a name or an address
     * @return whether only this machine can reach it
     */
    public static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
