import { h, swap, card } from "../dom.js";
import { get, query, encoded } from "../api.js";
import { words, percent, number, signed, differences } from "../format.js";
import { table, pager } from "../table.js";
import { link } from "./overview.js";

export function patternTable(items, sessions = true) {
  return table("Patterns", [
    { name: "Rule", cell: p => h("a", { href: "#/rules/" + encoded(p.ruleId), "data-key": "rule of " + p.id }, words(p.ruleId)), tight: true }, { name: "helps more where", cell: p => p.conditions, wide: true },
    { name: "Lift, 95 %", cell: p => [h("strong", null, number(p.lift)), h("span", { class: "muted small" }, " [" + number(p.liftLow) + ", " + number(p.liftHigh) + "]")], tight: true },
    { name: "Mean gain", cell: p => signed(p.meanGain), right: true },
    { name: "Covers", cell: p => h("div", null, percent(p.support), cover(p.support)), tight: true },
    { name: "Held on fresh prompts", cell: p => p.validated ? h("span", { class: "badge good" }, "yes") : h("span", { class: "badge" }, "not shown") },
    ...(sessions ? [{ name: "Session", cell: p => link(p.session), tight: true }] : []),
    { name: "Parameters", cell: p => h("details", { "data-key": "pattern " + p.id }, h("summary", null, "values"), differences({}, p.values)) },
  ], items, { key: p => p.id, none: "No pattern has been found." });
}

function cover(share) {
  return h("meter", { min: 0, max: 1, value: share, "aria-label": "share of prompts" }, percent(share));
}

export function patterns(ctx) {
  let after = null, seen = null;
  const rule = ctx.search.get("rule") ?? "";
  const place = h("div");
  const pick = h("select", { id: "rule", "data-key": "rule", onchange: e => { location.hash = "#/patterns" + query({ rule: e.target.value }); } }, h("option", { value: "" }, "all rules"));
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "Patterns")),
    h("p", { class: "lead" }, "Prompts on which a rule helps more than elsewhere: mined on one half of the training prompts, validated on the other."),
    h("div", { class: "filters" }, h("label", { for: "rule" }, "Rule", pick)), card("Patterns", place));
  async function load() {
    const rules = await get("/rules");
    if (pick.options.length === 1) pick.append(...rules.map(r => h("option", { value: r.id, selected: r.id === rule }, words(r.id))));
    const page = await get("/patterns" + query({ rule, size: 25, after }));
    if (page === seen) return;
    seen = page;
    swap(place, patternTable(page.items), pager(page.next, after === null, next => { after = next; ctx.refresh(); }));
  }
  return { title: "Patterns", element, load };
}
