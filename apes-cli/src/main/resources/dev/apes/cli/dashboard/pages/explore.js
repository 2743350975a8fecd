import { h, swap } from "../dom.js";
import { get } from "../api.js";

/** The interface, as its OpenAPI document describes it, to be tried out. */
export function explore(ctx) {
  const place = h("div", { class: "page" });
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "REST interface"), h("div", { class: "push" }, h("a", { class: "button", href: "/api/v1/openapi.json", target: "_blank", rel: "noopener" }, "OpenAPI document"))), place);
  let seen = null;
  async function load() {
    const api = await get("/openapi.json");
    if (seen) return;
    seen = api;
    swap(place, h("p", { class: "lead" }, api.info.description), Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, o]) => operation(api, path, method, o))));
  }
  function operation(api, path, method, o) {
    const fields = [...o.parameters.map(p => ({ ...p, label: p.name + (p.required ? "" : " (optional)") })),
      ...Object.entries(o.requestBody?.content["application/json"].schema.properties ?? {}).map(([name, p]) => ({ name, in: "body", required: true, label: name, description: p.description, secret: name === "password" }))];
    const answer = h("div", { "aria-live": "polite" });
    const inputs = new Map(fields.map(f => [f, h("input", { id: path + method + f.name, type: f.secret ? "password" : "text", required: f.required, autocomplete: "off" })]));
    const form = h("form", { class: "page", onsubmit: async event => {
      event.preventDefault();
      let url = path, body = {};
      const search = new URLSearchParams();
      for (const [f, input] of inputs) {
        if (f.in === "path") url = url.replace("{" + f.name + "}", encodeURIComponent(input.value));
        else if (f.in === "body") body[f.name] = input.value;
        else if (input.value) search.set(f.name, input.value);
      }
      const headers = method === "post" ? { "X-CSRF-Token": ctx.who.csrf, ...(o.requestBody ? { "Content-Type": "application/json" } : {}) } : {};
      try {
        const response = await fetch(url + (search.size ? "?" + search : ""), { method: method.toUpperCase(), headers, body: o.requestBody ? JSON.stringify(body) : undefined });
        const text = await response.text();
        let pretty = text;
        try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* as it came */ }
        swap(answer, h("p", { class: response.ok ? "good" : "bad" }, h("strong", null, response.status + " " + response.statusText), " ", h("span", { class: "muted small" }, response.headers.get("ETag") ?? "")), pretty ? h("pre", { class: "prompt mono", tabindex: "0" }, pretty.slice(0, 20000)) : null);
      } catch { swap(answer, h("p", { class: "bad" }, "The server does not answer.")); }
    } }, fields.length ? h("div", { class: "filters" }, [...inputs].map(([f, input]) => h("label", { for: input.id, title: f.description }, f.label, input))) : null, h("div", null, h("button", { type: "submit" }, "Try it")), answer);
    return h("details", { class: "card", "data-key": path + method, "data-path": path },
      h("summary", null, h("span", { class: "method " + method }, method.toUpperCase()), " ", h("code", null, path), h("span", { class: "muted" }, " " + o.summary)),
      h("div", { class: "page" }, h("p", { class: "small muted" }, o.description, " ", fields.filter(f => f.description).map(f => f.name + ": " + f.description).join(" ")), form));
  }
  return { title: "API", element, load };
}
