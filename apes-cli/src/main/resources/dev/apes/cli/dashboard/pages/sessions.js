import { h, swap, card } from "../dom.js";
import { get, query, encoded } from "../api.js";
import { ago, state, spark, holdout, score, whole, words } from "../format.js";
import { table, pager } from "../table.js";
import { link, stopButton } from "./overview.js";

const STATES = ["running", "stopping", "completed", "interrupted", "failed", "crashed"];

export function sessions(ctx) {
  const chosen = new Set();
  let after = null, typing = null, seen = null, asked = 0;
  const compareLink = h("a", { class: "button", hidden: true });
  const text = h("input", { type: "search", id: "q", value: ctx.search.get("q") ?? "", maxlength: 300, placeholder: "id, source, reason of stopping", oninput: () => { clearTimeout(typing); typing = setTimeout(again, 250); } });
  const condition = h("select", { id: "state", onchange: again }, h("option", { value: "" }, "any"), STATES.map(c => h("option", { value: c, selected: c === ctx.search.get("state") }, c)));
  const place = h("div", { "aria-live": "off" });
  const element = h("div", { class: "page" },
    h("div", { class: "head" }, h("h1", null, "Sessions"), h("div", { class: "push" }, compareLink)),
    h("form", { class: "filters", role: "search", onsubmit: e => { e.preventDefault(); again(); } },
      h("label", { for: "q" }, "Search", text), h("label", { for: "state" }, "State", condition)),
    card("Sessions", place));

  function again() {
    after = null;
    ctx.stay(new URLSearchParams(Object.entries({ q: text.value.trim(), state: condition.value }).filter(([, v]) => v)));
    ctx.refresh();
  }

  function mark() {
    compareLink.hidden = chosen.size < 2;
    compareLink.textContent = "Compare " + chosen.size;
    compareLink.href = "#/compare?ids=" + [...chosen].map(encoded).join(",");
  }

  async function load() {
    const turn = ++asked;
    const page = await get("/sessions" + query({ q: text.value.trim(), state: condition.value, size: 25, after }));
    if (page === seen || turn !== asked) return;
    seen = page;
    swap(place, table("Sessions", [
      { name: h("span", { class: "unseen" }, "Compare"), cell: r => h("input", { type: "checkbox", "aria-label": "Compare session " + r.id, "data-key": "pick " + r.id, checked: chosen.has(r.id),
        onchange: e => { if (e.target.checked) chosen.add(r.id); else chosen.delete(r.id); mark(); } }) },
      { name: "Session", cell: r => link(r.id), tight: true }, { name: "State", cell: r => state(r.condition) },
      { name: "Began", cell: r => ago(r.begunAt), tight: true }, { name: "Iterations", cell: r => whole(r.figures.iterations), right: true },
      { name: "Course", cell: r => spark(r.recent) }, { name: "Score", cell: r => score(r.figures.lastScore), right: true },
      { name: "Holdout, end − start", cell: r => holdout(r.figures.holdout), tight: true }, { name: "Promotions", cell: r => whole(r.figures.promotions), right: true },
      { name: "Source", cell: r => r.source }, { name: "Ended because", cell: r => words(r.stopReason) }, { name: "", cell: r => stopButton(ctx, r) },
    ], page.items, { key: r => r.id, none: text.value || condition.value ? "No session is like that." : "No session yet. 'apes train' starts one." }),
      pager(page.next, after === null, next => { after = next; ctx.refresh(); }));
  }

  return { title: "Sessions", element, load };
}
