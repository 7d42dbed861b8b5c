// Saves each answer as it is given. "Saved" is shown only after the server said so (docs/api.md, the saving contract).
// One request at a time; a failed one is tried again with a pause; nothing is kept in the browser's storage.
// Without this script the same page is a form that saves on "Save and continue".

const form = document.getElementById("questions");
const status = document.getElementById("save-status");
const waiting = new Map(); // skill -> true: changed since it was last sent
const refused = new Set(); // skills whose value the server will not take as it stands
const unknown = new Map(); // skill -> values that were sent and whose answer never came: stored or not
let isGone = false; // handed in or deleted elsewhere: nothing here can be saved any more
const shutOut = new Set(); // skills with something unsaved when the attempt no longer opened: deleted, or logged out
let inFlight = null;
let failures = 0;
let retryTimer = null;
let typingTimer = null;
let leaving = null; // what to do once all is saved

const field = (skill, name) => form.elements[`${skill}-${name}`];
const fieldset = (skill) => document.getElementById(`q-${skill}`);
const words = (id) => document.getElementById(id).content.textContent.trim();

function valueOf(skill) {
  const chosen = form.querySelector(`input[name="${skill}-step"]:checked`);
  const used = form.querySelector(`input[name="${skill}-last_used"]:checked`);
  const evidence = field(skill, "evidence");
  return {
    step: chosen ? Number(chosen.value) : null,
    unsure: Boolean(chosen) && field(skill, "unsure").checked,
    evidence: evidence ? evidence.value : "",
    last_used: used ? used.value : "",
  };
}

function say(state) {
  status.dataset.state = state;
  if (status.textContent !== status.dataset[state]) status.textContent = status.dataset[state] || "";
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.split("=")[0].endsWith(name));
  return found ? found.slice(found.indexOf("=") + 1) : "";
}

function post(skill, value) {
  const body = JSON.stringify({ skill, ...value, rev: Number(field(skill, "rev").value) });
  return fetch(form.dataset.save, {
    method: "POST",
    // Browsers refuse to keep more than 64 KB alive, which much pasted text would be.
    keepalive: body.length < 20_000,
    // The token is read now: signing in elsewhere changes it while this page is open.
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body,
  });
}

function changed(skill) {
  refused.delete(skill);
  waiting.set(skill, true);
  say("saving");
  send();
}

function sendIn(pause) {
  clearTimeout(typingTimer);
  typingTimer = setTimeout(send, pause);
}

async function send() {
  if (inFlight || retryTimer || waiting.size === 0) return;
  const skill = waiting.keys().next().value;
  const value = valueOf(skill);
  waiting.delete(skill);
  inFlight = skill;
  try {
    const response = await post(skill, value);
    await received(skill, value, response);
  } catch {
    again(skill, value);
  } finally {
    inFlight = null;
  }
  if (waiting.size > 0) send();
  else if (!retryTimer) settled();
}

async function received(skill, value, response) {
  if (response.ok) {
    field(skill, "rev").value = (await response.json()).rev;
    failures = 0;
    tryShutOut();
    unknown.delete(skill);
    refused.delete(skill);
    fieldset(skill).querySelector("[data-notice]").replaceChildren();
    count();
    return;
  }
  if (response.status === 403) {
    await fetch("/csrf/");
    again(skill, value);
  } else if (response.status === 409) {
    const answer = await response.json();
    if (answer.error !== "conflict") gone();
    else if ((unknown.get(skill) || []).some((sent) => isSame(sent, answer.stored))) ours(skill, answer);
    else conflict(skill, value, answer);
  } else if (response.status === 404) {
    for (const each of [skill, ...waiting.keys()]) shutOut.add(each);
    gone();
  } else if (response.status >= 400 && response.status < 500 && response.status !== 429) await refuse(skill, value, response);
  else again(skill, value);
}

function again(skill, value) {
  unknown.set(skill, [...(unknown.get(skill) || []), value]);
  waiting.set(skill, true);
  failures += 1;
  say("waiting");
  const pause = Math.min(30, 2 ** (failures - 1)) * 1000 * (0.75 + Math.random() / 2);
  retryTimer = setTimeout(() => {
    retryTimer = null;
    send();
  }, pause);
}

function retryNow() {
  if (!retryTimer) return;
  clearTimeout(retryTimer);
  retryTimer = null;
  send();
}

function settled() {
  if (isGone) say("gone");
  else if (refused.size > 0) say("refused");
  else say("saved");
  if (leaving && (isGone || refused.size === 0)) leaving();
  leaving = null;
}

function gone() {
  waiting.clear();
  isGone = true;
}

// Back from another tab, perhaps logged in again there: what was typed is still here and may be taken now.
function tryShutOut() {
  if (shutOut.size === 0) return;
  isGone = false;
  for (const skill of shutOut) waiting.set(skill, true);
  shutOut.clear();
}

function isSame(mine, stored) {
  const texts = mine.evidence.normalize("NFC") === stored.evidence;
  return texts && mine.step === stored.step && mine.unsure === stored.unsure && mine.last_used === stored.last_used;
}

// The newer answer is our own, of a save whose confirmation was lost: there is nothing to ask.
function ours(skill, answer) {
  field(skill, "rev").value = answer.rev;
  unknown.delete(skill);
  waiting.set(skill, true);
}

function notice(skill, id) {
  const place = fieldset(skill).querySelector("[data-notice]");
  place.replaceChildren(document.getElementById(id).content.cloneNode(true));
  return place;
}

async function refuse(skill, value, response) {
  const code = (await response.json().catch(() => ({}))).error || "";
  refused.add(skill);
  const why = notice(skill, "refused").querySelector("[data-why]");
  if (code.startsWith("evidence_too_long")) why.textContent = `${words("too-long")} ${code.split(":")[1]}`;
  else if (response.status === 413) why.textContent = `${words("too-long")} ${[...value.evidence].length - field(skill, "evidence").dataset.limit}`;
  else why.textContent = words(code.startsWith("bad_characters") ? "bad-text" : "bad-value");
}

function sentence(skill, value) {
  const label = (id) => document.getElementById(`${skill}-${id}`).labels[0];
  const text = value.step === null ? words("nothing") : label(value.step).querySelector(".anchor__text").textContent;
  const unsure = value.unsure ? label("unsure").textContent.trim() : "";
  const used = value.last_used ? label(`used-${value.last_used}`).textContent.trim() : "";
  const more = [unsure, used, value.evidence].filter(Boolean).join("; ");
  return more ? `${text} (${more})` : text;
}

function conflict(skill, mine, answer) {
  refused.add(skill);
  const place = notice(skill, "conflict");
  place.querySelector("[data-theirs]").textContent = sentence(skill, answer.stored);
  place.querySelector("[data-mine]").textContent = sentence(skill, mine);
  const decide = (keep) => {
    field(skill, "rev").value = answer.rev;
    if (!keep) show(skill, answer.stored);
    place.replaceChildren();
    (fieldset(skill).querySelector(".anchors input:checked") || fieldset(skill).querySelector("input")).focus();
    changed(skill);
  };
  place.querySelector("[data-keep]").addEventListener("click", () => decide(true));
  place.querySelector("[data-take]").addEventListener("click", () => decide(false));
}

function show(skill, value) {
  for (const input of form.querySelectorAll(`input[name="${skill}-step"]`)) input.checked = Number(input.value) === value.step;
  for (const input of form.querySelectorAll(`input[name="${skill}-last_used"]`)) input.checked = input.value === value.last_used;
  field(skill, "unsure").checked = value.unsure;
  if (field(skill, "evidence")) field(skill, "evidence").value = value.evidence;
}

function count() {
  const answered = form.querySelectorAll(".question input[name$='-step']:checked").length;
  const shown = form.querySelector(".areas__item[aria-current] [data-answered]");
  if (shown) shown.textContent = answered;
}

// On a narrow window the areas stand in a row that scrolls: the one that is open should be in sight. A quick check has none.
const areas = form.querySelector(".areas__list");
if (areas) areas.scrollLeft = areas.querySelector("[aria-current]").offsetLeft - areas.offsetLeft - 16;

function skillOf(element) {
  const owner = element.closest("[data-skill]");
  return owner ? owner.dataset.skill : null;
}

form.addEventListener("change", (event) => {
  const skill = skillOf(event.target);
  if (!skill) return;
  // "Not sure" says something only about an answer; the tick waits for one.
  if (event.target.name.endsWith("-unsure") && valueOf(skill).step === null) return;
  // A field is left by pressing something else. What saving moves on the page must not move it from under the press.
  if (event.target.name.endsWith("-evidence")) sendIn(300);
  else changed(skill);
});

form.addEventListener("input", (event) => {
  const skill = event.target.name.endsWith("-evidence") ? skillOf(event.target) : null;
  if (!skill) return;
  waiting.set(skill, true);
  say("saving");
  sendIn(800);
});

form.addEventListener("click", (event) => {
  const clear = event.target.closest("button[name='clear']");
  if (!clear) return;
  event.preventDefault();
  show(clear.value, { step: null, unsure: false, evidence: valueOf(clear.value).evidence, last_used: "" });
  changed(clear.value);
});

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (isGone || (!inFlight && !retryTimer && waiting.size === 0 && refused.size === 0)) {
    form.elements.csrfmiddlewaretoken.value = cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
    return;
  }
  event.preventDefault();
  leaving = () => form.requestSubmit(button);
  if (refused.size > 0 && waiting.size === 0) {
    const first = form.querySelector(".notice");
    if (first) first.scrollIntoView({ block: "center" });
  }
  retryNow();
  send();
});

window.addEventListener("beforeunload", (event) => {
  if (!isGone && (waiting.size > 0 || inFlight || refused.size > 0)) event.preventDefault();
});

window.addEventListener("pagehide", () => {
  for (const skill of waiting.keys()) if (skill !== inFlight) post(skill, valueOf(skill)).catch(() => {});
});

window.addEventListener("online", retryNow);
window.addEventListener("focus", () => {
  tryShutOut();
  send();
});

// Back from the browser's history: the page may be older than what is stored.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
