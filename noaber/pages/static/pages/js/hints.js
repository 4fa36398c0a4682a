/* SPDX-FileCopyrightText: 2026 Noaber contributors
   SPDX-License-Identifier: EUPL-1.2
   Asks for new hints when an author has stopped typing for a moment. Without it the hints are those of the last save. */
// The scripts of the editor stand before its form.
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 1500;
  const form = document.querySelector("form[data-edit-form]");
  let shown = document.querySelector("[data-hints]");
  if (!form || !shown || !shown.dataset.url) return;

  const written = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    return data;
  };
  let before = written().toString();
  let sent = before;

  const count = (number) => {
    const sign = document.querySelector("[data-side-panel-toggle='hints'] [data-side-panel-toggle-counter]");
    if (!sign) return;
    sign.textContent = number;
    sign.hidden = number === "0";
  };

  const ask = async (data) => {
    const answer = await fetch(shown.dataset.url, { method: "POST", body: data, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-hints]");
    if (!fresh || fresh.innerHTML === shown.innerHTML) return;
    // Somebody who is in a link of the old list stays where they are until they leave it.
    if (shown.contains(document.activeElement)) return;
    shown.replaceWith(fresh);
    shown = fresh;
    count(shown.dataset.count);
  };

  // The editor's rich text tells nobody when it changes, so look; ask only once it stands still.
  setInterval(() => {
    if (document.hidden) return;
    const data = written();
    const now = data.toString();
    if (now === before && now !== sent) {
      sent = now;
      ask(data).catch(() => {});
    }
    before = now;
  }, PAUSE);
});
