import { h, empty } from "./dom.js";

/**
 * A table. Columns: { name, cell(row), right, wide, tight, small: false to leave it out on phones }.
 */
export function table(label, columns, rows, { key, fresh, none = "Nothing yet." } = {}) {
  if (!rows.length) return empty(none);
  const looks = c => [c.right && "r", c.wide && "wide", c.tight && "tight", c.small === false && "hide-small"].filter(Boolean).join(" ") || null;
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label, "data-key": "table " + label },
    h("table", null,
      h("thead", null, h("tr", null, columns.map(c => h("th", { scope: "col", class: looks(c) }, c.name)))),
      h("tbody", null, rows.map(row => h("tr", { class: fresh?.(row) ? "fresh" : null, "data-row": key?.(row) },
        columns.map(c => h("td", { class: looks(c) }, c.cell(row))))))));
}

/** Buttons to the next page and back to the first. */
export function pager(next, first, go) {
  if (!next && first) return null;
  return h("div", { class: "row" },
    first ? null : h("button", { type: "button", "data-key": "first", onclick: () => go(null) }, "← First page"),
    next ? h("button", { type: "button", "data-key": "next", onclick: () => go(next) }, "Next page →") : null);
}
