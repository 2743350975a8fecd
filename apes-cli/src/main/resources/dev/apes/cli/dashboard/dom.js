// Elements are made here and nowhere else. Text always goes in as text nodes: nothing that comes from the server is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

const FOCUSABLE = "a[href], button, input, select, summary, textarea, [tabindex]";

/** How to find the focused element again in what takes its place: by its key, or as the same one within the nearest that has a key. */
function focusIn(place) {
  const active = document.activeElement;
  if (active === place || !place.contains(active)) return null;
  const keyed = active.closest("[data-key]");
  if (keyed && keyed !== place && place.contains(keyed)) {
    return { key: keyed.getAttribute("data-key"), at: keyed === active ? -1 : [...keyed.querySelectorAll(FOCUSABLE)].indexOf(active), tag: active.tagName };
  }
  // another page is other things: there the same place means nothing
  return place.id === "main" ? null : { key: null, at: [...place.querySelectorAll(FOCUSABLE)].indexOf(active), tag: active.tagName };
}

/** Replaces what is in a place, and leaves the focus, opened details and scrolled tables as the person had them. */
export function swap(place, ...nodes) {
  const focused = focusIn(place);
  const opened = [...place.querySelectorAll("details[open][data-key]")].map(d => d.getAttribute("data-key"));
  const scrolled = [...place.querySelectorAll("[data-key]")].filter(e => e.scrollLeft || e.scrollTop)
    .map(e => [e.getAttribute("data-key"), e.scrollLeft, e.scrollTop]);
  place.replaceChildren(...nodes.flat(Infinity).filter(n => n instanceof Node));
  const find = key => [...place.querySelectorAll("[data-key]")].find(e => e.getAttribute("data-key") === key);
  for (const key of opened) { const d = find(key); if (d) d.open = true; }
  for (const [key, left, top] of scrolled) { const e = find(key); if (e) { e.scrollLeft = left; e.scrollTop = top; } }
  if (focused) {
    const home = focused.key === null ? place : find(focused.key);
    const there = focused.at < 0 ? home : home?.querySelectorAll(FOCUSABLE)[focused.at];
    if (there?.tagName === focused.tag) there.focus({ preventScroll: true });
  }
}

/** Tells those who can't see that something has changed. */
let lastSaid = 0;
export function say(text) {
  const now = Date.now();
  if (now - lastSaid < 3000) return;
  lastSaid = now;
  document.getElementById("said").textContent = text;
}

export function card(title, ...children) {
  const { push, key, ...rest } = typeof title === "object" ? title : {};
  const name = typeof title === "object" ? rest.title : title;
  return h("section", { class: "card", "aria-label": name, "data-section": key },
    h("header", null, h("h2", null, name), push ? h("span", { class: "push small" }, push) : null), children);
}

export function empty(text) {
  return h("p", { class: "empty" }, text);
}

const PIECE = 2_000;

/** A foreign text, whole or its beginning, in its own direction. In pieces: browsers take minutes over a line of a million characters. */
export function foreign(text) {
  const characters = text.length > PIECE ? [...text] : null;
  const pieces = [];
  for (let i = 0; characters && i < characters.length; i += PIECE) pieces.push(h("div", { class: "piece" }, characters.slice(i, i + PIECE).join("")));
  return h("pre", { class: "prompt", dir: "auto", tabindex: "0", "aria-label": "prompt" }, characters ? pieces : text);
}
