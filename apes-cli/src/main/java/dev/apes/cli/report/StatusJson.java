package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.status.Component;
import dev.apes.cli.status.RuleView;
import dev.apes.cli.status.SessionView;
import dev.apes.cli.status.SystemView;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.SessionRow;
import dev.apes.persistence.table.Incident;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A system's status as one JSON document. */
public final class StatusJson {
    private StatusJson() {}

    /**
     * @param view what there is
     * @param kept tells how to go on with a session
     * @param plugins those found, by file: version, then kind and name of each
     * @param broken why others are left out, sentences
     * @return the document, indented, with a line end
     */
    public static String document(SystemView view, Kept kept, Map<String, List<String>> plugins, List<String> broken) {
        ObjectNode node = of(view, kept);
        ArrayNode list = node.putArray("plugins");
        plugins.forEach((file, found) -> {
            ObjectNode plugin = list.addObject().put("file", file).put("version", found.get(0));
            plugin.set("provides", Json.list(found.subList(1, found.size()), TextNode::valueOf));
        });
        node.set("brokenPlugins", Json.list(broken, TextNode::valueOf));
        return Json.document(node);
    }

    /**
     * @param view what there is
     * @param kept tells how to go on with a session
     * @return the document in one line, with a line end
     */
    public static String line(SystemView view, Kept kept) {
        return Json.line(of(view, kept)) + "\n";
    }

    private static ObjectNode of(SystemView view, Kept kept) {
        ObjectNode node = Json.object().put("healthy", view.healthy());
        node.set("problems", Json.list(view.problems(), TextNode::valueOf));
        node.set("notes", Json.list(view.notes(), TextNode::valueOf));
        node.set("alerts", Json.list(view.alerts(), StatusJson::alert));
        if (!view.components().isEmpty()) {
            node.set("components", Json.list(view.components(), StatusJson::component));
        }
        node.put("at", view.at().toString());
        node.set("database", database(view));
        node.set("rules", Json.list(view.rules(), StatusJson::rule));
        node.put("otherRules", view.otherRules());
        ObjectNode shutdowns = node.putObject("shutdowns");
        view.shutdowns().forEach(shutdowns::put);
        node.set("sessions", Json.list(view.sessions(), session -> session(session, kept)));
        return node;
    }

    private static ObjectNode alert(AlertRow alert) {
        ObjectNode node = Json.object()
                .put("kind", alert.kind())
                .put("severity", alert.severity())
                .put("session", alert.session().isEmpty() ? null : alert.session())
                .put("message", alert.message())
                .put("raisedAt", alert.raisedAt().toString());
        ObjectNode figures = node.putObject("figures");
        alert.figures().forEach(figures::put);
        return node;
    }

    private static ObjectNode component(Component component) {
        return Json.object()
                .put("name", component.name())
                .put("health", component.health().name().toLowerCase(Locale.ROOT))
                .put("text", component.text());
    }

    private static ObjectNode database(SystemView view) {
        ObjectNode node = Json.object()
                .put("state", view.state().name().toLowerCase(Locale.ROOT))
                .put("embedded", view.own())
                .put("place", view.place());
        view.facts()
                .ifPresent(facts -> node.put("version", facts.version())
                        .put("address", facts.place())
                        .put("schema", facts.schema())
                        .put("tableVersion", facts.tableVersion())
                        .put("knownVersion", facts.knownVersion())
                        .put("bytes", facts.bytes()));
        if (!view.tables().isEmpty()) {
            ObjectNode rows = node.putObject("rows");
            view.tables().forEach(table -> rows.put(table.table(), table.rows()));
        }
        return node;
    }

    private static ObjectNode rule(RuleView rule) {
        ObjectNode node = Json.object()
                .put("rule", rule.row().id())
                .put("name", rule.row().name())
                .put("enabled", rule.row().enabled())
                .put("version", rule.row().version())
                .put("priority", rule.row().priority());
        node.set("parameters", values(rule.row().parameters()));
        node.set("changed", values(rule.changed()));
        node.put(
                "lastPromotion",
                rule.row().lastPromotion().map(Object::toString).orElse(null));
        node.put("edited", rule.check().edited());
        node.set("problems", Json.list(rule.check().problems(), TextNode::valueOf));
        rule.row()
                .recent()
                .ifPresent(recent -> node.putObject("recent")
                        .put("measurements", recent.measurements())
                        .put("improvement", recent.improvement())
                        .put("confidence", recent.confidence()));
        return node;
    }

    private static ObjectNode values(java.util.Map<String, Object> values) {
        return Json.parameters(new dev.apes.api.rule.ParameterValues(values));
    }

    private static ObjectNode session(SessionView view, Kept kept) {
        SessionRow row = view.row();
        SessionRecord session = view.session();
        ObjectNode node = Json.object()
                .put("sessionId", session.id().value())
                .put("status", view.state())
                .put("iterations", session.iterations());
        row.last().ifPresentOrElse(m -> node.set("metrics", RecordJson.metrics(m)), () -> node.putNull("metrics"));
        row.best().ifPresent(best -> {
            node.put("bestIteration", best.iteration().orElse(null));
            node.set("bestMetrics", RecordJson.metrics(best.metrics()));
        });
        node.put("stoppedReason", session.stopReason().orElse(null))
                .put(
                        "stopExplanation",
                        session.end().map(end -> end.explanation()).orElse(null))
                .put("resumable", view.condition().cutOff());
        if (view.condition().cutOff()) {
            node.put("resume", kept.command("train --resume " + session.id()));
        }
        session.end()
                .flatMap(end -> end.holdout())
                .ifPresentOrElse(
                        holdout -> node.set("holdout", RecordJson.holdout(holdout)), () -> node.putNull("holdout"));
        node.put("startedAt", session.startedAt().toString())
                .put("endedAt", session.endedAt().map(Object::toString).orElse(null))
                .put("lastCommitAt", row.lastCommit().map(Object::toString).orElse(null))
                .put("evaluator", session.evaluator().name())
                .put("seed", session.seed());
        session.end().ifPresent(end -> node.put("evaluatorCalls", end.evaluatorCalls()));
        row.stopRequest()
                .ifPresent(mode -> node.put("stopRequested", mode.name().toLowerCase(Locale.ROOT)));
        if (!SessionRecord.acceptedChanges(session.configuration()).isEmpty()) {
            node.set("acceptedChanges", RecordJson.acceptedChanges(session.configuration()));
        }
        for (Incident incident : view.incidents()) {
            ObjectNode told = node.withArray("incidents").addObject();
            told.put("cause", incident.cause())
                    .put("severity", incident.severity())
                    .put("happened", incident.happened())
                    .put("lost", incident.lost())
                    .put("foundAt", incident.foundAt().map(Object::toString).orElse(null));
            incident.evidence().forEach(told.putArray("evidence")::add);
            incident.repaired().forEach(told.putArray("repaired")::add);
            incident.advice().forEach(told.putArray("advice")::add);
        }
        session.lease()
                .ifPresent(lease -> node.putObject("lease")
                        .put("host", lease.host())
                        .put("pid", lease.pid())
                        .put("held", lease.held())
                        .put("heartbeat", lease.heartbeat().toString()));
        row.data().ifPresent(data -> node.set("data", RecordJson.data(data)));
        if (!view.iterations().isEmpty()) {
            node.set("newestIterations", Json.list(view.iterations(), RecordJson::iteration));
        }
        return node;
    }
}
