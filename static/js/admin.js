// Names what the stock admin leaves without a name: Select2's boxes, the hints of two-sided lists, dates with a time.
// They come and go (a new row, an opened list), so the page is watched.

function nameOf(select) {
  const label = select.labels && select.labels[0];
  return select.getAttribute("aria-label") || (label ? label.textContent.trim().replace(/:$/, "") : "");
}

// The select that a box or an opened list belongs to: the box stands behind it, the list is named after it.
function ownerOf(element) {
  const container = element.closest(".select2-container");
  const before = container.previousElementSibling;
  if (before && before.matches("select")) return before;
  const list = container.querySelector("[id^='select2-'][id$='-results']");
  return list ? document.getElementById(list.id.slice("select2-".length, -"-results".length)) : null;
}

function name() {
  for (const part of document.querySelectorAll(".select2-selection, .select2-search__field, .select2-results__options[role]")) {
    const owner = part.hasAttribute("aria-label") ? null : ownerOf(part);
    if (owner) part.setAttribute("aria-label", nameOf(owner));
  }
  // A single box is a text box in a combo box. One of them is enough: what it is for, then what is chosen.
  for (const chosen of document.querySelectorAll(".select2-selection__rendered[role='textbox']")) {
    const box = chosen.closest(".select2-selection");
    box.id = `${chosen.id}-box`;
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
  }
  for (const box of document.querySelectorAll(".select2-selection[aria-owns]")) box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
  // An opened list hangs below the page's end, outside all of its parts.
  for (const opened of document.querySelectorAll("body > .select2-container:not([role])")) {
    opened.setAttribute("role", "region");
    opened.setAttribute("aria-label", nameOf(ownerOf(opened)));
  }
  // "Remove all" stands among the chosen ones in their list.
  for (const clear of document.querySelectorAll("ul > .select2-selection__clear:not([role])")) clear.setAttribute("role", "listitem");
  for (const part of document.querySelectorAll(".flex-container .datetime input:not([aria-label])")) {
    const what = part.closest(".flex-container").querySelector("label, legend").textContent.trim();
    part.setAttribute("aria-label", `${what} ${part.previousSibling.textContent.trim()}`);
  }
  for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) hint.setAttribute("role", "img");
}

name();
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
