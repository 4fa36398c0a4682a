// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// Nothing typed is lost: a copy in this browser at once, and on the server a few seconds later. The copy in the browser
// goes when the server has it. Without this script an ordinary button saves.

const COPY_AFTER = 250;
const SEND_AFTER = 3_000;
const TRY_AGAIN_AFTER = 8_000;
// A browser sends no more than 64 kB for a page that is being left; the copy has the rest.
const MOST_WHEN_LEAVING = 60_000;

class Keeper {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.status = form.querySelector("[data-status]");
    this.clean = this.typed();
    this.waiting = 0;
    this.copying = 0;
    this.offerCopy();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", () => this.submitted());
    addEventListener("pagehide", () => this.leaving());
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.leaving());
  }

  /** What is in the form, as it would be sent; without the mark against forgery, which is not anybody's text. */
  typed() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.delete("csrfmiddlewaretoken");
    return fields.toString();
  }

  changed() {
    clearTimeout(this.copying);
    this.copying = setTimeout(() => this.copy(), COPY_AFTER);
    this.later(SEND_AFTER);
  }

  later(wait) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), wait);
  }

  copy() {
    const typed = this.typed();
    if (typed === this.clean) return;
    try {
      localStorage.setItem(this.words.key, JSON.stringify({ typed, at: Date.now() }));
    } catch {
      // A browser that keeps nothing: the server still does.
    }
  }

  forget(typed) {
    try {
      const copy = JSON.parse(localStorage.getItem(this.words.key) ?? "null");
      if (!typed || copy?.typed === typed) localStorage.removeItem(this.words.key);
    } catch {
      localStorage.removeItem(this.words.key);
    }
  }

  body(typed) {
    const body = new URLSearchParams(typed);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    return body;
  }

  async send() {
    const typed = this.typed();
    if (typed === this.clean || this.gone) return;
    this.copy();
    try {
      const answer = await fetch(this.words.autosave, {
        method: "POST", body: this.body(typed), headers: { Accept: "application/json" }, redirect: "error",
      });
      if (answer.ok) this.kept(typed, await answer.json());
      else this.refused(answer.status);
    } catch {
      this.tell(this.words.offline);
      this.later(TRY_AGAIN_AFTER);
    }
  }

  kept(typed, answer) {
    this.clean = typed;
    this.forget(typed);
    this.tell(answer.others ? this.words.others : this.words.kept.replace("{at}", answer.at));
    if (this.typed() !== typed) this.later(SEND_AFTER);
  }

  refused(code) {
    if (code !== 401 && code !== 403) {
      this.tell(code === 409 || code === 404 ? this.words.refused : this.words.offline);
      if (code >= 500) this.later(TRY_AGAIN_AFTER);
      return;
    }
    this.tell(this.words.signedOut);
    const link = document.createElement("a");
    link.href = this.words.login;
    link.textContent = this.words.signIn;
    this.status.append(" ", link);
  }

  leaving() {
    const typed = this.typed();
    if (typed === this.clean || this.gone) return;
    this.copy();
    const body = this.body(typed);
    if (body.toString().length > MOST_WHEN_LEAVING) return;
    fetch(this.words.autosave, { method: "POST", body, keepalive: true, redirect: "error" })
      .then((answer) => answer.ok && this.kept(typed, { at: "" }))
      .catch(() => {});
  }

  /** The copy stays until a page says that the text arrived. */
  submitted() {
    clearTimeout(this.waiting);
    clearTimeout(this.copying);
    this.copy();
    this.gone = true;
    try {
      const copy = JSON.parse(localStorage.getItem(this.words.key) ?? "null");
      if (copy) localStorage.setItem(this.words.key, JSON.stringify({ ...copy, sent: true }));
    } catch {
      // Nothing to mark.
    }
  }

  tell(words) {
    this.status.textContent = words;
  }

  offerCopy() {
    let copy = null;
    try {
      copy = JSON.parse(localStorage.getItem(this.words.key) ?? "null");
    } catch {
      this.forget();
    }
    const place = this.form.querySelector("[data-offer]");
    if (!copy || !place) return;
    if (this.same(copy.typed) || arrived(copy, this.words.arrived)) {
      this.forget();
      return;
    }
    const time = new Date(copy.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const text = document.createElement("p");
    text.textContent = this.words.found.replace("{at}", time);
    place.className = "utrecht-alert utrecht-alert--warning alert--warning stack stack--s";
    place.setAttribute("role", "status");
    const back = this.button(this.words.putBack, () => this.putBack(copy.typed, place));
    const away = this.button(this.words.throw, () => { this.forget(); place.hidden = true; });
    const row = document.createElement("p");
    row.className = "cluster";
    row.append(back, away);
    place.replaceChildren(text, row);
    place.hidden = false;
  }

  /** Whether a copy says what is on the page already; the number of the save does not count, nor do empty rows. */
  same(typed) {
    const said = (text) =>
      [...new URLSearchParams(text)]
        .map(([name, value]) => [name, value.replaceAll("\r\n", "\n").trim()])
        .filter(([name, value]) => value && name !== "seen")
        .map((pair) => pair.join("="))
        .sort()
        .join("&");
    return said(typed) === said(this.typed());
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--secondary-action";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  putBack(typed, place) {
    const fields = new URLSearchParams(typed);
    for (const control of this.form.elements) {
      if (!control.name || control.name === "csrfmiddlewaretoken") continue;
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = fields.getAll(control.name).includes(control.value);
      } else if (fields.has(control.name) && control.type !== "submit") {
        control.value = fields.get(control.name);
      }
    }
    place.hidden = true;
    this.form.elements.title.focus();
    this.changed();
  }
}

/** Whether the server has a copy that was sent: the page says which save it made of it. */
function arrived(copy, number) {
  return Boolean(copy?.sent) && Number(new URLSearchParams(copy.typed).get("seen")) < Number(number || 0);
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Keeper(form);

// The page after saving: what was sent has arrived.
for (const place of document.querySelectorAll("[data-saved]")) {
  try {
    const copy = JSON.parse(localStorage.getItem(place.dataset.saved) ?? "null");
    if (arrived(copy, place.dataset.arrived)) localStorage.removeItem(place.dataset.saved);
  } catch {
    localStorage.removeItem(place.dataset.saved);
  }
}
