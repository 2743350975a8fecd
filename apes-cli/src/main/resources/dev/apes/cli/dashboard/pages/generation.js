import { h, swap, card } from "../dom.js";
import { get, query } from "../api.js";
import { ago, words, percent, number, signed, whole, duration, range } from "../format.js";
import { chart } from "../chart.js";
import { table, pager } from "../table.js";
import { link } from "./overview.js";

const counts = map => Object.entries(map).map(([name, n]) => words(name).toLowerCase() + " " + n).join(", ");

export function generationTable(items, sessions = true) {
  return table("What was generated", [
    ...(sessions ? [{ name: "Session", cell: b => link(b.session), tight: true }] : []), { name: "Iteration", cell: b => b.iteration, right: true }, { name: "When", cell: b => ago(b.at), tight: true },
    { name: "Strategy", cell: b => words(b.strategy), tight: true }, { name: "Method", cell: b => words(b.method) }, { name: "Asked for", cell: b => whole(b.rowsRequested), right: true },
    { name: "Kept", cell: b => whole(b.promptsAccepted), right: true }, { name: "Share", cell: b => b.rowsRequested ? percent(Math.min(1, b.promptsAccepted / b.rowsRequested)) : "–", right: true },
    { name: "Off target by", cell: b => number(b.featureDistance), right: true }, { name: "Improvement", cell: b => signed(b.improvement), right: true },
    { name: "Difficulty", cell: b => counts(b.difficulty), wide: true }, { name: "Dropped", cell: b => counts(b.rejected) || "none", wide: true }, { name: "Time", cell: b => duration(b.seconds), right: true },
  ], items, { none: "Nothing has been generated." });
}

export function generation(ctx) {
  let after = null, seen = null, seenUses = null, seenMethods = null;
  const place = h("div"), note = h("p", { class: "small muted" });
  const kept = chart("Prompts kept, by batch", { type: "bar", low: true, legend: true, y: "rows", options: {} });
  const rows = card("Rows of the newest batches", kept.element), bought = h("div"), closed = h("div");
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "Generation")),
    h("p", { class: "lead" }, "What was made for gaps: rows asked for, texts kept after measuring their features and labels again. It only ever trains."),
    rows, card("What strategies and methods bought", bought, note), card("How far methods closed the gaps they aimed at", closed), card("Batches", place));
  async function load() {
    const page = await get("/generation" + query({ size: 25, after }));
    if (page !== seen) {
      seen = page;
      rows.hidden = !page.items.length;
      const batches = [...page.items].reverse();
      kept.show(batches.map(b => b.iteration), [{ label: "kept", data: batches.map(b => b.promptsAccepted), borderRadius: 3, stack: "rows" },
        { label: "dropped", tone: "--line", data: batches.map(b => Math.max(0, b.rowsRequested - b.promptsAccepted)), borderRadius: 3, stack: "rows" }], batches.length + " batches");
      swap(place, generationTable(page.items), pager(page.next, after === null, next => { after = next; ctx.refresh(); }));
    }
    const methods = await get("/methods");
    if (methods !== seenMethods) {
      seenMethods = methods;
      swap(closed, table("How far methods closed the gaps they aimed at", [{ name: "Method", cell: m => h("strong", null, words(m.method)), tight: true }, { name: "Iterations", cell: m => whole(m.batches), right: true },
        { name: "Gaps closed", cell: m => m.closed === null ? "–" : percent(m.closed), right: true }, { name: "measured in", cell: m => whole(m.measured), right: true }, { name: "trend", cell: m => signed(m.closedTrend, 4), right: true },
        { name: "Rows kept", cell: m => m.rowsRequested ? percent(Math.min(1, m.promptsAccepted / m.rowsRequested)) : "–", right: true }, { name: "trend", cell: m => signed(m.acceptanceTrend, 4), right: true },
        { name: "Off target by", cell: m => number(m.featureDistance), right: true }, { name: "trend", cell: m => signed(m.distanceTrend, 4), right: true }, { name: "Promotions", cell: m => whole(m.promotions), right: true }], methods,
      { none: "Nothing has been generated." }));
    }
    const view = await get("/effectiveness");
    if (view === seenUses) return;
    seenUses = view;
    const uses = [...view.strategies.map(b => ["strategy", b]), ...view.methods.map(b => ["method", b])];
    swap(bought, table("What strategies and methods bought", [{ name: "What", cell: r => r[0] }, { name: "Name", cell: r => h("strong", null, words(r[1].name)), tight: true },
      { name: "Iterations", cell: r => whole(r[1].uses), right: true }, { name: "Score change, mean, 95 %", cell: r => range(r[1].meanGain, 4), tight: true },
      { name: "Per 1,000 calls, 95 %", cell: r => range(r[1].perThousandCalls, 4), tight: true }, { name: "Calls", cell: r => whole(r[1].calls), right: true }], uses, { none: "No iteration yet." }));
    swap(note, document.createTextNode("Over the newest " + whole(view.iterations) + " iterations. Strategies are used where they are expected to help, so that these means don't compare them."));
  }
  return { title: "Generation", element, load, close: () => kept.destroy() };
}
