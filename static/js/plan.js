// Adds a slider to each number field of the plan, offers the browser's time zone, and opens the panel of wishes where it
// stands beside the plan. The fields are what is sent, and the page is whole without this.

function slider(field) {
  const range = document.createElement("input");
  range.type = "range";
  range.className = "slider";
  for (const name of ["min", "max"]) range[name] = field[name];
  // A budget runs to thousands; the field takes any number, the slider moves where most wishes are.
  range.max = Math.min(Number(field.max), 1000);
  range.value = field.value;
  range.setAttribute("aria-label", field.labels[0].textContent.trim());
  range.addEventListener("input", () => { field.value = range.value; });
  field.addEventListener("input", () => { range.value = field.value; });
  field.after(range);
}

function offerZone(field) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === field.value) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = field.dataset.offer.replace("%s", zone);
  button.addEventListener("click", () => { field.value = zone; field.focus(); button.remove(); });
  field.after(button);
}

for (const field of document.querySelectorAll("input[type=number][data-slider]")) slider(field);
for (const field of document.querySelectorAll("input[data-offer]")) offerZone(field);

// Beside a wide page the panel of wishes stands open.
const wide = matchMedia("(min-width: 64rem)");
for (const panel of document.querySelectorAll("[data-open-beside]")) panel.open = wide.matches;
