import { h, swap, card } from "../dom.js";
import { get, query } from "../api.js";
import { ago, words } from "../format.js";
import { table, pager } from "../table.js";
import { link } from "./overview.js";

export function alerts(ctx) {
  let after = null, seen = null;
  const place = h("div");
  const open = h("input", { type: "checkbox", id: "open", checked: ctx.search.has("open"), onchange: () => { after = null; ctx.stay(new URLSearchParams(open.checked ? { open: "true" } : {})); ctx.refresh(); } });
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "Alerts")),
    h("p", { class: "lead" }, "Regressions, stalls, lost heartbeats and full disks, newest first. One that goes on is one line."),
    h("div", { class: "filters" }, h("label", { class: "row", for: "open" }, open, "only what goes on")), card("Alerts", place));
  async function load() {
    const page = await get("/alerts" + query({ size: 25, open: open.checked ? "true" : null, after }));
    if (page === seen) return;
    seen = page;
    swap(place, table("Alerts", [
      { name: "What", cell: a => h("span", { class: "badge " + (a.severity === "critical" ? "bad" : "warn") }, words(a.kind)) },
      { name: "Goes on", cell: a => a.clearedAt ? "no" : h("strong", null, "yes") },
      { name: "Of", cell: a => a.session ? link(a.session) : "this machine", tight: true }, { name: "Began", cell: a => ago(a.raisedAt), tight: true },
      { name: "Last seen", cell: a => ago(a.seenAt), tight: true }, { name: "Ended", cell: a => ago(a.clearedAt), tight: true },
      { name: "Message", cell: a => a.message, wide: true }], page.items, { key: a => a.id, none: open.checked ? "Nothing needs attention." : "There has been no alert." }),
      pager(page.next, after === null, next => { after = next; ctx.refresh(); }));
  }
  return { title: "Alerts", element, load };
}
