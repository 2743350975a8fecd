import { h, swap } from "./dom.js";
import { post } from "./api.js";

/** Asks who the person is; calls `done` when the server knows. */
export function login(place, done, cancel) {
  const user = h("input", { name: "user", autocomplete: "username", required: true, maxlength: 64, id: "user", autocapitalize: "none", spellcheck: "false" });
  const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxlength: 1000, id: "password" });
  const wrong = h("p", { class: "bad", role: "alert" });
  const button = h("button", { class: "main", type: "submit" }, "Log in");
  const form = h("form", { class: "card login", onsubmit: async event => {
    event.preventDefault();
    button.disabled = true;
    wrong.textContent = "";
    try {
      await post("/login", { user: user.value, password: password.value });
      await done();
    } catch (e) {
      wrong.textContent = e.message;
      password.value = "";
      password.focus();
    } finally {
      button.disabled = false;
    }
  } },
    h("h1", null, "Log in"), h("p", { class: "muted small" }, "'apes status --add-user NAME:ROLE' adds a user."),
    h("label", { class: "field", for: "user" }, "Name", user), h("label", { class: "field", for: "password" }, "Password or token", password),
    wrong, h("div", { class: "row" }, button, cancel ? h("button", { type: "button", onclick: cancel }, "Cancel") : null));
  swap(place, form);
  user.focus();
}
