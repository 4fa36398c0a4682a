// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// Small enhancements; every page works without them.

// The server decides what a few words are worth: words to go on with, or, from four words, answers.
const LETTERS_BEFORE_ASKING = 2;

/** The one question field: suggests while typing, says how many it found, and is walked through with arrow keys. */
class AskField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.answers = this.querySelector(".answers");
    if (!this.answers) return;
    this.status = this.querySelector("[role=status]");
    this.addEventListener("htmx:beforeRequest", (event) => this.beforeRequest(event));
    this.addEventListener("htmx:afterSettle", () => this.announce());
    this.addEventListener("keydown", (event) => this.walk(event));
  }

  beforeRequest(event) {
    if (this.input.value.trim().length >= LETTERS_BEFORE_ASKING) return;
    event.preventDefault();
    this.clear();
  }

  announce() {
    const told = this.answers.querySelector("[data-status]");
    if (told) this.status.textContent = told.textContent;
  }

  clear() {
    this.answers.replaceChildren();
    this.status.textContent = "";
  }

  walk(event) {
    const stops = [this.input, ...this.answers.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && stops.length > 1) {
      this.clear();
      this.input.focus();
    } else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  }
}

customElements.define("ask-field", AskField);

/** The drawing of the network: whoever is pointed at or focused stands out with those they work with, and is told. */
class WorkGraph extends HTMLElement {
  connectedCallback() {
    this.spots = [...this.querySelectorAll("[data-number]")];
    this.lines = [...this.querySelectorAll("[data-ends]")];
    this.says = this.querySelector(".graph__says");
    for (const spot of this.spots) {
      for (const event of ["focus", "pointerenter"]) spot.addEventListener(event, () => this.point(spot));
      for (const event of ["blur", "pointerleave"]) spot.addEventListener(event, () => this.rest());
    }
  }

  point(spot) {
    const number = spot.dataset.number;
    const near = new Set([number, ...spot.dataset.beside.split(" ")]);
    this.says.textContent = spot.getAttribute("aria-label");
    if (!this.lines.length) return;
    for (const one of this.spots) one.classList.toggle("is-near", near.has(one.dataset.number));
    for (const one of this.lines) one.classList.toggle("is-near", one.dataset.ends.split(" ").includes(number));
    this.classList.add("is-pointing");
  }

  rest() {
    const focused = this.spots.find((one) => one === document.activeElement);
    if (focused) return this.point(focused);
    this.classList.remove("is-pointing");
    for (const one of [...this.spots, ...this.lines]) one.classList.remove("is-near");
    this.says.textContent = "";
  }
}

customElements.define("work-graph", WorkGraph);

// What was found while typing makes room for itself; where the reader is stays in sight.
document.addEventListener("htmx:afterSettle", () => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  if (here !== document.body && (box.bottom < 0 || box.top > innerHeight)) here.scrollIntoView({ block: "center" });
});

// A form that was sent is not sent twice; coming back to the page makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// After a mistake the list of mistakes is read first.
document.querySelector("[data-focus]")?.focus();

// The menu and the regions fold away with Escape, or when the reader goes elsewhere.
for (const fold of document.querySelectorAll(".masthead .fold, .masthead .region")) {
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!fold.contains(event.target)) fold.open = false;
  });
}
