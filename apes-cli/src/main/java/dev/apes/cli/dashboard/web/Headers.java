package dev.apes.cli.dashboard.web;

import io.javalin.http.Context;

/** What every answer says to browsers: run our scripts only, show nothing of ours in other pages, tell nobody where the user came from. */
final class Headers {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'";

    private Headers() {}

    static void set(Context context, boolean encrypted) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (encrypted) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
