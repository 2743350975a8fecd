import { h, swap, card, empty, foreign } from "../dom.js";
import { get, post, query, encoded } from "../api.js";
import { ago, short, state, holdout, score, whole, words, signed, percent, duration, pvalue, value } from "../format.js";
import { chart } from "../chart.js";
import { table, pager } from "../table.js";
import { stopButton, change, alert, showCourse } from "./overview.js";
import { patternTable } from "./patterns.js";
import { generationTable } from "./generation.js";

const PAGE = 20;

export function session(ctx) {
  const base = "/sessions/" + encoded(ctx.id);
  const head = h("div"), facts = h("div", { class: "page" }), panel = h("div", { role: "tabpanel", id: "panel", "aria-labelledby": "tab-x", tabindex: "-1" });
  const course = chart("Course of session " + short(ctx.id), { x: "iteration", y: "0 to 1", min: 0, max: 1 });
  const steps = chart("Improvement against the best before, by iteration", { type: "bar", legend: false, x: "iteration", y: "deciding improvement" });
  const TABS = [["iterations", "Iterations", iterations], ["gaps", "Gaps and gate", gaps], ["changes", "Promotions", changes], ["patterns", "Patterns", patterns],
    ["generation", "Generation", generation], ...(ctx.may("read_prompts") ? [["prompts", "Prompts", prompts]] : []), ["settings", "Settings", settings]];
  let tab = TABS.find(t => t[0] === ctx.search.get("tab"))?.[0] ?? "iterations";
  const after = {};
  let detail = null, seen = {}, known = 0;
  steps.range(-0.02, 0.02);
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the session", onkeydown: move });
  const element = h("div", { class: "page" }, head, facts,
    h("div", { class: "two" }, card("Course", course.element), card("Improvement of each iteration", steps.element)),
    h("section", { class: "card" }, bar, panel));

  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex(t => t[0] === tab);
    choose(TABS[(at + step + TABS.length) % TABS.length][0]);
    bar.querySelector("[aria-selected=true]").focus();
  }

  function choose(name) {
    tab = name;
    seen = {};
    ctx.stay(new URLSearchParams(name === "iterations" ? {} : { tab: name }));
    tabs();
    ctx.refresh();
  }

  function tabs() {
    swap(bar, TABS.map(([name, label]) => h("button", { role: "tab", type: "button", id: "tab-" + name, "data-key": "tab " + name, "aria-controls": "panel",
      "aria-selected": String(name === tab), tabindex: name === tab ? "0" : "-1", onclick: () => choose(name) }, label)));
    panel.setAttribute("aria-labelledby", "tab-" + tab);
  }

  async function load() {
    const data = await get(base);
    if (data !== detail) { detail = data; render(); }
    const points = await get(base + "/course?points=300");
    if (points !== seen.course) {
      seen.course = points;
      showCourse(course, points);
      steps.show(points.map(p => p.iteration), [{ label: "improvement", data: points.map(p => p.improvement), maxBarThickness: 28, borderRadius: 4 }],
        points.length ? "newest " + signed(points.at(-1).improvement) : "none yet");
    }
    await TABS.find(t => t[0] === tab)[2]();
  }

  function render() {
    const s = detail.session, f = s.figures, result = f.holdout;
    swap(head, h("div", { class: "head" }, h("h1", null, "Session ", h("span", { class: "mono", title: s.id }, short(s.id))), state(s.condition),
      detail.stopRequested ? h("span", { class: "badge warn" }, "asked to stop") : null,
      h("span", { class: "push" }, stopButton(ctx, s), h("a", { class: "button", href: "#/compare?ids=" + encoded(s.id), "data-key": "compare" }, "Compare"))),
    h("p", { class: "lead" }, s.source ? [s.source, " · "] : null, "judged by ", s.evaluator, " · seed ", s.seed, " · began ", ago(s.begunAt), s.endedAt ? [" · ended ", ago(s.endedAt)] : null,
      detail.lease && (s.condition === "running" || s.condition === "stopping") ? [" · process " + detail.lease.pid + " on " + detail.lease.host] : null));
    swap(facts, detail.alerts.filter(a => !a.clearedAt).length ? h("section", { class: "card alert" }, h("ul", { class: "list" }, detail.alerts.filter(a => !a.clearedAt).map(alert))) : null,
      h("section", { class: "card", "aria-label": "Figures" }, h("dl", { class: "facts" }, [
        ["Iterations", h("span", { id: "iterations" }, whole(f.iterations))], ["Score, first → last", score(f.firstScore) + " → " + score(f.lastScore)], ["Best score", score(f.bestScore)],
        ["Promotions", whole(f.promotions)], ["Evaluator calls", whole(f.evaluatorCalls)], ["Prompts generated", whole(f.promptsGenerated)], ["Running for", duration(f.runningSeconds)],
        ["Holdout: raw", result ? score(result.raw) : "at the end"], ["at start → at end", result ? score(result.atStart) + " → " + score(result.atEnd) : "–"], ["difference, 95 %", holdout(result)],
      ].map(([name, what]) => h("div", null, h("dt", null, name), h("dd", null, what)))),
      s.stopReason ? h("p", null, h("strong", null, "Ended: "), words(s.stopReason), detail.explanation ? [". ", detail.explanation] : null) : null,
      detail.incidents.length ? h("ul", { class: "list" }, detail.incidents.map(i => h("li", null, h("strong", null, "Was cut off: " + words(i.cause)), h("span", null, i.happened), h("span", { class: "muted" }, i.lost)))) : null));
  }

  async function paged(path, show) {
    const page = await get(base + path + query({ size: PAGE, after: after[tab] }));
    if (page === seen[tab]) return;
    seen[tab] = page;
    swap(panel, show(page.items), pager(page.next, !after[tab], next => { after[tab] = next; ctx.refresh(); }));
  }

  async function iterations() {
    const total = detail.session.figures.iterations;
    const from = after.iterations ?? Math.max(0, total - PAGE);
    const page = await get(base + "/iterations" + query({ size: PAGE, after: from || null }));
    if (page === seen.iterations) return;
    seen.iterations = page;
    const before = known;
    known = Math.max(known, page.items.at(-1)?.iteration ?? 0);
    const go = to => { after.iterations = to; ctx.refresh(); };
    swap(panel, table("Iterations", [
      { name: "#", cell: r => h("strong", null, r.iteration), right: true }, { name: "Committed", cell: r => ago(r.at), tight: true }, { name: "Score", cell: r => score(r.score), right: true },
      { name: "Improvement", cell: r => r.iteration === 1 ? h("span", { class: "muted" }, "baseline") : h("span", { class: r.improvement > 0 ? "good" : "" }, signed(r.improvement)), right: true }, { name: "Accuracy", cell: r => score(r.metrics.modelAccuracy), right: true },
      { name: "Effectiveness", cell: r => score(r.metrics.ruleEffectiveness), right: true }, { name: "Coverage", cell: r => score(r.metrics.patternCoverage), right: true },
      { name: "Promotions", cell: r => r.promotions ? h("span", { class: "badge good" }, r.promotions) : "0", right: true }, { name: "Strategy", cell: r => words(r.strategy), tight: true },
      { name: "Generated", cell: r => whole(r.promptsGenerated), right: true }, { name: "Calls", cell: r => whole(r.callsSpent), right: true }, { name: "Time", cell: r => duration(r.seconds), right: true },
    ], [...page.items].reverse(), { key: r => r.iteration, fresh: r => before > 0 && r.iteration > before, none: "The first iteration is not committed yet." }),
      h("div", { class: "row" }, from > 0 ? h("button", { type: "button", "data-key": "older", onclick: () => go(Math.max(0, from - PAGE)) }, "← Older") : null,
        after.iterations !== undefined && after.iterations + PAGE < total ? h("button", { type: "button", "data-key": "newer", onclick: () => go(from + PAGE >= total - PAGE ? undefined : from + PAGE) }, "Newer →") : null));
  }

  async function gaps() {
    const last = detail.session.figures.iterations;
    if (!last) { swap(panel, empty("The first iteration is not committed yet.")); return; }
    const i = await get(base + "/iterations/" + last);
    if (i === seen.gaps) return;
    seen.gaps = i;
    swap(panel, h("div", { class: "page" }, h("p", null, "Iteration " + i.iteration + ": strategy ", h("strong", null, words(i.strategy)), ". ", i.reason),
      table("Gaps", [{ name: "Gap", cell: g => words(g.kind), tight: true }, { name: "Of", cell: g => words(g.subject) }, { name: "Now", cell: g => score(g.current), right: true }, { name: "Target", cell: g => score(g.target), right: true },
        { name: "Severity", cell: g => percent(g.severity), right: true }, { name: "Attainable", cell: g => g.exhausted ? h("span", { class: "badge" }, "exhausted") : score(g.potential), right: true }, { name: "Why", cell: g => g.explanation, wide: true }], i.gaps, { none: "No gaps." }),
      table("The gate", [{ name: "Rule", cell: t => words(t.ruleId), tight: true }, { name: "Verdict", cell: t => h("span", { class: "badge " + (t.outcome === "promoted" ? "good" : "") }, words(t.outcome)) },
        { name: "Effect", cell: t => signed(t.effect, 4), right: true }, { name: "p", cell: t => pvalue(t.pValue), right: true }, { name: "level", cell: t => pvalue(t.alpha), right: true }, { name: "n", cell: t => whole(t.n), right: true },
        { name: "needed", cell: t => whole(t.needed), right: true }, { name: "Why", cell: t => t.explanation, wide: true }], i.gateTests, { none: "No candidate came to the gate." }),
      i.notes.length ? h("ul", null, i.notes.map(n => h("li", null, n))) : null,
      h("dl", { class: "facts" }, Object.entries(i.stepSeconds).map(([step, seconds]) => h("div", null, h("dt", null, words(step)), h("dd", null, duration(seconds)))))));
  }

  async function changes() {
    await paged("/changes", items => items.length ? h("ul", { class: "list" }, items.map(c => {
      const entry = change(c);
      const e = c.evidence;
      if (e) entry.append(h("span", { class: "small muted num" }, `effect ${signed(e.effect, 4)} [${signed(e.low, 4)}, ${signed(e.high, 4)}], p ${pvalue(e.pValue)} at level ${pvalue(e.alpha)}, ${e.prompts} prompts`));
      if (ctx.may("control") && c.kind === "promotion") entry.append(h("div", null, rollback(ctx, c)));
      return entry;
    })) : empty("Nothing was promoted: no candidate was proven better, or it is too early."));
  }

  function patterns() { return paged("/patterns", items => patternTable(items, false)); }
  function generation() { return paged("/generation", items => generationTable(items, false)); }

  async function prompts() {
    await paged("/prompts", items => items.length ? h("ul", { class: "list" }, items.map(prompt)) : empty("The prompts of this session are not stored."));
  }

  async function settings() {
    swap(panel, h("div", { class: "page" }, h("dl", { class: "facts" }, Object.entries(detail.configuration).map(([name, v]) => h("div", null, h("dt", null, name), h("dd", null, v || "–")))),
      h("h3", null, "Parameters at the start"), Object.entries(detail.initialParameters).map(([rule, values]) => h("details", { "data-key": "rule " + rule }, h("summary", null, words(rule)),
        h("dl", { class: "facts" }, Object.entries(values).map(([name, v]) => h("div", null, h("dt", null, name), h("dd", null, value(v)))))))));
  }

  tabs();
  return { title: "Session " + short(ctx.id), element, load, wants: n => !n.session || n.session === ctx.id, close: () => { course.destroy(); steps.destroy(); } };
}

function prompt(p) {
  const text = h("div", null, foreign(p.text));
  return h("li", { "data-prompt": p.fingerprint }, h("div", { class: "row small muted" }, h("span", { class: "badge" }, words(p.side).toLowerCase()), whole(p.length) + " characters",
    p.length > p.text.length ? h("button", { type: "button", class: "plain", "data-key": "whole " + p.fingerprint, onclick: async event => {
      event.target.disabled = true;
      swap(text, foreign((await get("/prompts/" + encoded(p.fingerprint))).text));
      event.target.remove();
    } }, "Show all of it") : null), text);
}

export function rollback(ctx, c) {
  return h("button", { type: "button", class: "danger", "data-key": "rollback " + c.id, onclick: async event => {
    if (!confirm("Put the parameters of " + words(c.ruleId) + " before this promotion back in force?")) return;
    event.target.disabled = true;
    try { await post("/sessions/" + encoded(c.session) + "/iterations/" + c.iteration + "/promotions/" + encoded(c.ruleId) + "/rollback"); await ctx.refresh(); } catch (e) { ctx.failed(e); } finally { event.target.disabled = false; }
  } }, "Take back");
}
