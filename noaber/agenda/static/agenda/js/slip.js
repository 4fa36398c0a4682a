// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// Weighing with a thumb: buttons beside the fields, and the page anew when weighing begins or closes. Without this
// script numbers are typed and chosen, and everything works.

/** Comes anew at the moment that was told, and when the phase is another one than this page is of. */
class RoundWatch extends HTMLElement {
  connectedCallback() {
    const { stand, every, until, now } = this.dataset;
    // The clock of a telephone may be wrong; that of the server counts.
    const wait = Date.parse(until) - Date.parse(now);
    // Counting takes a moment; then everybody wants to see it at once.
    if (wait > 0 && wait < 2 ** 31) this.moment = setTimeout(() => this.askOften(stand), wait + 300);
    this.turn = setInterval(() => document.visibilityState === "visible" && this.ask(stand), Number(every));
    document.addEventListener("visibilitychange", () => this.ask(stand));
  }

  disconnectedCallback() {
    clearTimeout(this.moment);
    clearInterval(this.turn);
  }

  askOften(stand, times = 12) {
    this.ask(stand);
    if (times > 1) this.moment = setTimeout(() => this.askOften(stand, times - 1), 250);
  }

  async ask(stand) {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = await fetch(stand, { cache: "no-store", credentials: "omit" });
      const phase = answer.ok ? await answer.text() : this.dataset.phase;
      if (phase !== this.dataset.phase && !this.gone) {
        this.gone = true;
        // Not what was typed counts any more, but what was kept. The page with the result is the same for everybody, so
        // that it is there at once, however many come.
        const elsewhere = new URL(this.dataset.result, location).pathname !== location.pathname;
        location.replace(phase === "decide" && elsewhere ? this.dataset.result : location.pathname);
      }
    } catch {
      // No network for a moment; the next turn asks again.
    } finally {
      this.asking = false;
    }
  }
}

customElements.define("round-watch", RoundWatch);

function button(text, label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "slip__button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

/** Points to divide: a minus and a plus, and how many are left. */
function steppers(list, say) {
  const dots = Number(list.dataset.dots);
  const most = Number(list.dataset.most);
  const rows = [...list.querySelectorAll("[data-stepper]")].map((box) => {
    const input = box.querySelector("input");
    const step = (by) => {
      input.value = Math.max(0, Math.min(most, (Number(input.value) || 0) + by)) || "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const less = button("−", input.dataset.less, () => step(-1));
    const more = button("+", input.dataset.more, () => step(1));
    box.prepend(less);
    box.append(more);
    return { input, less, more };
  });
  const tell = () => {
    const left = dots - rows.reduce((sum, row) => sum + (Number(row.input.value) || 0), 0);
    for (const { input, less, more } of rows) {
      const given = Number(input.value) || 0;
      // Still reachable by keyboard, so that nobody loses the place where they were.
      less.setAttribute("aria-disabled", String(given <= 0));
      more.setAttribute("aria-disabled", String(given >= most || left <= 0));
      input.closest(".slip__row").classList.toggle("slip__row--given", given > 0);
    }
    say(left);
  };
  list.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.stopImmediatePropagation();
  }, true);
  list.addEventListener("input", tell);
  tell();
}

/** A list that orders itself: up and down buttons, and a number that was taken goes to the one that had none. */
function ranking(list) {
  const rows = [...list.children].map((row) => ({ row, select: row.querySelector("select") }));
  const most = rows[0]?.select.options.length - 1 || 0;
  const place = (one) => Number(one.select.value) || Infinity;
  const chosen = () => rows.filter((one) => one.select.value).sort((one, other) => place(one) - place(other));
  const write = (order) => {
    for (const one of rows) {
      const at = order.indexOf(one);
      one.select.value = at >= 0 && at < most ? String(at + 1) : "";
    }
  };
  const show = (focused) => {
    const first = chosen();
    for (const one of [...first, ...rows.filter((each) => !first.includes(each))]) list.append(one.row);
    for (const one of rows) one.row.classList.toggle("slip__row--given", Boolean(one.select.value));
    focused?.focus();
  };
  const move = (one, by, from) => {
    const order = chosen();
    const at = order.indexOf(one);
    if (at < 0) {
      if (by < 0) order.push(one);
    } else if (by > 0 && at === order.length - 1) {
      order.splice(at, 1);
    } else {
      order.splice(at, 1);
      order.splice(Math.max(0, at + by), 0, one);
    }
    write(order);
    list.dispatchEvent(new Event("input", { bubbles: true }));
    show(from);
  };
  for (const one of rows) {
    const box = one.select.parentElement;
    const up = button("↑", one.select.dataset.up, () => move(one, -1, up));
    const down = button("↓", one.select.dataset.down, () => move(one, 1, down));
    box.append(up, down);
    one.select.addEventListener("change", () => {
      const wanted = place(one);
      const order = chosen().filter((each) => each !== one);
      if (wanted !== Infinity) order.splice(wanted - 1, 0, one);
      write(order);
      show(one.select);
    });
  }
  show();
}

for (const form of document.querySelectorAll("form[data-slip]")) {
  const state = form.querySelector(".slip__state");
  const kept = state.innerHTML;
  let left = "";
  let changed = false;
  const tell = () => {
    state.innerHTML = changed ? "" : kept;
    if (changed) state.append(form.dataset.unsaved);
    if (!left) return;
    const many = document.createElement("b");
    many.textContent = left;
    state.prepend(many, document.createElement("br"));
  };
  const dots = form.querySelector("[data-dots]");
  if (dots) {
    steppers(dots, (many) => {
      left = form.dataset.left.replace("#", many);
      state.classList.toggle("slip__state--over", many < 0);
      tell();
    });
  }
  const ranked = form.querySelector("[data-ranking]");
  if (ranked) ranking(ranked);
  form.addEventListener("input", () => {
    changed = true;
    tell();
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !document.querySelector("round-watch")?.gone) event.preventDefault();
  });
}
