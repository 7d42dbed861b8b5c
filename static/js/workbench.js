// Makes the workbench quicker: counts the draft once the page stands, lets rows be dragged, lets pasted lines go down the
// rows, and asks before something typed is left. Without it all works by the same forms.

const bench = document.querySelector(".bench");

// The same page with its counts, put where the counts belong.
async function count() {
  if (!bench.dataset.draft || bench.querySelector("[data-health='draft'] strong")) return;
  const response = await fetch(bench.dataset.draft, { credentials: "same-origin" });
  if (!response.ok) return;
  const counted = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const place of document.querySelectorAll("[data-health]")) {
    const found = counted.querySelector(`[data-health="${place.dataset.health}"]`);
    if (found) place.replaceChildren(...found.childNodes);
  }
}

// A row is dropped before another one, or an area's skill at the end of an area.
function dragging() {
  const form = document.getElementById("order");
  if (!form) return;
  let dragged = null;
  const kind = (row) => ("skill" in row.dataset ? "skill" : "area");
  const rowAt = (event) => {
    const row = event.target.closest("[data-skill], [data-area]");
    if (!dragged || !row || row === dragged) return null;
    return kind(dragged) === "area" ? row.closest("[data-area]") : row;
  };
  for (const row of document.querySelectorAll("[data-skill], [data-area]")) row.draggable = true;
  const outline = document.querySelector(".outline");
  const clear = () => { for (const row of outline.querySelectorAll(".is-target, .is-dragged")) row.classList.remove("is-target", "is-dragged"); };
  outline.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-skill], [data-area]") ?? null;
    if (dragged) dragged.classList.add("is-dragged");
  });
  outline.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (!row) return;
    event.preventDefault();
    for (const other of outline.querySelectorAll(".is-target")) other.classList.remove("is-target");
    row.classList.add("is-target");
  });
  outline.addEventListener("dragend", () => { clear(); dragged = null; });
  outline.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!row || row === dragged) return;
    event.preventDefault();
    const key = kind(dragged);
    const where = key === kind(row) ? `before-${row.dataset[key]}` : `into-${row.dataset.area}`;
    const move = document.createElement("input");
    [move.type, move.name, move.value] = ["hidden", "move", `${key}-${dragged.dataset[key]}-${where}`];
    form.append(move);
    form.submit();
  });
}

// The button that moved a row keeps the focus, so that it can be pressed again.
function keepFocus() {
  if (!location.hash.startsWith("#move-")) return;
  const button = document.getElementById(location.hash.slice(1));
  if (button) button.focus();
}

// Lines that are pasted into a row go down the rows, one for each step.
function pasting() {
  for (const table of document.querySelectorAll("[data-paste-lines]")) {
    table.addEventListener("paste", (event) => {
      const first = event.target.closest("textarea");
      const lines = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
      if (!first || lines.length < 2) return;
      const end = first.name.split("-").pop();
      const fields = [...table.querySelectorAll(`textarea[name$="-${end}"]`)];
      const below = fields.slice(fields.indexOf(first));
      if (lines.length > below.length) return;
      event.preventDefault();
      lines.forEach((line, index) => { below[index].value = line; });
      below[lines.length - 1].focus();
      table.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

function guarding() {
  const form = document.querySelector("form[id$='_form']");
  if (!form) return;
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}

dragging();
keepFocus();
pasting();
guarding();
count();
