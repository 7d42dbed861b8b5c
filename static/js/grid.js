// The grid of a role by keyboard: the table becomes a grid of one tab stop, cells are typed into, blocks go to and from a
// spreadsheet. Nothing is sent before "Save", and then only what was changed, each cell with what the page had shown.

const form = document.getElementById("grid-form");
const table = document.getElementById("grid");
const LETTERS = { m: "essential", e: "essential", i: "important", h: "helpful" };
const NOT_STATED = "x";

if (table) start();

function start() {
  const words = form.dataset;
  const editor = document.getElementById("grid-editor");
  const editorLabel = document.querySelector("label[for='grid-editor']");
  const said = document.getElementById("grid-said");
  const countLine = document.getElementById("grid-count");
  const backButton = document.getElementById("grid-back");
  const levels = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const changed = new Set();
  const past = [];
  const future = [];
  let current = null; // the cell that has the focus, or had it last
  let anchor = null; // where a selection began
  let selected = [];
  let leaving = false;

  // Cells

  const isCell = (cell) => cell !== null && cell.dataset.cell !== undefined;
  const inside = (cell) => cell.querySelector("button, a") || cell;
  const seen = (cell) => (cell.dataset.seen === undefined ? cell.dataset.code : cell.dataset.seen);
  const optionOf = (code) => [...editor.options].find((option) => option.value === code);
  const skillOf = (cell) => cell.parentElement.cells[0].textContent.trim();
  const levelOf = (cell) => levels[cell.cellIndex - 1];
  const isShown = (row) => !row.hidden && (row.matches(".grid__area") || row.parentElement.dataset.folded === undefined);
  const rows = () => [...table.rows].filter(isShown);
  const skillRows = () => rows().filter((row) => row.cells.length > 1 && row.parentElement !== table.tHead);

  function say(text) { said.textContent = text; }

  function show(cell, code) {
    const option = optionOf(code);
    if (cell.dataset.seen === undefined) cell.dataset.seen = cell.dataset.code;
    cell.dataset.code = code;
    cell.textContent = option.dataset.text;
    cell.classList.remove(...[...cell.classList].filter((name) => name.startsWith("tone--")));
    if (option.dataset.tone !== undefined) cell.classList.add(`tone--${option.dataset.tone}`);
    mark(cell);
  }

  function mark(cell) {
    const isChanged = cell.dataset.code !== seen(cell);
    cell.classList.toggle("grid__changed", isChanged);
    if (isChanged) changed.add(cell); else changed.delete(cell);
    const label = `${skillOf(cell)}, ${levelOf(cell)}: ${optionOf(cell.dataset.code).text.trim()}`;
    cell.setAttribute("aria-label", isChanged ? `${label}, ${words.unsaved}` : label);
  }

  function count() {
    const number = changed.size;
    countLine.textContent = number === 0 ? words.none : number === 1 ? words.one : words.many.replace("%s", number);
    backButton.disabled = past.length === 0;
  }

  // One press sets many cells at once, and is taken back at once.
  function set(pairs) {
    const step = pairs.filter(([cell, code]) => cell.dataset.code !== code).map(([cell, code]) => [cell, cell.dataset.code, code]);
    if (step.length === 0) return 0;
    for (const [cell, , code] of step) show(cell, code);
    past.push(step);
    future.length = 0;
    afterwards();
    return step.length;
  }

  function travel(from, to, place) {
    const step = from.pop();
    if (step === undefined) return;
    for (const each of step) show(each[0], each[place]);
    to.push(step);
    afterwards();
    if (isShown(step[0][0].parentElement)) go(step[0][0]);
  }

  function afterwards() {
    count();
    tell();
  }

  // Where one is

  function go(cell, isExtending = false) {
    if (!cell) return;
    if (current) inside(current).tabIndex = -1;
    current = cell;
    inside(cell).tabIndex = 0;
    inside(cell).focus();
    if (!isExtending) anchor = cell;
    select();
    tell();
  }

  function select() {
    for (const cell of selected) cell.removeAttribute("aria-selected");
    selected = isCell(current) && isCell(anchor) ? between(anchor, current) : [];
    if (selected.length > 1) for (const cell of selected) cell.setAttribute("aria-selected", "true");
  }

  function between(one, other) {
    const all = skillRows();
    const [top, bottom] = [all.indexOf(one.parentElement), all.indexOf(other.parentElement)].sort((a, b) => a - b);
    const [left, right] = [one.cellIndex, other.cellIndex].sort((a, b) => a - b);
    return all.slice(top, bottom + 1).flatMap((row) => [...row.cells].slice(left, right + 1));
  }

  function tell() {
    const has = isCell(current);
    editor.disabled = !has;
    if (!has) return;
    editorLabel.textContent = `${skillOf(current)}, ${levelOf(current)}`;
    editor.value = current.dataset.code;
  }

  function move(down, right, isExtending) {
    const all = isExtending ? skillRows() : rows();
    const place = all.indexOf(current.parentElement);
    const row = all[Math.min(all.length - 1, Math.max(0, place + down))];
    const column = Math.min(row.cells.length - 1, Math.max(isExtending ? 1 : 0, current.cellIndex + right));
    // An area's row has one cell: who goes on comes back to the column that they left.
    if (row.cells.length === 1) {
      const beyond = down && all[place + 2 * Math.sign(down)];
      go(Math.abs(down) === 1 && current.cellIndex > 0 && beyond ? beyond.cells[current.cellIndex] : row.cells[0]);
    } else go(row.cells[column], isExtending);
  }

  // Typing

  function typed(code) {
    if (!isCell(current)) return;
    const pairs = (selected.length ? selected : [current]).map((cell) => [cell, code(cell.dataset.code.split("-"))]);
    if (pairs.every(([, each]) => optionOf(each) && !optionOf(each).disabled)) set(pairs);
    else say(words.noStep.replace("%s", pairs[0][1].split("-")[1]));
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1000], End: [0, 1000] };

  function withControl(event) {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) travel(past, future, 1);
    else if (key === "y" || key === "z") travel(future, past, 2);
    else if (key === "s") form.requestSubmit();
    else if (key === "home") go(rows()[0].cells[1]);
    else if (key === "end") go(skillRows().at(-1).cells[levels.length]);
    else return;
    event.preventDefault();
  }

  table.addEventListener("keydown", (event) => {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) { withControl(event); return; }
    const { key } = event;
    if (key in MOVES) move(...MOVES[key], event.shiftKey && isCell(current));
    else if (!isCell(current)) return;
    else if (/^[0-9]$/.test(key)) typed(([importance]) => `${importance || "important"}-${key}`);
    else if (key === "?" || key.toLowerCase() === NOT_STATED) typed(([importance]) => `${importance || "important"}-${NOT_STATED}`);
    else if (LETTERS[key.toLowerCase()]) typed(([, step]) => `${LETTERS[key.toLowerCase()]}-${step || NOT_STATED}`);
    else if (key === "Delete" || key === "Backspace") typed(() => "");
    else if (key === "Enter" || key === "F2") editor.focus();
    else if (key === "Escape") { anchor = current; select(); } else return;
    event.preventDefault();
  });

  table.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.button !== 0) return;
    event.preventDefault(); // a selection of cells, and none of words
    cell.tabIndex = -1;
    go(cell, event.shiftKey && isCell(anchor));
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td, th");
    if (cell && cell !== current && inside(cell) === event.target) go(cell);
  });
  editor.addEventListener("change", () => typed(() => editor.value));
  editor.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    go(current);
  });
  backButton.addEventListener("click", () => travel(past, future, 1));

  // To and from a spreadsheet

  document.addEventListener("copy", (event) => {
    if (!selected.length || !table.contains(document.activeElement)) return;
    const lines = new Map();
    for (const cell of selected) lines.set(cell.parentElement, [...(lines.get(cell.parentElement) || []), cell.textContent.trim()]);
    event.clipboardData.setData("text/plain", [...lines.values()].map((line) => line.join("\t")).join("\n"));
    event.preventDefault();
  });

  document.addEventListener("paste", (event) => {
    if (!isCell(current) || !table.contains(document.activeElement)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });

  async function paste(clip) {
    const first = selected[0] || current;
    const isOne = !/[\t\n]/.test(clip.trim());
    const all = skillRows();
    const top = all.indexOf(first.parentElement);
    // One cell fills all that is selected; a block goes to the right and down from the first one.
    const width = isOne ? new Set(selected.map((cell) => cell.cellIndex)).size || 1 : levels.length;
    const height = isOne ? new Set(selected.map((cell) => cell.parentElement)).size || 1 : clip.split("\n").length;
    const target = all.slice(top, top + height).map((row) => [...row.cells].slice(first.cellIndex, first.cellIndex + width));
    const text = isOne ? target.map((line) => line.map(() => clip.trim()).join("\t")).join("\n") : clip;
    const body = new URLSearchParams({ text, kept: target.map((line) => line.map((cell) => cell.dataset.code).join("\t")).join("\n") });
    const found = await read(body);
    if (!found) return;
    const pairs = [];
    const wrong = [];
    found.rows.forEach((line, down) => line.forEach((code, right) => {
      const cell = (target[down] || [])[right];
      if (code === null) wrong.push(`${where(cell, down, right)}: “${found.texts[down][right]}”`);
      else if (cell) pairs.push([cell, code]);
    }));
    if (wrong.length) ask(pairs, wrong);
    else fill(pairs);
  }

  async function read(body) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(words.read, { method: "POST", body, headers: { "X-CSRFToken": token } });
      const found = await response.json();
      if (response.ok) return found;
      say(found.detail);
    } catch {
      say(words.notRead);
    }
    return null;
  }

  function where(cell, down, right) {
    const place = `${words.row.replace("%s", down + 1)}, ${words.column.replace("%s", right + 1)}`;
    return `${place} (${cell ? `${skillOf(cell)}, ${levelOf(cell)}` : words.outside})`;
  }

  function fill(pairs) {
    say(words.filled.replace("%s", set(pairs)));
  }

  function ask(pairs, wrong) {
    const dialog = document.getElementById("grid-dialog");
    dialog.querySelector("ul").replaceChildren(...wrong.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    const [others] = dialog.querySelectorAll("button");
    others.hidden = pairs.length === 0;
    others.textContent = words.fillRest.replace("%s", pairs.length);
    for (const button of dialog.querySelectorAll("button")) button.onclick = () => dialog.close(button.value);
    dialog.onclose = () => {
      if (dialog.returnValue === "fill") fill(pairs);
      dialog.returnValue = "";
      go(current);
    };
    dialog.showModal();
  }

  // Folding and finding

  function fold(body, isFolded) {
    if (isFolded) body.dataset.folded = ""; else delete body.dataset.folded;
    for (const row of [...body.rows].slice(1)) row.classList.toggle("hidden", isFolded);
    body.rows[0].querySelector("button").setAttribute("aria-expanded", String(!isFolded));
    if (current && !isShown(current.parentElement)) step(body.rows[0].cells[0]);
  }

  // The tab stop, without the focus.
  function step(cell) {
    if (current) inside(current).tabIndex = -1;
    current = anchor = cell;
    inside(cell).tabIndex = 0;
    select();
    tell();
  }

  function foldable(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.setAttribute("aria-expanded", "true");
    const body = name.closest("tbody");
    button.addEventListener("click", () => fold(body, body.dataset.folded === undefined));
    name.replaceWith(button);
  }

  const foldAll = document.getElementById("grid-fold");
  foldAll.addEventListener("click", () => {
    const isFolded = foldAll.getAttribute("aria-pressed") !== "true";
    foldAll.setAttribute("aria-pressed", String(isFolded));
    for (const body of table.tBodies) fold(body, isFolded);
  });

  document.getElementById("grid-query").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    let number = 0;
    for (const body of table.tBodies) {
      let any = false;
      for (const row of [...body.rows].slice(1)) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
        any = any || !row.hidden;
        number += row.hidden ? 0 : 1;
      }
      body.rows[0].hidden = !any;
    }
    if (current && !isShown(current.parentElement) && skillRows().length) step(skillRows()[0].cells[1]);
    say(words.found.replace("%s", number));
  });
  document.getElementById("grid-filter").addEventListener("submit", (event) => event.preventDefault());

  // Sending

  form.addEventListener("submit", (event) => {
    for (const old of form.querySelectorAll("input[data-change]")) old.remove();
    if (changed.size === 0) {
      event.preventDefault();
      say(words.none);
      return;
    }
    for (const cell of changed) {
      const name = `cell-${cell.dataset.cell}`;
      for (const [each, value] of [[name, cell.dataset.code], [`initial-${name}`, seen(cell)]]) {
        const field = Object.assign(document.createElement("input"), { type: "hidden", name: each, value });
        field.dataset.change = "";
        form.prepend(field);
      }
    }
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed.size && !leaving) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; });

  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", table.parentElement.getAttribute("aria-label"));
  table.setAttribute("aria-multiselectable", "true");
  table.parentElement.removeAttribute("tabindex");
  for (const name of table.querySelectorAll(".grid__fold")) foldable(name);
  for (const link of table.querySelectorAll("a, button")) link.tabIndex = -1;
  for (const cell of table.querySelectorAll("td[data-seen]")) mark(cell);
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  step(table.tBodies[0].rows[1].cells[1]);
  count();
}
