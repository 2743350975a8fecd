// Asks the REST interface. What has not changed is not sent again: the server knows it by its entity tag.

const ROOT = "/api/v1";
const known = new Map();
let csrf = "";

export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? "The server answered " + status + ".");
    this.status = status;
  }
}

export class Away extends Error {}

async function send(path, options) {
  let response;
  try {
    response = await fetch(ROOT + path, { credentials: "same-origin", cache: "no-store", redirect: "error", ...options });
  } catch {
    throw new Away("The server does not answer.");
  }
  if (response.ok || response.status === 304) return response;
  let problem = null;
  try { problem = await response.json(); } catch { /* the status says enough */ }
  if (response.status === 401 && path !== "/login") document.dispatchEvent(new Event("logged-out"));
  throw new Refused(response.status, problem);
}

/** The same object as before while nothing has changed. */
export async function get(path) {
  const before = known.get(path);
  const response = await send(path, { headers: before ? { "If-None-Match": before.tag } : {} });
  if (response.status === 304) return before.data;
  const data = await response.json();
  const tag = response.headers.get("ETag");
  if (tag) {
    known.delete(path);
    known.set(path, { tag, data });
    if (known.size > 60) known.delete(known.keys().next().value);
  }
  return data;
}

export async function post(path, body) {
  const headers = {};
  if (csrf) headers["X-CSRF-Token"] = csrf;
  if (body) headers["Content-Type"] = "application/json";
  const response = await send(path, { method: "POST", headers, body: body ? JSON.stringify(body) : undefined });
  return response.status === 204 ? null : response.json();
}

export async function me() {
  const who = await get("/me");
  csrf = who.csrf;
  return who;
}

export function forget() {
  known.clear();
  csrf = "";
}

export const query = parameters => {
  const text = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== "" && v !== null && v !== undefined)).toString();
  return text ? "?" + text : "";
};

export const encoded = encodeURIComponent;
