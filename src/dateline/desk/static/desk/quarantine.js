// While deliveries are read again, fetches this page every second and shows how far it is. Without
// this script “Look again” does the same.
(() => {
  const EVERY_MS = 1000;
  const look = async () => {
    const shown = document.querySelector("[data-reading]");
    if (!shown || !shown.dataset.reading) return;
    const answer = await fetch(shown.dataset.reading, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-reading]");
      const results = page.getElementById("listing-results");
      if (fresh) shown.replaceWith(fresh);
      if (results && !fresh?.dataset.reading)
        document.getElementById("listing-results")?.replaceWith(results);
    }
    setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);
})();
