// Says how far a file is, and shows what came of it once it is done. Without it the page loads itself anew.

const place = document.querySelector("[data-state]");

async function look() {
  try {
    const response = await fetch(place.dataset.state, { credentials: "same-origin" });
    if (response.ok) {
      const now = await response.json();
      if (!now.is_at_work) {
        location.reload();
        return;
      }
      const said = place.querySelector("strong");
      if (said.textContent !== now.stage) said.textContent = now.stage;
    }
  } catch {
    // The network is away for a moment: look again.
  }
  setTimeout(look, 1000);
}

if (place) look();
