import { h, swap, card, empty } from "../dom.js";
import { get, post, encoded } from "../api.js";
import { number, signed, ago, short, state, spark, holdout, words, differences, score, whole, duration } from "../format.js";
import { chart } from "../chart.js";
import { table } from "../table.js";

const ORDER = {
  executive: ["kpis", "gains", "alerts", "recent", "active", "changes"],
  manager: ["kpis", "active", "alerts", "gains", "recent", "changes"],
  analyst: ["kpis", "course", "changes", "gains", "active", "recent", "alerts"],
  operator: ["alerts", "active", "kpis", "course", "recent", "changes"],
};

function kpi(k) {
  const digits = k.unit === "sessions" ? 0 : k.name === "efficiency_rating" ? 3 : k.name === "improvement_velocity" ? 2 : 1;
  // as it is shown: what rounds to nothing neither rose nor fell
  const delta = k.value !== null && k.before !== null ? Number((k.value - k.before).toFixed(digits)) : null;
  return h("article", { class: "card kpi", "data-kpi": k.name, "aria-label": k.label },
    h("span", { class: "name" }, k.label),
    h("span", { class: "value" }, k.value === null ? "–" : number(k.value, digits)),
    h("span", { class: "unit" }, k.unit),
    delta === null ? null : h("span", { class: "delta " + (delta > 0 ? "good" : delta < 0 ? "bad" : "muted") },
      (delta > 0 ? "▲ " : delta < 0 ? "▼ " : "") + signed(delta, digits), h("span", { class: "muted" }, " to the time before")),
    h("details", { "data-key": "kpi " + k.name }, h("summary", null, k.value === null ? "Why there is none" : "How it is computed"),
      h("p", null, k.value === null ? "None, since " + k.undefined + "." : k.formula + ". Rests on " + k.sessions + (k.sessions === 1 ? " session." : " sessions."))));
}

export function link(id) {
  return h("a", { href: "#/sessions/" + encoded(id), class: "mono", title: id, "data-key": "session " + id }, short(id));
}

export function stopButton(ctx, item) {
  if (!ctx.may("control") || item.condition !== "running") return null;
  return h("button", { type: "button", class: "danger", "data-key": "stop " + item.id, onclick: async event => {
    if (!confirm("Stop session " + short(item.id) + "? It ends at its next safe point; all of it is saved and can be resumed.")) return;
    event.target.disabled = true;
    try { await post("/sessions/" + encoded(item.id) + "/stop"); await ctx.refresh(); } catch (e) { event.target.disabled = false; ctx.failed(e); }
  } }, "Stop");
}

export function alert(a) {
  return h("li", null, h("div", { class: "row" }, h("span", { class: "badge " + (a.severity === "critical" ? "bad" : "warn") }, words(a.kind)),
    a.session ? link(a.session) : h("span", null, "this machine"), h("span", { class: "muted small push" }, ago(a.raisedAt))), h("span", null, a.message));
}

/** A selection of rules is no rule: what is known of it is with the session that proved it. */
const about = c => c.ruleId === "rule_selection" && c.session ? "#/sessions/" + encoded(c.session) : "#/rules/" + encoded(c.ruleId);

export function change(c) {
  return h("li", null, h("div", { class: "row" }, h("a", { href: about(c), "data-key": "change " + c.id }, h("strong", null, words(c.ruleId))),
    h("span", { class: "badge " + (c.kind === "promotion" ? "good" : c.kind === "rollback" ? "warn" : "") }, words(c.kind)),
    c.session ? h("span", { class: "small muted" }, "iteration " + c.iteration + " of ", link(c.session)) : null, h("span", { class: "muted small push" }, ago(c.at))),
    c.kind === "seed" ? h("span", { class: "muted small" }, "stored with its defaults") : differences(c.before, c.after));
}

/** Before there is a model its accuracy is stored as 0: that is no measurement. */
const modelled = (p, value) => p.metrics.modelAccuracy > 0 ? value : null;

export const COURSE = [["Performance score", p => modelled(p, p.score)], ["Model accuracy", p => modelled(p, p.metrics.modelAccuracy)],
  ["Rule effectiveness", p => p.metrics.ruleEffectiveness], ["Pattern coverage", p => p.metrics.patternCoverage]];

export function showCourse(drawing, points) {
  const last = points.at(-1);
  drawing.show(points.map(p => p.iteration), COURSE.map(([label, of], i) => ({ label, data: points.map(of), borderDash: i ? [5, 4] : [] })),
    last ? points.length + " points; iteration " + last.iteration + ": performance score " + score(last.score) : "no iteration yet");
}

export function overview(ctx) {
  const days = Number(ctx.search.get("days") ?? 30) || 30;
  const course = chart("Course of the newest session", { x: "iteration", y: "0 to 1", min: 0, max: 1 });
  const gains = chart("What training brought", { type: "bar", legend: false, y: "holdout, end − start", tooltip: {
    label: item => { const s = item.dataset.items[item.dataIndex]; return signed(s.atEnd - s.atStart) + " [" + signed(s.low) + ", " + signed(s.high) + "], " + s.prompts + " prompts"; } } });
  const places = Object.fromEntries(ORDER.analyst.map(name => [name, h("div", { "data-section": name, class: name === "kpis" ? "kpis" : null })]));
  const courseCard = card("Course of the newest session", course.element, h("p", { class: "small muted", "data-key": "course-note" }));
  const gainsCard = card({ title: "What training brought", push: h("span", { class: "muted" }, "paired difference on the holdout") }, gains.element, h("p", { class: "small muted" }));
  places.course.append(courseCard);
  places.gains.append(gainsCard);
  const window = h("select", { id: "days", "data-key": "days", onchange: e => { location.hash = "#/?days=" + e.target.value; } },
    [[1, "last day"], [7, "last 7 days"], [30, "last 30 days"], [365, "last year"]].map(([d, name]) => h("option", { value: d, selected: d === days }, name)));
  const element = h("div", { class: "page board" },
    h("div", { class: "head" }, h("h1", null, "Overview"), h("div", { class: "push" }, h("label", { class: "unseen", for: "days" }, "Window of the key figures"), window)),
    ORDER[ctx.role].map(name => places[name]));
  let seen = null, seenCourse = null;

  async function load() {
    const data = await get("/overview?days=" + days);
    if (data !== seen) { seen = data; render(data); }
    const first = data.active[0] ?? data.recent[0];
    // one that has just begun has nothing to draw yet: the newest that has is more to look at than an empty chart
    const newest = [...data.active, ...data.recent].find(s => s.figures.iterations) ?? first;
    places.course.hidden = !newest || !ORDER[ctx.role].includes("course");
    if (newest && !places.course.hidden) {
      const points = await get("/sessions/" + encoded(newest.id) + "/course?points=200");
      if (points !== seenCourse) { seenCourse = points; showCourse(course, points); }
      swap(courseCard.querySelector("p"), link(newest.id), document.createTextNode(" · "), state(newest.condition), newest === first ? null
        : document.createTextNode(" · the newest session, " + short(first.id) + ", has committed no iteration yet"));
    }
  }

  function render(data) {
    swap(places.kpis, data.kpis.map(kpi));
    places.alerts.hidden = !data.alerts.length;
    swap(places.alerts, card({ title: "Needs attention", push: h("a", { href: "#/alerts", "data-key": "all alerts" }, "All alerts") }, h("ul", { class: "list" }, data.alerts.map(alert))));
    swap(places.active, card("At work now", !data.active.length ? empty("Nothing is being trained. 'apes train' starts a session.") : h("ul", { class: "list" }, data.active.map(item =>
      h("li", { "data-session": item.id }, h("div", { class: "row" }, link(item.id), state(item.condition), h("span", { class: "muted small" }, item.source),
        spark(item.recent), h("span", { class: "push" }, stopButton(ctx, item))),
        h("div", { class: "small muted num" }, "iteration " + item.figures.iterations + " · score " + score(item.figures.lastScore) + " · " + whole(item.figures.evaluatorCalls) + " evaluator calls · running for "
          + duration(item.figures.runningSeconds)))))));
    const changes = data.changes.filter(c => c.kind !== "seed").slice(0, 4);
    swap(places.changes, card({ title: "What changed", push: h("a", { href: "#/rules", "data-key": "all rules" }, "All rules") }, changes.length
      ? h("ul", { class: "list" }, changes.map(change)) : empty("No parameter has been changed yet.")));
    swap(places.recent, card({ title: "Newest sessions", push: h("a", { href: "#/sessions", "data-key": "all sessions" }, "All sessions") }, table("Newest sessions", [
      { name: "Session", cell: r => link(r.id), tight: true }, { name: "State", cell: r => state(r.condition) },
      { name: "Began", cell: r => ago(r.begunAt), tight: true }, { name: "Iterations", cell: r => whole(r.figures.iterations), right: true },
      { name: "Score", cell: r => score(r.figures.lastScore), right: true }, { name: "Holdout, end − start", cell: r => holdout(r.figures.holdout), tight: true },
    ], data.recent, { none: "No session yet." })));
    const measured = data.recent.filter(s => s.figures.holdout).reverse();
    places.gains.hidden = !measured.length;
    if (measured.length) {
      const results = measured.map(s => s.figures.holdout);
      const ends = results.flatMap(r => [r.low, r.high, 0]);
      gains.range(Math.min(...ends), Math.max(...ends));
      gains.show(measured.map(s => short(s.id)), [{ label: "difference", data: results.map(r => r.atEnd - r.atStart), items: results, intervals: results.map(r => [r.low, r.high]), maxBarThickness: 46, borderRadius: 5 }],
        results.map(r => signed(r.atEnd - r.atStart)).join(", "));
      const shown = results.filter(r => r.low > 0).length;
      swap(gainsCard.querySelector("p"), document.createTextNode(shown + " of " + results.length + (results.length === 1 ? " session" : " sessions") + " with a 95 % interval above 0, oldest first."));
    }
  }

  return { title: "Overview", element, load, close: () => { course.destroy(); gains.destroy(); } };
}
