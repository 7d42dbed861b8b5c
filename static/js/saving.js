// Saves each answer as it is given. "Saved" is shown only after the server said so (docs/api.md, the saving contract).
// What is sent when is decided in queue.js; here is the page around it. Nothing is kept in the browser's storage.
// Without this script the same page is a form that saves on "Save and continue".

import { Queue } from "./queue.js";

const form = document.getElementById("questions");
const status = document.getElementById("save-status");
const queue = new Queue(valueOf, Math.random);
const now = () => performance.now();
let timer = null;
let pressed = null; // the button to go on by, once all is saved
const saved = new Set(); // skills whose newest value the server has

const field = (skill, name) => form.elements[`${skill}-${name}`];
const fieldset = (skill) => document.getElementById(`q-${skill}`);
const notice = (skill) => fieldset(skill).querySelector("[data-notice]");
const template = (id) => document.getElementById(id).content;
const words = (id) => template(id).textContent.trim();
const skillOf = (element) => element.closest(".question")?.id.slice(2);

// A main field is saved as an answer is: `main.` and its group stand in the place of the skill.
const groupOf = (skill) => (skill.startsWith("main.") ? skill.slice(5) : "");

function valueOf(skill) {
  if (groupOf(skill)) return { member: form.querySelector(`input[name="${skill}-member"]:checked`)?.value || null };
  const chosen = form.querySelector(`input[name="${skill}-step"]:checked`);
  const evidence = field(skill, "evidence");
  return {
    step: chosen ? Number(chosen.value) : null,
    unsure: Boolean(chosen) && field(skill, "unsure").checked,
    // A page without the field leaves what was written as it is; an answer that is cleared takes it along.
    evidence: evidence ? evidence.value : chosen ? undefined : "",
  };
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.split("=")[0].endsWith(name));
  return found ? found.slice(found.indexOf("=") + 1) : "";
}

// Does what the queue wants now, and shows what it says.
function work() {
  clearTimeout(timer);
  const { skill, value, wait } = queue.next(now());
  if (skill) send(skill, value);
  else if (wait) timer = setTimeout(work, wait);
  status.dataset.state = queue.state;
  // Without its cookie no save is taken, however often it is tried.
  const text = status.dataset[queue.state === "waiting" && !cookie("csrftoken") ? "cookies" : queue.state] ?? "";
  if (status.textContent !== text) status.textContent = text;
}

async function send(skill, value) {
  const [code, body] = await answerTo(skill, value);
  const { meaning, goesOn } = queue.answered(code, body, now());
  if (meaning === "saved" || meaning === "ours") field(skill, "rev").value = body.rev;
  if (meaning === "saved") {
    saved.add(skill);
    showSaved(skill, value);
  } else if (meaning === "refused") showRefusal(skill, value, code, body);
  else if (meaning === "conflict") showConflict(skill, value, body);
  work();
  if (goesOn) form.requestSubmit(pressed);
}

async function answerTo(skill, value) {
  try {
    const response = await post(skill, value);
    if (response.status === 403) await fetch(form.dataset.csrf);
    return [response.status, await response.json().catch(() => null)];
  } catch {
    return [0, null];
  }
}

function post(skill, value, ahead = 0) {
  const what = groupOf(skill) ? { group: groupOf(skill) } : { skill };
  const body = JSON.stringify({ ...what, ...value, rev: Number(field(skill, "rev").value) + ahead });
  return fetch(form.dataset.save, {
    method: "POST",
    // Browsers refuse to keep more than 64 KB alive, which much pasted text would be.
    keepalive: body.length < 20_000,
    // The token is read now: signing in elsewhere changes it while this page is open.
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body,
  });
}

function showSaved(skill, { step, evidence }) {
  notice(skill).replaceChildren(...(step === null && !evidence ? [template("cleared").cloneNode(true)] : []));
  const shown = form.querySelector(".areas__item[aria-current] [data-answered]");
  if (!shown) return;
  shown.textContent = form.querySelectorAll(".question input[name$='-step']:checked").length;
  const counts = [...form.querySelectorAll("[data-answered]")].map((each) => Number(each.textContent));
  form.querySelector("[data-answered-in-all]").textContent = counts.reduce((sum, count) => sum + count, 0);
}

function showRefusal(skill, value, code, body) {
  const error = body?.error || "";
  notice(skill).replaceChildren(template("refused").cloneNode(true));
  const why = notice(skill).querySelector("[data-why]");
  if (error.startsWith("evidence_too_long")) why.textContent = `${words("too-long")} ${error.split(":")[1]}`;
  else if (code === 413) why.textContent = `${words("too-long")} ${[...value.evidence].length - field(skill, "evidence").dataset.limit}`;
  else why.textContent = words(error.startsWith("bad_characters") ? "bad-text" : "bad-value");
}

function sentence(skill, value) {
  const label = (id) => document.getElementById(`${skill}-${id}`).labels[0];
  if (groupOf(skill)) return label(value.member ?? "").textContent.trim();
  const text = value.step === null ? words("nothing") : label(value.step).querySelector(".anchor__text").textContent;
  const unsure = value.unsure ? label("unsure").textContent.trim() : "";
  const more = [unsure, value.evidence].filter(Boolean).join("; ");
  return more ? `${text} (${more})` : text;
}

function showConflict(skill, mine, { stored, rev }) {
  const place = notice(skill);
  place.replaceChildren(template("conflict").cloneNode(true));
  place.querySelector("[data-theirs]").textContent = sentence(skill, stored);
  place.querySelector("[data-mine]").textContent = sentence(skill, mine);
  const decide = (keep) => {
    field(skill, "rev").value = rev;
    if (!keep) show(skill, stored);
    place.replaceChildren();
    (fieldset(skill).querySelector(".anchors input:checked") || fieldset(skill).querySelector("input")).focus();
    queue.changed(skill, now());
  };
  on(place.querySelector("[data-keep]"), "click", () => decide(true));
  on(place.querySelector("[data-take]"), "click", () => decide(false));
}

function show(skill, value) {
  for (const input of form.querySelectorAll(`input[name="${skill}-member"]`)) input.checked = input.value === (value.member ?? "");
  if (groupOf(skill)) return;
  for (const input of form.querySelectorAll(`input[name="${skill}-step"]`)) {
    input.checked = Number(input.value) === value.step;
    if (input.checked) input.labels[0].hidden = false;
  }
  field(skill, "unsure").checked = value.unsure;
  if (field(skill, "evidence")) field(skill, "evidence").value = value.evidence;
}

// On a narrow window the areas stand in a row that scrolls: the one that is open should be in sight. A quick check has none.
const areas = form.querySelector(".areas__list");
if (areas) areas.scrollLeft = areas.querySelector("[aria-current]").offsetLeft - areas.offsetLeft - 16;

// The queue is told what happens, and asked what follows from it.
function on(target, type, act) {
  target.addEventListener(type, (event) => {
    act(event);
    work();
  });
}

on(form, "change", ({ target }) => {
  const skill = skillOf(target);
  // "Not sure" says something only about an answer; the tick waits for one.
  if (!skill || target.closest(".feedback") || (target.name.endsWith("-unsure") && valueOf(skill).step === null)) return;
  if (target.name.endsWith("-evidence")) queue.fieldLeft(now());
  else queue.changed(skill, now());
});

// A digit of the scale chooses its sentence while the group has the focus, as an arrow key does.
form.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.type !== "radio" || event.altKey || event.ctrlKey || event.metaKey || !/^[0-9]$/.test(key)) return;
  const chosen = [...form.elements[target.name]].find((each) => each.value === key);
  if (!chosen) return;
  chosen.focus();
  if (!chosen.checked) chosen.click();
});

on(form, "input", ({ target }) => {
  const skill = target.name.endsWith("-evidence") && skillOf(target);
  if (skill) queue.typed(skill, now());
});

on(form, "click", (event) => {
  const clear = event.target.closest("button[name='clear']");
  if (!clear) return;
  event.preventDefault();
  show(clear.value, { step: null, unsure: false, evidence: "" });
  queue.changed(clear.value, now());
});

// Whether the form would tell the server nothing new: no remark is being written, nothing was filled in by the browser.
const canBeTicked = (each) => each.type === "radio" || each.type === "checkbox";
const isAsShown = (each) => (canBeTicked(each) ? each.checked === each.defaultChecked : each.value === each.defaultValue);
const isSaved = (each) => isAsShown(each) || (saved.has(skillOf(each)) && !each.closest(".feedback"));
const isAllSaved = () => queue.state !== "gone" && [...form.querySelectorAll("input, textarea")].every(isSaved);

on(form, "submit", (event) => {
  if (queue.leave(now())) {
    const address = event.submitter?.dataset.href;
    if (address && isAllSaved()) {
      event.preventDefault();
      location.assign(address);
      return;
    }
    form.elements.csrfmiddlewaretoken.value = cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
    return;
  }
  event.preventDefault();
  pressed = event.submitter;
  if (queue.isStuck) form.querySelector(".notice")?.scrollIntoView({ block: "center" });
});

on(window, "online", () => queue.cameOnline(now()));
on(window, "focus", () => queue.cameBack(now()));

window.addEventListener("beforeunload", (event) => {
  if (!queue.isSafe) event.preventDefault();
});

function sendLastWords() {
  for (const { skill, value, ahead } of queue.lastWords()) post(skill, value, ahead).catch(() => {});
}

// A phone ends a page that is out of sight without another word.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") sendLastWords();
});
window.addEventListener("pagehide", sendLastWords);

// Back from the browser's history: the page may be older than what is stored.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
