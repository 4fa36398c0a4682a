// SPDX-FileCopyrightText: 2026 Noaber contributors
// SPDX-License-Identifier: EUPL-1.2

// Passkeys (WebAuthn). A form with data-passkey is shown only where the browser knows them:
// "make" makes one, "show" shows one of a known account, "ask" signs in with whichever the device has.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** What the server asks, with its texts turned into the bytes that the browser wants. */
function asked(options) {
  const wanted = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) wanted.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) wanted[list] = options[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return wanted;
}

/** What the browser answers, as text. */
function told(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function make(form) {
  const { publicKey } = JSON.parse(form.querySelector("script").textContent).creation_options;
  const selection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({ publicKey: asked({ ...publicKey, authenticatorSelection: selection }) });
}

async function show(form) {
  const { publicKey } = JSON.parse(form.querySelector("script").textContent).request_options;
  return navigator.credentials.get({ publicKey: asked(publicKey) });
}

async function ask(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const { publicKey } = (await answer.json()).request_options;
  return navigator.credentials.get({ publicKey: asked(publicKey) });
}

const WAYS = { make, show, ask };

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const status = form.querySelector("[role=status]");
      status.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(told(await WAYS[form.dataset.passkey](form)));
        form.submit();
      } catch {
        status.textContent = status.dataset.failed;
      }
    },
    true,
  );
}
