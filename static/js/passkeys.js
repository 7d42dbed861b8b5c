// Passkeys: asks the browser for one, or to make one, and sends what it says with the form around it. The form's data
// attributes say what is asked: `data-make` and `data-ask` hold it, `data-fetch` is where to get it. Without a script, or in a
// browser that knows no passkeys, the button stays hidden and the page says so.

// The two letters of base64 that an address has other ones for.
const [PLUS, SLASH] = "+/";

function bytes(text) {
  const plain = atob(text.replaceAll("-", PLUS).replaceAll("_", SLASH));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll(PLUS, "-").replaceAll(SLASH, "_").replaceAll("=", "");
}

function named(credentials) {
  return (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
}

// A passkey that the device itself can find, by the person's finger, face or PIN.
async function make({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
}

async function ask({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
}

function told(credential) {
  const { response } = credential;
  const said = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  for (const part of parts) if (response[part]) said[part] = letters(response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function fetched(address) {
  const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  return (await response.json()).request_options;
}

async function credentialFor({ dataset }) {
  if (dataset.make) return make(JSON.parse(dataset.make).creation_options);
  return ask(dataset.fetch ? await fetched(dataset.fetch) : JSON.parse(dataset.ask).request_options);
}

function enliven(form) {
  const trouble = form.querySelector("[data-trouble]");
  form.querySelector("[data-passkey]").hidden = false;
  form.querySelector("[data-no-passkey]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      form.elements.credential.value = told(await credentialFor(form));
      form.requestSubmit();
    } catch {
      // Stopped by the person, too late, or no passkey for this site: the browser does not tell which.
      trouble.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkeys]")) enliven(form);
}
