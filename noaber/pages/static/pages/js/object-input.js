/* SPDX-FileCopyrightText: 2026 Noaber contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
// Choosing something of the network in the editor: type words, choose with the mouse or the arrow keys.
// Without this script the field takes the key itself, such as product:k-x7k2m9qa.
(() => {
  const { Controller } = window.StimulusModule;

  class ObjectInput extends Controller {
    static values = { url: String };

    connect() {
      this.list = document.createElement("ul");
      this.list.className = "noaber-objects";
      this.list.id = `${this.element.id}-found`;
      this.list.setAttribute("role", "listbox");
      this.list.hidden = true;
      this.told = document.createElement("p");
      this.told.className = "noaber-object";
      this.told.setAttribute("role", "status");
      this.element.after(this.told, this.list);
      this.element.setAttribute("role", "combobox");
      this.element.setAttribute("aria-expanded", "false");
      this.element.setAttribute("aria-controls", this.list.id);
      this.element.setAttribute("aria-autocomplete", "list");
      this.element.setAttribute("autocomplete", "off");
      this.element.addEventListener("input", this.typed);
      this.element.addEventListener("keydown", this.pressed);
      this.element.addEventListener("blur", this.left);
      if (this.element.value) this.ask({ key: this.element.value }).then((found) => this.tell(found[0]));
    }

    disconnect() {
      this.element.removeEventListener("input", this.typed);
      this.element.removeEventListener("keydown", this.pressed);
      this.element.removeEventListener("blur", this.left);
      this.list.remove();
      this.told.remove();
    }

    async ask(words) {
      const answer = await fetch(`${this.urlValue}?${new URLSearchParams(words)}`, { headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).found : [];
    }

    typed = () => {
      window.clearTimeout(this.waiting);
      const words = this.element.value.trim();
      if (words.length < 3) return this.show([]);
      this.waiting = window.setTimeout(async () => this.show(await this.ask({ q: words })), 250);
    };

    left = () => window.setTimeout(() => this.show([]), 200);

    pressed = (event) => {
      const options = [...this.list.children];
      const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.mark(options, at, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        options[at].click();
      } else if (event.key === "Escape") {
        this.show([]);
      }
    };

    mark(options, at, step) {
      if (!options.length) return;
      const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === next)));
      this.element.setAttribute("aria-activedescendant", options[next].id);
    }

    show(found) {
      this.list.replaceChildren(...found.map((one, number) => this.option(one, number)));
      this.list.hidden = !found.length;
      this.element.setAttribute("aria-expanded", String(Boolean(found.length)));
      this.element.removeAttribute("aria-activedescendant");
    }

    option(one, number) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const title = document.createElement("b");
      title.textContent = one.title;
      const meta = document.createElement("span");
      meta.textContent = one.meta;
      option.append(title, " ", meta);
      option.addEventListener("click", () => this.choose(one));
      return option;
    }

    choose(one) {
      this.element.value = one.key;
      this.tell(one);
      this.show([]);
      // The editor saves a draft and draws the preview when a field says that it changed.
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }

    tell(one) {
      this.told.textContent = one ? `${one.title} (${one.meta})` : "";
    }
  }

  window.wagtail.app.register("noaber-object", ObjectInput);
})();
