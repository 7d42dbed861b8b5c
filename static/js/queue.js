// The saving contract (docs/api.md) as decisions, without a page and without a network: what is sent when, what wins, what
// may be said, and when it is safe to leave. One request at a time; a failed one is tried again after a pause.
// `now` is in milliseconds and comes from the caller, who asks `next` after every event.

const TYPING_PAUSE = 800;
const LEAVING_PAUSE = 300;
const LONGEST_PAUSE = 30_000;

export class Queue {
  state = ""; // what may be said: saving, waiting, saved, refused or gone; nothing before the first change
  #waiting = new Set(); // skills that changed since they were last sent, in the order in which they go
  #refused = new Set(); // skills whose value the server will not take as it stands
  #unknown = new Map(); // skill -> values that were sent and whose answer never came: stored or not
  #shutOut = new Set(); // skills with something unsaved when the attempt no longer opened: deleted, or logged out
  #isGone = false; // handed in or deleted elsewhere: nothing here can be saved any more
  #inFlight = null; // the skill and the value that are under way, and the values of it that were sent later
  #failures = 0;
  #isPaused = false; // after a failure, until it is tried again
  #dueAt = 0; // nothing is sent before
  #isLeaving = false; // somebody wants to go on once all is saved
  #valueOf;
  #chance;

  // `valueOf(skill)` reads what is given by now; `chance()`, from 0 to 1, keeps many pages from trying again at once.
  constructor(valueOf, chance) {
    this.#valueOf = valueOf;
    this.#chance = chance;
  }

  // Whether nothing would be lost by leaving now, or nothing can be kept any more.
  get isSafe() {
    return this.#isGone || (!this.#inFlight && this.#waiting.size === 0 && this.#refused.size === 0);
  }

  // Whether nothing is left to send until the person changes what was refused.
  get isStuck() {
    return this.#refused.size > 0 && this.#waiting.size === 0;
  }

  // What a page that closes, or is out of sight and may be ended any moment, should send at once, beside what is under
  // way: the newest of each skill that waits. `ahead` counts the values that were sent before and may be stored first, a
  // revision each. All stays waiting: sent again it is no change, and the page may live on.
  lastWords() {
    return [...this.#waiting].map((skill) => {
      const sent = this.#unknown.get(skill) ?? [];
      const later = this.#inFlight?.skill === skill ? this.#inFlight.later : null;
      const words = { skill, value: this.#valueOf(skill), ahead: sent.length + (later ? later.length + 1 : 0) };
      if (later) later.push(words.value);
      else this.#unknown.set(skill, [...sent, words.value]);
      return words;
    });
  }

  changed(skill, now) {
    this.#refused.delete(skill);
    this.#add(skill, now);
  }

  typed(skill, now) {
    this.#add(skill, now + TYPING_PAUSE);
  }

  // A field is left by pressing something else. What saving moves on the page must not move it from under the press.
  fieldLeft(now) {
    this.#sendAt(now + LEAVING_PAUSE);
  }

  // Back from another tab, perhaps logged in again there: what was typed is still here and may be taken now.
  cameBack(now) {
    this.#reopen();
    this.#sendAt(now);
  }

  cameOnline(now) {
    if (this.#isPaused) this.#dueAt = now;
  }

  // Whether to go on at once. If not, what waits is sent, and a later answer says when (`goesOn`).
  leave(now) {
    if (this.isSafe) return true;
    this.#isLeaving = true;
    this.#dueAt = now;
    return false;
  }

  // What to do now: send `value` of `skill`, ask again after `wait` milliseconds, or nothing until something happens.
  next(now) {
    if (this.#inFlight || this.#waiting.size === 0) return {};
    if (now < this.#dueAt) return { wait: this.#dueAt - now };
    const [skill] = this.#waiting;
    this.#waiting.delete(skill);
    this.#isPaused = false;
    this.#inFlight = { skill, value: this.#valueOf(skill), later: [] };
    return this.#inFlight;
  }

  // Takes the answer to what is under way: its status, 0 when none came, and its JSON, null without. Says what it means.
  answered(status, body, now) {
    const { skill, value, later } = this.#inFlight;
    const meaning = meaningOf(status, body, [...(this.#unknown.get(skill) ?? []), ...later]);
    this.#inFlight = null;
    this.#dueAt = now;
    if (meaning === "saved") this.#saved(skill, later);
    else if (meaning === "unknown") this.#again(skill, [value, ...later], now);
    else if (meaning === "refused" || meaning === "conflict") this.#refused.add(skill);
    else if (meaning === "ours") {
      this.#unknown.delete(skill);
      this.#waiting.add(skill);
    } else {
      if (meaning === "shut out") for (const each of [skill, ...this.#waiting]) this.#shutOut.add(each);
      this.#waiting.clear();
      this.#isGone = true;
    }
    return { meaning, goesOn: this.#waiting.size === 0 && this.#rest() };
  }

  #saved(skill, later) {
    this.#failures = 0;
    this.#reopen();
    if (later.length > 0) this.#unknown.set(skill, later);
    else this.#unknown.delete(skill);
    this.#refused.delete(skill);
  }

  #again(skill, values, now) {
    this.#unknown.set(skill, [...(this.#unknown.get(skill) ?? []), ...values]);
    this.#waiting.add(skill);
    this.#isPaused = true;
    this.#dueAt = now + Math.min(LONGEST_PAUSE, 1000 * 2 ** this.#failures) * (0.75 + this.#chance() / 2);
    this.#failures += 1;
    this.state = "waiting";
  }

  #reopen() {
    if (this.#shutOut.size > 0) this.#isGone = false;
    for (const skill of this.#shutOut) this.#waiting.add(skill);
    this.#shutOut.clear();
  }

  // All was answered: says how it ended, and whether the wish to go on comes true. If not, it has to be wished again.
  #rest() {
    this.state = this.#isGone ? "gone" : this.#refused.size > 0 ? "refused" : "saved";
    const goesOn = this.#isLeaving && this.isSafe;
    this.#isLeaving = false;
    return goesOn;
  }

  #add(skill, time) {
    this.#waiting.add(skill);
    this.state = "saving";
    this.#sendAt(time);
  }

  #sendAt(time) {
    if (!this.#isPaused) this.#dueAt = time;
  }
}

// The newer answer may be our own, of a save whose confirmation was lost (`sent`): then there is nothing to ask.
function meaningOf(status, body, sent) {
  if (status >= 200 && status < 300 && body) return "saved";
  if (status === 404) return "shut out";
  if (status === 409 && body && body.error !== "conflict") return "gone";
  if (status === 409 && body) return sent.some((value) => isSame(value, body.stored)) ? "ours" : "conflict";
  return status >= 400 && status < 500 && ![403, 409, 429].includes(status) ? "refused" : "unknown";
}

function isSame(mine, stored) {
  return Object.entries(mine).every(
    ([name, value]) => value === undefined || (value?.normalize?.("NFC") ?? value) === stored[name],
  );
}
