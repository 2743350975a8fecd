package dev.apes.examples.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What browsers ask of a dashboard, page by page, in the order in which its scripts ask; about sessions, rules and prompts that are there.
 * Everything that the OpenAPI document lists and each page of the navigation is asked for, or {@link #missing} names it.
 */
final class DashboardPages {
    private static final String ROOT = "/api/v1";
    /** As {@code ["sessions", "Sessions", sessions]}. */
    private static final Pattern NAVIGATION = Pattern.compile("\\[\"\\w*\", \"(\\w+)\", \\w+]");

    private static final Pattern LINK = Pattern.compile("(?:src=|href=|from )\"([^\"#]+)\"");

    private final Map<String, List<Request>> pages = new LinkedHashMap<>();
    private final List<String> sessions = new ArrayList<>();
    private final List<String> newest = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();

    /**
     * A request.
     *
     * @param name its path as the document has it, and what it asks for
     * @param path what is sent; {@code {session}}, {@code {other}} and {@code {newest}} stand for sessions, other ones each time
     */
    record Request(String name, String path) {
        static Request of(String name) {
            return new Request(name, ROOT + name);
        }

        static Request of(String name, String query) {
            return new Request(name + "?" + query, ROOT + name + "?" + query);
        }

        boolean isAsset() {
            return !path.startsWith(ROOT);
        }
    }

    /** @param client asks what there is */
    DashboardPages(DashboardClient client) {
        client.json(ROOT + "/sessions?size=200")
                .path("items")
                .forEach(item -> sessions.add(item.path("id").asText()));
        if (sessions.size() < 2) {
            throw new IllegalStateException("the dashboard knows fewer than two sessions; see SeedDatabase");
        }
        newest.addAll(sessions.subList(0, Math.min(10, sessions.size())));
        Collections.shuffle(sessions, new java.util.Random(7));
        String rule = client.json(ROOT + "/rules").at("/0/id").asText();
        List<Request> first = new ArrayList<>(assets(client));
        first.addAll(List.of(Request.of("/me"), Request.of("/overview", "days=30"), course(200)));
        pages.put("first page, nothing cached", first);
        pages.put("overview", List.of(Request.of("/overview", "days=30"), course(200)));
        pages.put("overview, last year", List.of(Request.of("/overview", "days=365"), course(200)));
        pages.put("sessions", List.of(Request.of("/sessions", "size=25")));
        String next = client.json(ROOT + "/sessions?size=25").path("next").asText();
        pages.put(
                "sessions, next page", List.of(named("/sessions?size=25&after=…", "/sessions?size=25&after=" + next)));
        pages.put("sessions, search", List.of(Request.of("/sessions", "q=prompts-7&size=25")));
        pages.put("sessions, search in vain", List.of(Request.of("/sessions", "q=no+such+thing&size=25")));
        pages.put("sessions, crashed", List.of(Request.of("/sessions", "state=crashed&size=25")));
        pages.put("session", session("/iterations?size=20"));
        pages.put("session, gaps and gate", newestSession());
        for (String tab : List.of("changes", "patterns", "generation", "prompts")) {
            pages.put("session, " + tab, session("/" + tab + "?size=20"));
        }
        pages.put(
                "compare two",
                List.of(
                        Request.of("/sessions", "size=50"),
                        Request.of("/influences"),
                        Request.of("/comparison", "ids={session},{other}"),
                        course(200),
                        named("/sessions/{session}/course?points=200", "/sessions/{other}/course?points=200")));
        pages.put("rules", List.of(Request.of("/rules")));
        pages.put(
                "rule",
                List.of(
                        named("/rules/{rule}", "/rules/" + rule),
                        named("/rules/{rule}/course", "/rules/" + rule + "/course"),
                        named("/changes?rule=…&size=50", "/changes?rule=" + rule + "&size=50")));
        pages.put("patterns", List.of(Request.of("/rules"), Request.of("/patterns", "size=25")));
        pages.put(
                "patterns of a rule",
                List.of(named("/patterns?rule=…&size=25", "/patterns?rule=" + rule + "&size=25")));
        pages.put(
                "generation",
                List.of(Request.of("/generation", "size=25"), Request.of("/methods"), Request.of("/effectiveness")));
        pages.put("alerts", List.of(Request.of("/alerts", "size=25")));
        pages.put("alerts that go on", List.of(Request.of("/alerts", "open=true")));
        pages.put("API", List.of(Request.of("/openapi.json"), Request.of("/health")));
        rest(client);
        forgotten(client.text("/assets/main.js"));
    }

    /** Whatever else the document lists: asked for as it is, when nothing but a session, a rule or an iteration is to be named. */
    private void rest(DashboardClient client) {
        Set<String> asked = new TreeSet<>();
        pages.values().forEach(all -> all.forEach(r -> asked.add(r.name().replaceFirst("\\?.*", ""))));
        String fingerprint = sessions.stream()
                .limit(5)
                .map(id -> client.json(ROOT + "/sessions/" + id + "/prompts?size=1")
                        .at("/items/0/fingerprint")
                        .asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        List<Request> others = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                client.json(ROOT + "/openapi.json").path("paths").properties()) {
            String name = path.getKey().substring(ROOT.length());
            if (!path.getValue().has("get") || asked.contains(name)) {
                continue;
            }
            String filled = name.replace("{fingerprint}", fingerprint);
            if (filled.replace("{session}", "").contains("{") || filled.endsWith("/")) {
                missing.add(path.getKey());
            } else {
                others.add(named(name, filled));
            }
        }
        if (!others.isEmpty()) {
            pages.put("everything else", others);
        }
    }

    /** A page that the navigation has and nobody looks at here. */
    private void forgotten(String script) {
        Matcher names = NAVIGATION.matcher(script);
        while (names.find()) {
            String name = names.group(1).toLowerCase(Locale.ROOT);
            if (pages.keySet().stream()
                    .noneMatch(page -> page.toLowerCase(Locale.ROOT).startsWith(name))) {
                missing.add("page " + names.group(1));
            }
        }
    }

    private static List<Request> assets(DashboardClient client) {
        List<String> found = new ArrayList<>(List.of("/"));
        for (int i = 0; i < found.size(); i++) {
            String path = found.get(i);
            if (path.endsWith(".min.js")) {
                continue;
            }
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            Matcher links = LINK.matcher(client.text(path));
            while (links.find()) {
                String next =
                        java.net.URI.create(folder).resolve(links.group(1)).toString();
                if (!found.contains(next)) {
                    found.add(next);
                }
            }
        }
        return found.stream().map(path -> new Request("assets", path)).toList();
    }

    private static Request named(String name, String path) {
        return new Request(name, ROOT + path);
    }

    private static Request course(int points) {
        return Request.of("/sessions/{session}/course", "points=" + points);
    }

    private static List<Request> session(String tab) {
        return List.of(
                Request.of("/sessions/{session}"),
                course(300),
                named("/sessions/{session}" + tab, "/sessions/{session}" + tab));
    }

    /** Of older sessions SeedDatabase stores figures only. */
    private static List<Request> newestSession() {
        return List.of(
                named("/sessions/{session}", "/sessions/{newest}"),
                named("/sessions/{session}/course?points=300", "/sessions/{newest}/course?points=300"),
                named("/sessions/{session}/iterations/{iteration}", "/sessions/{newest}/iterations/1"));
    }

    Map<String, List<Request>> all() {
        return pages;
    }

    /** {@return paths of the document that no page asks for, because there is nothing to ask about, and pages nobody looks at} */
    Set<String> missing() {
        return missing;
    }

    /**
     * @param random which sessions
     * @return words to put in place of {@code {session}} and {@code {other}}, two different ones, and of {@code {newest}}, one of the newest
     */
    Map<String, String> choose(SplittableRandom random) {
        int one = random.nextInt(sessions.size());
        int other = (one + 1 + random.nextInt(sessions.size() - 1)) % sessions.size();
        return Map.of(
                "{session}",
                sessions.get(one),
                "{other}",
                sessions.get(other),
                "{newest}",
                newest.get(random.nextInt(newest.size())));
    }
}
