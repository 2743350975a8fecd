import { h, s } from "./dom.js";

const numbers = new Map();

export function number(value, digits = 2) {
  if (value === null || value === undefined) return "–";
  if (!numbers.has(digits)) numbers.set(digits, new Intl.NumberFormat("en", { maximumFractionDigits: digits, minimumFractionDigits: digits }));
  return numbers.get(digits).format(value).replace("-", "−");
}

export const whole = value => number(value, 0);
export const score = value => number(value, 3);
export const percent = value => value === null || value === undefined ? "–" : number(100 * value, 1) + "\u00a0%";

export function signed(value, digits = 3) {
  return value === null || value === undefined ? "–" : (value > 0 ? "+" : value < 0 ? "" : "±") + number(value, digits);
}

/** An estimate with its interval, where there is one. */
export function range(i, digits) {
  return [signed(i.value, digits), i.low === null || i.high === null ? null : h("span", { class: "muted small" }, " [" + number(i.low, digits) + ", " + number(i.high, digits) + "]")];
}

export function pvalue(value) {
  return value === null || value === undefined ? "–" : value < 0.0001 ? "< 0.0001" : number(value, 4);
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 60) return number(seconds, seconds < 10 ? 1 : 0) + " s";
  if (seconds < 3600) return Math.floor(seconds / 60) + " min " + Math.round(seconds % 60) + " s";
  return Math.floor(seconds / 3600) + " h " + Math.round(seconds % 3600 / 60) + " min";
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

export function ago(text) {
  if (!text) return "–";
  const at = new Date(text);
  const seconds = (at - Date.now()) / 1000;
  const [unit, size] = [["second", 1], ["minute", 60], ["hour", 3600], ["day", 86400]].filter(u => Math.abs(seconds) >= u[1] || u[1] === 1).pop();
  const words = Math.abs(seconds) > 30 * 86400 ? at.toLocaleDateString("en", { dateStyle: "medium" }) : relative.format(Math.round(seconds / size), unit);
  return h("time", { datetime: text, title: at.toLocaleString() }, words);
}

/** The beginning of an id of ours tells sessions apart; ids that somebody counted up, by their ends. */
export const short = id => id.length <= 13 ? id : /^[0-9a-f]{8}-/.test(id) ? id.slice(0, 8) : "…" + id.slice(-8);

const LOOKS = { running: "run", stopping: "warn", completed: "good", interrupted: "", failed: "bad", crashed: "bad" };

export function state(condition) {
  return h("span", { class: "badge " + (LOOKS[condition] ?? "") }, condition);
}

export const words = text => text === null || text === undefined ? "" : String(text).replaceAll("_", " ");

/** Deciding improvement of the last iterations, as a line. */
export function spark(values) {
  if (values.length < 2) return h("span", { class: "muted" }, "–");
  const low = Math.min(0, ...values), high = Math.max(0, ...values), span = high - low || 1;
  const y = v => 25 - 24 * (v - low) / span;
  const path = values.map((v, i) => (i ? "L" : "M") + (96 * i / (values.length - 1)).toFixed(1) + " " + y(v).toFixed(1)).join("");
  return s("svg", { class: "spark", viewBox: "0 0 96 26", preserveAspectRatio: "none", role: "img", "aria-label": "improvement of the last " + values.length + " iterations, the newest " + signed(values.at(-1)) },
    s("path", { class: "zero", d: `M0 ${y(0)}H96` }), s("path", { d: path }));
}

/** What training brought by the holdout, with its interval. */
export function holdout(result) {
  if (!result) return h("span", { class: "muted" }, "–");
  const difference = result.atEnd - result.atStart;
  return h("span", { class: "num " + (result.low > 0 ? "good" : result.high < 0 ? "bad" : "") },
    signed(difference), " ", h("span", { class: "muted small" }, "[" + signed(result.low) + ", " + signed(result.high) + "]"));
}

export function value(v) {
  return typeof v === "number" ? (Number.isInteger(v) ? whole(v) : String(Math.round(v * 1e4) / 1e4)) : typeof v === "boolean" ? (v ? "on" : "off") : String(v ?? "–");
}

/** Parameters that differ, from what to what. */
export function differences(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(n => before[n] !== after[n]);
  if (!names.length) return h("span", { class: "muted" }, "as it was");
  return h("div", null, names.map(name => h("div", { class: "change small" }, h("code", null, name),
    name in before ? h("span", { class: "was" }, value(before[name])) : null, "→", h("strong", null, name in after ? value(after[name]) : "none"))));
}
