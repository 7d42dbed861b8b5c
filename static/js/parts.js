// Puts part of another page where the link to it stands, once this page is there: what takes seconds to count keeps
// nobody waiting. Without this, or where that page refuses, the link leads to it.

async function load(place) {
  const link = place.querySelector("a");
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href, { credentials: "same-origin" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const part = page.getElementById(place.dataset.part);
    if (part) place.replaceChildren(document.adoptNode(part));
  } catch {
    // The link stays.
  } finally {
    place.removeAttribute("aria-busy");
  }
}

for (const place of document.querySelectorAll("[data-part]")) load(place);
