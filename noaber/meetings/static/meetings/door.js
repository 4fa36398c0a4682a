// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// The door on a telephone. What is pressed counts at once on this page and stays in this browser until the server has it,
// so that a line that drops loses nothing; a press bears a mark of its own and counts once however often it is sent.
// Without this script every button sends an ordinary form.

const TRY_AGAIN_AFTER = 5_000;

const bare = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("");

class Door {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.status = place.querySelector("[data-status]");
    this.list = place.querySelector("form[data-list]");
    this.walkIn = place.querySelector("form[data-walk-in]");
    this.sending = false;
    this.waiting = 0;
    this.queue = this.stored();
    for (const one of this.queue) if (one.to === this.list.getAttribute("action")) this.show(one);
    this.list.addEventListener("submit", (event) => this.pressed(event));
    this.walkIn.addEventListener("submit", (event) => this.walked(event));
    this.search();
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    this.send();
  }

  stored() {
    try {
      return JSON.parse(localStorage.getItem(this.words.key) ?? "[]");
    } catch {
      return [];
    }
  }

  keep() {
    try {
      if (this.queue.length) localStorage.setItem(this.words.key, JSON.stringify(this.queue));
      else localStorage.removeItem(this.words.key);
    } catch {
      // A browser that keeps nothing: this page still holds the queue.
    }
  }

  add(fields) {
    const one = { mark: fresh(), to: this.list.getAttribute("action"), fields };
    this.queue.push(one);
    this.keep();
    this.show(one);
    this.send();
  }

  pressed(event) {
    const press = event.submitter?.value;
    if (!press || press.startsWith("x")) return;
    event.preventDefault();
    this.add({ press });
  }

  walked(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(this.walkIn));
    const name = fields.name.trim();
    if (!name) return this.walkIn.elements.name.focus();
    this.add({ name, perspective: fields.perspective ?? "" });
    this.walkIn.elements.name.value = "";
  }

  /** What one press looks like on this page. */
  show({ fields }) {
    if (fields.name) {
      const row = document.createElement("li");
      row.className = "door__row door__row--here";
      row.textContent = fields.name;
      this.place.querySelector("[data-walked-in]").prepend(row);
      return;
    }
    const [sign, ref] = fields.press.split(" ");
    const button = this.list.querySelector(`button[value$=" ${CSS.escape(ref)}"]`);
    if (!button) return;
    const here = sign === "1";
    button.value = `${here ? 0 : 1} ${ref}`;
    button.setAttribute("aria-pressed", String(here));
    button.closest(".door__row").classList.toggle("door__row--here", here);
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.waiting);
    while (this.queue.length) if (!(await this.sendOne(this.queue[0]))) break;
    this.sending = false;
    if (!this.queue.length) return;
    this.tell(this.words.offline.replace("{n}", this.queue.length));
    this.waiting = setTimeout(() => this.send(), TRY_AGAIN_AFTER);
  }

  async sendOne(one) {
    const body = new URLSearchParams({ ...one.fields, mark: one.mark });
    body.set("csrfmiddlewaretoken", this.list.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(one.to, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok && answer.status !== 409) return false;
      const told = await answer.json();
      this.queue.shift();
      this.keep();
      this.place.querySelector("[data-count]").textContent = this.words.count.replace("{here}", told.here).replace("{expected}", told.expected);
      this.tell(told.refused || (this.queue.length ? "" : this.words.sent));
      return true;
    } catch {
      return false;
    }
  }

  tell(words) {
    this.status.textContent = words;
  }

  /** The list narrows while a name is typed. */
  search() {
    const field = this.place.querySelector("input[type=search]");
    const rows = [...this.list.querySelectorAll(".door__row")].map((row) => [row, bare(row.dataset.name)]);
    field.addEventListener("input", () => {
      const words = bare(field.value).split(/\s+/).filter(Boolean);
      for (const [row, name] of rows) row.hidden = !words.every((word) => name.includes(word));
      for (const group of this.list.querySelectorAll(".door__letter")) group.hidden = !group.querySelector(".door__row:not([hidden])");
    });
    field.form.addEventListener("submit", (event) => event.preventDefault());
  }
}

for (const place of document.querySelectorAll("[data-door]")) new Door(place);
