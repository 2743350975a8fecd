package dev.apes.cli.dashboard.api;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.SessionCondition;
import dev.apes.cli.dashboard.access.Permission;
import dev.apes.cli.dashboard.web.Problem;
import dev.apes.cli.status.StatusReader;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.GenerationBatch;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.Kpis;
import dev.apes.persistence.query.MethodFigures;
import dev.apes.persistence.query.Page;
import dev.apes.persistence.query.PageRequest;
import dev.apes.persistence.query.ParameterChange;
import dev.apes.persistence.query.PromptItem;
import dev.apes.persistence.query.RuleRow;
import dev.apes.persistence.query.SessionFilter;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.StrategyUse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the interface tells of the database, endpoint by endpoint. */
final class Endpoints {
    static final String ROOT = "/api/v1";
    private static final String SESSION = ROOT + "/sessions/{session}";
    private static final int MOST_COMPARED = 6;
    private static final int LONGEST_IDS = 700;
    private static final int MEASUREMENTS = 5_000;
    private static final Set<SessionCondition> AT_WORK = Set.of(SessionCondition.RUNNING, SessionCondition.STOPPING);

    private final Analytics analytics;
    private final Controls controls;
    private final Supplier<String> feed;
    /** Dear over a long window, and the same for all who look at the same window, whatever else they ask for. */
    private final Recent<Kpis> figures = new Recent<>(System::nanoTime, all -> true);

    private final Recent<InfluenceView> influences = new Recent<>(System::nanoTime, all -> true);

    Endpoints(Analytics analytics, Controls controls, Supplier<String> feed) {
        this.analytics = analytics;
        this.controls = controls;
        this.feed = feed;
    }

    /** Something was committed. */
    void committed() {
        figures.committed();
        influences.committed();
    }

    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        all.add(Endpoint.get(
                        ROOT + "/health",
                        "Whether the server does its work.",
                        Health.class,
                        ask -> new Health("up", feed.get()))
                .open());
        all.add(Endpoint.get(ROOT + "/overview", "All that the first page shows.", Overview.class, this::overview)
                .with(new Endpoint.Parameter(
                        "days",
                        "integer",
                        false,
                        "Length of the window of the key figures, 1 to 3650; 30 if not given.")));
        sessions(all);
        all.add(Endpoint.get(
                        ROOT + "/comparison",
                        "Two to six sessions held against each other, with tests corrected for their number.",
                        ComparisonView.class,
                        this::comparison)
                .with(new Endpoint.Parameter("ids", "string", true, "Ids of the sessions, joined by commas.")));
        rules(all);
        changes(all);
        return all;
    }

    private void sessions(List<Endpoint> all) {
        all.add(Endpoint.get(
                        ROOT + "/sessions",
                        "Sessions, newest first.",
                        Schemas.of(Page.class, SessionItem.class),
                        this::list)
                .with(new Endpoint.Parameter(
                        "q", "string", false, "What id, reason of stopping or source of prompts must contain."))
                .with(new Endpoint.Parameter(
                        "state",
                        "string",
                        false,
                        "One or more of running, stopping, completed, interrupted, failed, crashed, joined by commas."))
                .with(new Endpoint.Parameter("since", "string", false, "When they began at the earliest, ISO 8601."))
                .paged());
        all.add(Endpoint.get(
                SESSION,
                "A session.",
                SessionView.class,
                ask -> analytics
                        .session(ask.session())
                        .map(SessionView::of)
                        .orElseThrow(() -> Problem.notFound("session"))));
        all.add(Endpoint.get(
                        SESSION + "/course",
                        "Its course for a chart: iterations spread evenly, the last among them.",
                        Schemas.of(List.class, IterationPoint.class),
                        ask -> analytics.course(known(ask), ask.number("points", 200, 2, 1_000)))
                .with(new Endpoint.Parameter("points", "integer", false, "How many at most; 200 if not given.")));
        all.add(Endpoint.get(
                        SESSION + "/iterations",
                        "Its iterations in figures, oldest first.",
                        Schemas.of(Page.class, IterationPoint.class),
                        ask -> analytics.iterations(known(ask), ask.page()))
                .paged());
        all.add(Endpoint.get(
                SESSION + "/iterations/{iteration}",
                "An iteration with its reasons.",
                IterationView.class,
                ask -> analytics
                        .iteration(ask.session(), ask.pathNumber("iteration"))
                        .map(IterationView::of)
                        .orElseThrow(() -> Problem.notFound("iteration"))));
        all.add(Endpoint.get(
                        SESSION + "/changes",
                        "Parameters it promoted, newest first, with the evidence.",
                        Schemas.of(Page.class, ParameterChange.class),
                        ask -> analytics.changes(Optional.empty(), Optional.of(known(ask)), ask.page()))
                .paged());
        all.add(Endpoint.get(
                        SESSION + "/patterns",
                        "Patterns it found.",
                        Schemas.of(Page.class, PatternView.class),
                        ask -> patterns(ask, Optional.empty(), Optional.of(known(ask))))
                .paged());
        all.add(Endpoint.get(
                        SESSION + "/generation",
                        "What it generated, newest first.",
                        Schemas.of(Page.class, GenerationBatch.class),
                        ask -> analytics.generation(Optional.of(known(ask)), ask.page()))
                .paged());
        all.add(Endpoint.get(
                        SESSION + "/prompts",
                        "The prompts it trains on, the beginning of each text.",
                        Schemas.of(Page.class, PromptItem.class),
                        ask -> analytics.prompts(known(ask), ask.page()))
                .needs(Permission.READ_PROMPTS)
                .paged());
        all.add(Endpoint.get(
                        ROOT + "/prompts/{fingerprint}",
                        "A prompt, whole.",
                        PromptText.class,
                        ask -> analytics
                                .promptText(ask.path("fingerprint"))
                                .map(text -> new PromptText(ask.path("fingerprint"), text))
                                .orElseThrow(() -> Problem.notFound("prompt")))
                .needs(Permission.READ_PROMPTS));
    }

    private void rules(List<Endpoint> all) {
        all.add(Endpoint.get(
                ROOT + "/rules",
                "The rules in use, by priority.",
                Schemas.of(List.class, RuleRow.class),
                ask -> analytics.rules(ruleIds())));
        all.add(Endpoint.get(
                ROOT + "/rules/{rule}",
                "A rule with the distribution of its measurements.",
                RuleView.class,
                ask -> analytics.rules(Set.of(ask.path("rule"))).stream()
                        .findFirst()
                        .map(rule -> RuleView.of(rule, analytics.scores(rule.id(), MEASUREMENTS, RuleView.CLASSES)))
                        .orElseThrow(() -> Problem.notFound("rule"))));
        all.add(Endpoint.get(
                ROOT + "/rules/{rule}/course",
                "How each of its parameters changed, over its newest 200 changes.",
                Schemas.of(List.class, ParameterCourseView.class),
                ask -> ParameterCourseView.of(analytics
                        .changes(Optional.of(ask.path("rule")), Optional.empty(), PageRequest.first(200))
                        .items())));
        all.add(Endpoint.get(
                        ROOT + "/changes",
                        "Changes of rules' parameters: promotions with their evidence, and rollbacks; newest first.",
                        Schemas.of(Page.class, ParameterChange.class),
                        ask -> analytics.changes(ask.text("rule"), Optional.empty(), ask.page()))
                .with(new Endpoint.Parameter("rule", "string", false, "Of this rule alone."))
                .paged());
        all.add(Endpoint.get(
                        ROOT + "/patterns",
                        "Patterns, newest first.",
                        Schemas.of(Page.class, PatternView.class),
                        ask -> patterns(ask, ask.text("rule"), Optional.empty()))
                .with(new Endpoint.Parameter("rule", "string", false, "Of this rule alone."))
                .paged());
        all.add(Endpoint.get(
                        ROOT + "/generation",
                        "What was generated, newest first.",
                        Schemas.of(Page.class, GenerationBatch.class),
                        ask -> analytics.generation(Optional.empty(), ask.page()))
                .paged());
        all.add(Endpoint.get(
                        ROOT + "/strategies",
                        "What strategy and method the newest iterations used, and what came of it.",
                        Schemas.of(List.class, StrategyUse.class),
                        ask -> analytics.strategies(Optional.empty(), ask.number("most", 200, 1, 1_000)))
                .with(new Endpoint.Parameter(
                        "most", "integer", false, "How many iterations at most; 200 if not given.")));
        all.add(Endpoint.get(
                        ROOT + "/effectiveness",
                        "What strategies and methods bought in the newest iterations, with intervals.",
                        EffectivenessView.class,
                        ask -> EffectivenessView.of(
                                analytics.strategies(Optional.empty(), ask.number("most", 500, 1, 2_000))))
                .with(new Endpoint.Parameter(
                        "most", "integer", false, "Over how many iterations at most; 500 if not given.")));
        all.add(Endpoint.get(
                        ROOT + "/influences",
                        "Which settings of the newest sessions go with what training brought.",
                        InfluenceView.class,
                        ask -> {
                            int most = ask.number("most", 200, 5, 1_000);
                            return influences.get(
                                    String.valueOf(most), () -> InfluenceView.of(analytics.outcomes(most)));
                        })
                .with(new Endpoint.Parameter(
                        "most", "integer", false, "Over how many sessions at most; 200 if not given.")));
        all.add(Endpoint.get(
                        ROOT + "/methods",
                        "What each method of generating did in the newest iterations that used one, with trends.",
                        Schemas.of(List.class, MethodFigures.class),
                        ask -> analytics.methods(Optional.empty(), ask.number("most", 1_000, 1, 10_000)))
                .with(new Endpoint.Parameter(
                        "most", "integer", false, "How many iterations at most; 1,000 if not given.")));
        all.add(Endpoint.get(
                        ROOT + "/alerts",
                        "What needs attention, newest first.",
                        Schemas.of(Page.class, AlertRow.class),
                        ask -> analytics.alerts(Optional.empty(), ask.flag("open"), ask.page()))
                .with(new Endpoint.Parameter("open", "boolean", false, "Only what goes on."))
                .paged());
    }

    private void changes(List<Endpoint> all) {
        all.add(Endpoint.post(
                SESSION + "/stop",
                "Asks a session to end at its next safe point; all of it is saved and can be resumed. Does not wait for that.",
                void.class,
                ask -> {
                    controls.stop(known(ask));
                    return null;
                }));
        all.add(Endpoint.post(
                SESSION + "/iterations/{iteration}/promotions/{rule}/rollback",
                "Puts the parameters before a promotion back in force, if no later change rests on it.",
                void.class,
                ask -> {
                    controls.rollBack(new PromotionId(known(ask), ask.path("rule"), ask.pathNumber("iteration")));
                    return null;
                }));
    }

    private Overview overview(Ask ask) {
        int days = ask.number("days", 30, 1, 3_650);
        SessionFilter active = new SessionFilter("", AT_WORK, Optional.empty());
        return new Overview(
                days,
                figures.get(String.valueOf(days), () -> analytics.kpis(analytics.now(), Duration.ofDays(days)))
                        .all(),
                analytics.sessions(active, PageRequest.first(20)).items(),
                analytics.sessions(SessionFilter.ALL, PageRequest.first(12)).items(),
                analytics.alerts(Optional.empty(), true, PageRequest.first(20)).items(),
                analytics
                        .changes(Optional.empty(), Optional.empty(), PageRequest.first(8))
                        .items(),
                feed.get());
    }

    private ComparisonView comparison(Ask ask) {
        List<String> ids = Arrays.stream(ask.text("ids", LONGEST_IDS).orElse("").split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (ids.size() < 2 || ids.size() > MOST_COMPARED) {
            throw Problem.bad("ids", "must name 2 to " + MOST_COMPARED + " sessions, joined by commas");
        }
        return ComparisonView.of(ids.stream()
                .map(id -> analytics.sample(new SessionId(id)).orElseThrow(() -> Problem.notFound("session as " + id)))
                .toList());
    }

    private Page<SessionItem> list(Ask ask) {
        Set<SessionCondition> conditions = ask.text("state")
                .map(text ->
                        Arrays.stream(text.split(",")).map(Endpoints::condition).collect(Collectors.toSet()))
                .orElse(Set.of());
        Optional<Instant> since = ask.text("since").map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw Problem.bad("since", "must be a time like 2026-01-31T12:00:00Z");
            }
        });
        return analytics.sessions(new SessionFilter(ask.text("q").orElse(""), conditions, since), ask.page());
    }

    private static SessionCondition condition(String name) {
        try {
            return SessionCondition.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.bad("state", "must be of running, stopping, completed, interrupted, failed, crashed");
        }
    }

    private Page<PatternView> patterns(Ask ask, Optional<String> rule, Optional<SessionId> session) {
        Page<dev.apes.persistence.query.PatternItem> page = analytics.patterns(rule, session, ask.page());
        return new Page<>(page.items().stream().map(PatternView::of).toList(), page.next());
    }

    /** Parts of a session that does not exist are not empty: they are not there. */
    private SessionId known(Ask ask) {
        SessionId id = ask.session();
        if (!analytics.exists(id)) {
            throw Problem.notFound("session");
        }
        return id;
    }

    /** Those that APES brings, and those that plugins brought to the newest session. */
    private Set<String> ruleIds() {
        Set<String> ids = new LinkedHashSet<>(StatusReader.BUILT_IN);
        ids.addAll(analytics.rulesOfTheNewest());
        return ids;
    }
}
