/* SPDX-FileCopyrightText: 2026 Noaber contributors
   SPDX-License-Identifier: EUPL-1.2
   Closes the gaps of Wagtail's autosave. It takes what stands in the form two seconds after opening for what was there
   before, and what stands there when a save is answered for what was saved; and it stops trying after a minute without
   a line. So what is typed in those moments is watched here, and then pointed out to it. */
// The scripts of the editor stand before its form.
document.addEventListener("DOMContentLoaded", () => {
  const AGAIN = 15_000;
  const form = document.querySelector("form[data-edit-form]");
  if (!form || !form.dataset.controller.includes("w-autosave")) return;
  let typed = false;
  let failing = 0;

  const type = (event) => { if (event.isTrusted) typed = true; };
  for (const name of ["beforeinput", "input", "change", "paste", "drop"]) form.addEventListener(name, type, true);

  // Wagtail's own sign for "there is something to save", whatever it thinks itself.
  const point_out = () => form.setAttribute("data-w-unsaved-force-value", "true");
  const save_again = () => form.dispatchEvent(new CustomEvent("w-unsaved:add", { detail: { type: "edits" } }));

  document.addEventListener("w-unsaved:watch-edits", () => { if (typed) point_out(); });
  document.addEventListener("w-autosave:save", (event) => { typed = event.defaultPrevented; });
  document.addEventListener("w-autosave:success", () => {
    clearTimeout(failing);
    if (typed) point_out();
  });
  document.addEventListener("w-autosave:error", (event) => {
    typed = true;
    clearTimeout(failing);
    if (event.detail.type === "network_error") failing = setTimeout(save_again, AGAIN);
  });
  addEventListener("online", () => { if (typed) save_again(); });
  form.addEventListener("submit", () => { typed = false; });
  // Wagtail asks too, but only once it knows.
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
});
