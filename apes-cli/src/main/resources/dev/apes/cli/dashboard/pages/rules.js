import { h, swap, card, empty } from "../dom.js";
import { get, query, encoded } from "../api.js";
import { ago, words, score, whole, value, signed, pvalue } from "../format.js";
import { chart } from "../chart.js";
import { table, pager } from "../table.js";
import { change } from "./overview.js";
import { rollback } from "./session.js";

export function rules(ctx) {
  let seen = null;
  const place = h("div");
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "Rules")), h("p", { class: "lead" }, "Parameters in force, and how each rule did lately: 0.5 is no effect, above it helps."), card("Rules in use", place));
  async function load() {
    const data = await get("/rules");
    if (data === seen) return;
    seen = data;
    swap(place, table("Rules", [
      { name: "Rule", cell: r => h("a", { href: "#/rules/" + encoded(r.id), "data-key": "rule " + r.id }, h("strong", null, r.name || words(r.id))), tight: true }, { name: "Category", cell: r => r.category },
      { name: "In use", cell: r => r.enabled ? h("span", { class: "badge good" }, "on") : h("span", { class: "badge warn" }, "disabled") }, { name: "Version", cell: r => r.version, right: true }, { name: "Priority", cell: r => r.priority, right: true },
      { name: "Improvement score", cell: r => r.recent ? h("span", { class: r.recent.improvement > .5 ? "good" : r.recent.improvement < .5 ? "bad" : "" }, score(r.recent.improvement)) : "–", right: true },
      { name: "Measurements", cell: r => r.recent ? whole(r.recent.measurements) : "0", right: true }, { name: "Last promotion", cell: r => ago(r.lastPromotion), tight: true }], data, { none: "No rules are stored; 'apes train' stores them." }));
  }
  return { title: "Rules", element, load };
}

export function rule(ctx) {
  let seen = null, seenChanges = null, seenCourses = null, after = null;
  const head = h("div"), parameters = h("div"), history = h("div"), values = h("div");
  const spread = chart("Improvement scores", { type: "bar", low: true, legend: false, x: "improvement score; 0.5 is no effect", y: "measurements" });
  const course = chart("Evolution of parameters", { x: "change", y: "value ÷ largest value" });
  const evolution = card({ title: "Evolution of parameters", push: h("span", { class: "muted" }, "each relative to its largest value") }, course.element, values);
  const element = h("div", { class: "page" }, head, h("div", { class: "two" }, card("Parameters in force", parameters), card("How it did lately", spread.element, h("p", { class: "small muted", id: "spread" }))), evolution, card("History", history));
  async function load() {
    const view = await get("/rules/" + encoded(ctx.id));
    if (view !== seen) {
      seen = view;
      const r = view.rule;
      swap(head, h("div", { class: "head" }, h("h1", null, r.name || words(r.id)), r.enabled ? h("span", { class: "badge good" }, "in use") : h("span", { class: "badge warn" }, "disabled by its owner"),
        h("span", { class: "push" }, h("a", { class: "button", href: "#/patterns" + query({ rule: r.id }) }, "Its patterns"))),
        h("p", { class: "lead" }, r.category, " · version ", r.version, " · priority ", r.priority, r.lastPromotion ? [" · last promoted ", ago(r.lastPromotion)] : null));
      swap(parameters, h("dl", { class: "facts" }, Object.entries(r.parameters).map(([name, v]) => h("div", null, h("dt", null, words(name)), h("dd", null, value(v))))));
      spread.show(view.histogram.map((_, i) => ((i + .5) / view.histogram.length).toFixed(3)), [{ label: "measurements", data: view.histogram, barPercentage: 1, categoryPercentage: .92, borderRadius: 3 }], view.measurements + " measurements");
      element.querySelector("#spread").textContent = view.measurements ? "The newest " + whole(view.measurements) + " measurements." : "It has not been measured yet.";
    }
    const courses = await get("/rules/" + encoded(ctx.id) + "/course");
    if (courses !== seenCourses) {
      seenCourses = courses;
      swap(values, table("Values over time", [{ name: "Parameter", cell: c => h("strong", null, words(c.parameter)), tight: true }, { name: "Values, oldest first", cell: c => c.points.slice(-8).map(p => value(p.value)).join(" → "), wide: true },
        { name: "Changes", cell: c => whole(c.points.length - 1), right: true }, { name: "Went back", cell: c => whole(c.reversals), right: true }, { name: "Since", cell: c => ago(c.points.at(-1).at), tight: true }],
      courses.filter(c => c.points.length > 1), { none: "None has been changed." }));
    }
    const page = await get("/changes" + query({ rule: ctx.id, size: 50, after }));
    if (page === seenChanges) return;
    seenChanges = page;
    const ordered = page.items.filter(c => c.kind !== "seed").reverse();
    const names = ordered.length ? Object.keys(ordered.at(-1).after).filter(n => ordered.some(c => typeof c.after[n] === "number" && c.before[n] !== c.after[n])) : [];
    evolution.hidden = !names.length;
    if (names.length) {
      const states = [ordered[0].before, ...ordered.map(c => c.after)];
      course.show(states.map((_, i) => i ? "v" + (ordered[i - 1].versionAfter || i) : "start"), names.map(name => {
        const largest = Math.max(...states.map(v => Math.abs(Number(v[name]) || 0))) || 1;
        return { label: words(name), stepped: true, data: states.map(v => typeof v[name] === "number" ? v[name] / largest : null) };
      }), names.map(n => words(n) + " is now " + value(states.at(-1)[n])).join(", "));
    }
    swap(history, page.items.length ? h("ul", { class: "list" }, page.items.map((c, i) => {
      const entry = change(c), e = c.evidence;
      if (e) entry.append(h("span", { class: "small muted num" }, `effect ${signed(e.effect, 4)} [${signed(e.low, 4)}, ${signed(e.high, 4)}], p ${pvalue(e.pValue)} at level ${pvalue(e.alpha)}, ${e.prompts} prompts`));
      if (ctx.may("control") && after === null && i === 0 && c.kind === "promotion" && c.session) entry.append(h("div", null, rollback(ctx, c)));
      return entry;
    })) : empty("Its parameters have never been changed."), pager(page.next, after === null, next => { after = next; ctx.refresh(); }));
  }
  return { title: words(ctx.id), element, load, close: () => { spread.destroy(); course.destroy(); } };
}
