// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// What is typed in a short form stays in this browser until a page says that it arrived: a line that drops or a
// session that ends loses nothing. Without this script the server gives back what it was sent.

const COPY_AFTER = 250;
const MARKS = ["csrfmiddlewaretoken", "submission", "seen"];

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function store(key, copy) {
  try {
    if (copy) localStorage.setItem(key, JSON.stringify(copy));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: the form itself still does.
  }
}

function texts(form) {
  return [...form.querySelectorAll("textarea, input:not([type]), input[type=text]")].filter((one) => one.name && !MARKS.includes(one.name));
}

function typed(form) {
  return Object.fromEntries(texts(form).map((one) => [one.name, one.value]).filter(([, value]) => value.trim()));
}

function keep(form) {
  const key = form.dataset.keep;
  const before = JSON.stringify(typed(form));
  let waiting = 0;
  const copy = () => {
    const fields = typed(form);
    if (JSON.stringify(fields) === before) return;
    store(key, Object.keys(fields).length ? { fields, submission: form.elements.submission?.value ?? "" } : null);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(copy, COPY_AFTER);
  });
  form.addEventListener("submit", copy);
  addEventListener("pagehide", copy);
  const found = stored(key);
  if (found && JSON.stringify(found.fields) !== before) putBack(form, key, found);
}

function putBack(form, key, found) {
  const was = texts(form).map((one) => [one, one.value]);
  for (const one of texts(form)) if (found.fields[one.name]) one.value = found.fields[one.name];
  const note = document.createElement("p");
  note.className = "cluster";
  note.setAttribute("role", "status");
  const away = document.createElement("button");
  away.type = "button";
  away.className = "utrecht-button utrecht-button--secondary-action";
  away.textContent = form.dataset.keepThrow;
  away.addEventListener("click", () => {
    store(key, null);
    for (const [one, value] of was) one.value = value;
    note.remove();
  });
  note.append(form.dataset.keepFound, away);
  form.prepend(note);
}

// First what arrived, then what is still waiting.
for (const place of document.querySelectorAll("[data-kept]")) {
  for (const key of [place.dataset.keptKey, place.dataset.keptAlso].filter(Boolean)) {
    const copy = stored(key);
    if (copy && place.dataset.kept && copy.submission === place.dataset.kept) store(key, null);
  }
}
for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
