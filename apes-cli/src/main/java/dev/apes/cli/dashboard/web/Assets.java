package dev.apes.cli.dashboard.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that browsers load, held in memory, compressed once. A path is looked up in a table and never becomes the name of a file,
 * so that no path leads out of it.
 */
public final class Assets {
    private static final String CHART = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String[] SCRIPTS = {
        "main.js",
        "api.js",
        "chart.js",
        "dom.js",
        "format.js",
        "live.js",
        "login.js",
        "table.js",
        "pages/overview.js",
        "pages/sessions.js",
        "pages/session.js",
        "pages/compare.js",
        "pages/rules.js",
        "pages/patterns.js",
        "pages/generation.js",
        "pages/alerts.js",
        "pages/explore.js",
    };

    private final Map<String, Asset> byPath = new LinkedHashMap<>();

    /** Reads them all. */
    public Assets() {
        byPath.put("/", Asset.of(HTML, resource("index.html")));
        byPath.put("/assets/app.css", Asset.of(CSS, resource("app.css")));
        byPath.put("/assets/icon.svg", Asset.of("image/svg+xml", resource("icon.svg")));
        byPath.put("/assets/chart.umd.min.js", Asset.of(SCRIPT, read(CHART)));
        for (String script : SCRIPTS) {
            byPath.put("/assets/" + script, Asset.of(SCRIPT, resource(script)));
        }
    }

    private static byte[] resource(String name) {
        return read("/dev/apes/cli/dashboard/" + name);
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the paths at which there is something} */
    public Iterable<String> paths() {
        return byPath.keySet();
    }

    /** {@return differs with each build whose assets differ} */
    public String version() {
        StringBuilder all = new StringBuilder();
        byPath.values().forEach(asset -> all.append(asset.tag()));
        return EntityTag.of(all.toString().getBytes(StandardCharsets.UTF_8)).replaceAll("W/|\"", "");
    }

    /** @param context a request for one of the paths; answered */
    public void serve(Context context) {
        Asset asset = Optional.ofNullable(byPath.get(context.path())).orElseThrow(() -> Problem.notFound("file"));
        context.header("Cache-Control", "no-cache");
        context.header("ETag", asset.tag());
        context.header("Vary", "Accept-Encoding");
        if (EntityTag.known(asset.tag(), context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        String accepted = Optional.ofNullable(context.header("Accept-Encoding")).orElse("");
        context.contentType(asset.type());
        if (accepted.contains("gzip") && asset.zipped().length < asset.bytes().length) {
            context.header("Content-Encoding", "gzip");
            context.result(asset.zipped());
        } else {
            context.result(asset.bytes());
        }
    }
}
