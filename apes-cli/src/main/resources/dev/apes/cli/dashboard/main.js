import { h, swap, say } from "./dom.js";
import { me, post, forget, Away } from "./api.js";
import { recolour } from "./chart.js";
import { login } from "./login.js";
import * as live from "./live.js";
import { overview } from "./pages/overview.js";
import { sessions } from "./pages/sessions.js";
import { session } from "./pages/session.js";
import { compare } from "./pages/compare.js";
import { rules, rule } from "./pages/rules.js";
import { patterns } from "./pages/patterns.js";
import { generation } from "./pages/generation.js";
import { alerts } from "./pages/alerts.js";
import { explore } from "./pages/explore.js";

const PAGES = [
  ["", "Overview", overview], ["sessions", "Sessions", sessions], ["compare", "Compare", compare], ["rules", "Rules", rules],
  ["patterns", "Patterns", patterns], ["generation", "Generation", generation], ["alerts", "Alerts", alerts], ["api", "API", explore],
];
const main = document.getElementById("main");
const banner = document.getElementById("banner");
const dot = document.getElementById("live");
let who = null, page = null, pending = null, assets = null, away = false;

function trouble(text) {
  banner.hidden = !text;
  banner.textContent = text ?? "";
}

function connection(state, word) {
  dot.dataset.state = state;
  dot.querySelector(".word").textContent = word;
}

function place() {
  const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  let parts = [];
  try { parts = path.split("/").filter(Boolean).map(decodeURIComponent); } catch { /* no page has such a name */ }
  return { parts, search: new URLSearchParams(search ?? "") };
}

/** Goes to another place without a new entry in the history. */
function stay(parts, search) {
  history.replaceState(null, "", "#/" + parts.map(encodeURIComponent).join("/") + (search.toString() ? "?" + search : ""));
}

function make({ parts, search }) {
  const common = { search, who, role: role(), may: what => who.permissions.includes(what), failed, refresh, stay: s => stay(parts, s) };
  if (parts[0] === "sessions" && parts[1]) return session({ ...common, id: parts[1] });
  if (parts[0] === "rules" && parts[1]) return rule({ ...common, id: parts[1] });
  const found = PAGES.find(p => p[0] === (parts[0] ?? ""));
  return found ? found[2](common) : { title: "Not found", element: h("div", { class: "card" }, h("h1", null, "There is no such page")), load: async () => {} };
}

function open() {
  if (!who) return;
  page?.close?.();
  page = make(place());
  document.title = page.title + " · APES";
  const first = place().parts[0] ?? "";
  const nav = document.getElementById("nav");
  swap(nav, PAGES.map(([path, name]) => h("a", { href: "#/" + path, "aria-current": path === first ? "page" : null, "data-key": "page " + path }, name)));
  const current = nav.querySelector("[aria-current]");
  if (current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  const inside = main.contains(document.activeElement);
  main.setAttribute("aria-label", page.title);
  swap(main, page.element);
  // what had the focus is gone: whoever uses a keyboard goes on at the top of the new page, and a screen reader says which it is
  if (inside && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  return refresh();
}

function failed(error) {
  if (error instanceof Away) {
    away = true;
    connection("away", "connection lost");
    trouble("The server does not answer. This page goes on by itself when it is back; what it shows is from before.");
  } else if (error.status !== 401) {
    trouble(error.message);
  }
}

async function refresh() {
  const loading = page;
  try {
    await loading?.load();
    if (loading === page) {
      away = false;
      trouble(null);
      document.body.dataset.ready = String(Number(document.body.dataset.ready ?? 0) + 1);
    }
  } catch (error) {
    if (loading === page) failed(error);
  }
}

function soon() {
  pending ??= setTimeout(() => { pending = null; refresh(); }, 120);
}

function role() {
  const chosen = localStorage.getItem("apes-role");
  return chosen && who && !who.user && ["executive", "manager", "analyst"].includes(chosen) ? chosen : who.role;
}

function account() {
  const account = document.getElementById("account");
  if (who.user) {
    swap(account, h("span", { class: "small muted hide-small" }, who.user + ", " + who.role + " "),
      h("button", { class: "plain", type: "button", onclick: async () => { await post("/logout"); forget(); live.stop(); await begin(); } }, "Log out"));
    return;
  }
  const view = h("select", { "aria-label": "What comes first: the view of", onchange: e => { localStorage.setItem("apes-role", e.target.value); open(); } },
    ["executive", "manager", "analyst"].map(r => h("option", { value: r, selected: r === role() }, r)));
  swap(account, view, who.mayLogIn ? h("button", { class: "plain", type: "button", onclick: () => login(main, begin, open) }, "Log in") : null);
}

async function begin() {
  try {
    who = await me();
  } catch (error) {
    failed(error);
    setTimeout(begin, 2000);
    return;
  }
  if (assets && assets !== who.assets) location.reload();
  assets = who.assets;
  if (who.mustLogIn) {
    live.stop();
    who = null;
    swap(document.getElementById("nav"));
    swap(document.getElementById("account"));
    trouble(null);
    connection("", "not logged in");
    login(main, begin);
    return;
  }
  account();
  live.start();
  await open();
}

document.addEventListener("logged-out", () => { if (who) { who = null; forget(); begin(); } });
document.addEventListener("live-open", async () => { if (away) { forget(); await begin(); } });
document.addEventListener("live-closed", () => { if (who) { away = true; connection("away", "connection lost"); } });
document.addEventListener("notice", ({ detail: notice }) => {
  if (notice.kind === "beat") return;
  if (notice.kind === "feed") {
    if (assets && notice.assets !== assets) { location.reload(); return; }
    connection(notice.state === "listening" ? "live" : notice.state === "polling" ? "looking" : "away",
      notice.state === "listening" ? "live" : notice.state === "polling" ? "live, by the second" : "database away");
    soon();
    return;
  }
  dot.removeAttribute("data-beat");
  requestAnimationFrame(() => dot.setAttribute("data-beat", ""));
  if (notice.kind === "iteration") say("Iteration " + notice.iteration + " of session " + notice.session.slice(0, 8) + " is committed");
  if (!page?.wants || page.wants(notice)) soon();
});
document.getElementById("skip").addEventListener("click", () => main.focus());
document.getElementById("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("apes-theme", document.documentElement.dataset.theme);
  recolour();
});
if (["light", "dark"].includes(localStorage.getItem("apes-theme"))) document.documentElement.dataset.theme = localStorage.getItem("apes-theme");
window.addEventListener("hashchange", open);
// times that have passed go on without news
setInterval(() => { if (!document.hidden && !away) refresh(); }, 15_000);
begin();
